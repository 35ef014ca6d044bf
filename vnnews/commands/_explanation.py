"""The terminal view of `vnnews explain`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from vnnews.commands._article_view import origin, show_warnings
from vnnews.commands._layout import print_columns, print_text
from vnnews.commands._marks import marked_paragraphs
from vnnews.commands._screen import ISSUE_STYLES, QUIET, WIDEST, issue_name, tone_name, tone_style
from vnnews.tagging import Tags
from vnnews.taxonomy import Taxonomy

_BAR = 20
_WITH_BARS = 74
_NEXT = 3
_BESIDE_NAMES = 26
"""Columns that number, probability and tone take."""
_BESIDE_BAR = 22
"""Columns that a bar takes besides."""
_MOST_REMOVED = 8
TONE_STYLE = "underline"


@dataclass(frozen=True)
class Explanation:
    """One article, explained.

    Attributes
    ----------
    console : Console
    tags : Tags
    taxonomy : Taxonomy
    thresholds : mapping from str to float
        Of every issue.
    language : {"vi", "en"}
    everything : bool
        Whether all issues and all removed pieces are shown.
    """

    console: Console
    tags: Tags
    taxonomy: Taxonomy
    thresholds: Mapping[str, float]
    language: str
    everything: bool

    def show(self, name: str) -> None:
        """Print the text, the tags, what was removed, and the warnings."""
        article = self.tags.article
        evidence = {str(i): tag.evidence for i, tag in enumerate(self.tags.issues, 1)} | {"t": self.tags.tone.evidence}
        paragraphs = marked_paragraphs(article.text, evidence, self._styles(), article.title_end)
        if article.title:
            self._print(paragraphs.pop(0))
        self._print(Text(" · ".join([name, *origin(self.tags), *self._reading()]), QUIET))
        self.console.print()
        for paragraph in paragraphs:
            self._print(paragraph)
            self.console.print()
        if self.tags.probabilities:
            self._show_issues()
        if self.tags.tone.label is not None:
            self._show_tone()
        self._show_removed()
        show_warnings(self.console, self.tags.warnings)

    @property
    def width(self) -> int:
        """Columns of running text."""
        return min(self.console.width, WIDEST)

    def _print(self, text: Text) -> None:
        print_text(self.console, text, self.width)

    def _styles(self) -> dict[str, str]:
        own = {str(i): ISSUE_STYLES[(i - 1) % len(ISSUE_STYLES)] for i in range(1, len(self.tags.issues) + 1)}
        return own | {"t": TONE_STYLE}

    def _reading(self) -> list[str]:
        article = self.tags.article
        told = []
        if article.encoding not in (None, "utf-8"):
            told.append(f"read as {article.encoding} ({article.encoding_confidence:.2f})")
        if article.repaired:
            told.append(f"repaired: {article.repaired}")
        return told

    def _show_issues(self) -> None:
        styles = self._styles()
        rows = []
        for i, tag in enumerate(self.tags.issues, 1):
            state = Text(tone_name(tag.tone, self.taxonomy, self.language), tone_style(tag.tone))
            if tag.probability < tag.threshold:
                state = Text(f"not tagged: below {tag.threshold:.2f}", QUIET)
            number, name = Text(f"[{i}]", f"bold {styles[str(i)]}"), Text(issue_name(tag, self.language))
            rows.append(self._cells(number, name, tag.id, state))
        shown = {tag.id for tag in self.tags.issues}
        others = sorted((id_ for id_ in self.tags.probabilities if id_ not in shown), key=self._rank)
        for id_ in others if self.everything else others[:_NEXT]:
            entry = self.taxonomy.issue(id_)
            name = Text(entry.vi if self.language == "vi" else entry.en, QUIET)
            rows.append(self._cells(Text(""), name, id_, Text("not tagged", QUIET)))
        print_columns(self.console, rows, self.width)
        rest = len(others) - _NEXT
        if rest > 0 and not self.everything:
            issues = "issues that are" if rest > 1 else "issue that is"
            self._print(Text(f"     and {rest} {issues} less probable (--all shows them)", QUIET))
        self.console.print()

    def _rank(self, issue: str) -> float:
        return -self.tags.probabilities[issue]

    def _cells(self, number: Text, name: Text, issue: str, state: Text) -> list[Text]:
        probability, threshold = self.tags.probabilities[issue], self.thresholds[issue]
        with_bar = self.width >= _WITH_BARS
        room = self.width - _BESIDE_NAMES - with_bar * _BESIDE_BAR
        name.truncate(max(room, 8), overflow="ellipsis")
        cells = [number, name, Text(f"{probability:.2f}")]
        if with_bar:
            cells.append(bar(probability, threshold))
        return [*cells, state]

    def _show_tone(self) -> None:
        tone = self.tags.tone
        line = Text().append("[t]", f"bold {TONE_STYLE}").append("  tone: ")
        line.append(tone_name(tone, self.taxonomy, self.language), f"bold {tone_style(tone)}")
        line.append(f" {tone.probability:.2f}")
        for id_, probability in sorted(tone.probabilities.items(), key=lambda pair: -pair[1]):
            if id_ != tone.label:
                entry = self.taxonomy.tone(id_)
                line.append(f", {entry.vi if self.language == 'vi' else entry.en} {probability:.2f}", QUIET)
        self._print(line.append(f"; from -1 to +1: {tone.score:+.2f}", QUIET))

    def _show_removed(self) -> None:
        removed = self.tags.article.removed
        if not removed:
            return
        self.console.print()
        self._print(Text(f"Removed from the page: {len(removed)}", "bold"))
        pieces = removed if self.everything else removed[:_MOST_REMOVED]
        rows = [[Text(piece.role, QUIET), Text(" ".join(piece.text.split()))] for piece in pieces]
        room = self.width - 6 - max(len(piece.role) for piece in pieces)
        for _, text in rows:
            text.truncate(max(room, 8), overflow="ellipsis")
        print_columns(self.console, rows, self.width, indent=2)
        if len(removed) > _MOST_REMOVED and not self.everything:
            self._print(Text(f"  and {len(removed) - _MOST_REMOVED} more (--all shows them)", QUIET))


def bar(probability: float, threshold: float) -> Text:
    """Return a bar with a mark at the threshold.

    Examples
    --------
    >>> str(bar(0.8, 0.4))
    '━━━━━━━━┃━━━━━━━────'
    """
    filled = round(probability * _BAR)
    mark = min(round(threshold * _BAR), _BAR - 1)
    text = Text()
    for i in range(_BAR):
        sign = "┃" if i == mark else "━" if i < filled else "─"
        text.append(sign, "" if i < filled and probability >= threshold else QUIET)
    return text
