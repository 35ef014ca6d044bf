"""Many articles on the terminal: a line for each."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import PurePath

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from vnnews.articles import Article
from vnnews.commands._screen import QUIET, WARNING, issue_name, tone_name, tone_style
from vnnews.tagging import Tags
from vnnews.taxonomy import Taxonomy

_SIGNS = {"positive": "+", "negative": "-", "mixed": "±", "neutral": "·"}
_GAP = "  "
_WITH_NAMES = 100
_WITH_TONES = 60
_NAME = 22


@dataclass(frozen=True)
class ListView:
    """Lines as wide as the terminal: name where there is room, title, tone, issues.

    Attributes
    ----------
    console : Console
    taxonomy : Taxonomy
    language : {"vi", "en"}
    """

    console: Console
    taxonomy: Taxonomy
    language: str

    def head(self) -> None:
        """Print what the columns are, where somebody looks at them."""
        if self.console.is_terminal:
            self._line([Text(label, QUIET) for label in ("name", "title", "tone", "issues")])

    def show(self, name: str, tags: Tags) -> None:
        """Print the line of one article."""
        tone = tone_name(tags.tone, self.taxonomy, self.language)
        if self.console.width < _WITH_TONES:
            tone = _SIGNS.get(tags.tone.label or "", tone[:1])
        self._line(
            [
                Text(_short(name), QUIET),
                Text(heading(tags.article)),
                Text(tone, tone_style(tags.tone)),
                self._issues(tags),
            ]
        )

    def _issues(self, tags: Tags) -> Text:
        wide = self.console.width >= _WITH_NAMES
        issues = Text(", ").join(
            Text(issue_name(tag, self.language) + f" {tag.probability:.2f}" * wide, tone_style(tag.tone))
            for tag in tags.issues
        )
        for warning in tags.warnings:
            issues.append(" " if issues else "").append(f"({warning.partition(':')[0]})", WARNING)
        return issues or Text("–", QUIET)

    def _line(self, cells: list[Text]) -> None:
        width = self.console.width
        longest = max(len(tone.vi if self.language == "vi" else tone.en) for tone in self.taxonomy.tones)
        tone = longest if width >= _WITH_TONES else 1
        name = _NAME if width >= _WITH_NAMES else 0
        gaps = len(_GAP) * (3 if name else 2)
        issues = max((width - name - tone - gaps) // 2, 8)
        widths = [name, max(width - name - tone - issues - gaps, 4), tone, issues]
        line = Text()
        for cell, size in zip(cells, widths, strict=True):
            if size:
                cell.truncate(size, overflow="ellipsis", pad=True)
                line.append_text(cell).append(_GAP)
        line.rstrip()
        self.console.print(line, soft_wrap=True)


def heading(article: Article) -> str:
    """Return the title of an article or, without one, its first words."""
    return " ".join((article.title or article.text[:200]).split()) or "(no text)"


def _short(path: str) -> str:
    """Return the beginning and the end of a file's name: both may be what tells it from others."""
    # A name that macOS gave has its marks as characters of their own, and must not be cut between them.
    name = unicodedata.normalize("NFC", PurePath(path).name)
    if cell_len(name) <= _NAME:
        return name
    start = len(name)
    while cell_len(name[start - 1 :]) < _NAME - _NAME // 2:
        start -= 1
    return f"{set_cell_size(name, _NAME // 2).rstrip()}…{name[start:]}"
