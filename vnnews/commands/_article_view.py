"""One article on the terminal: tone and issues, each with the sentence that speaks loudest for it."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from vnnews.commands._layout import print_columns, print_text
from vnnews.commands._list_view import heading
from vnnews.commands._screen import QUIET, WARNING, WIDEST, issue_name, tone_name, tone_style
from vnnews.tagging import Evidence, Tags
from vnnews.taxonomy import Taxonomy

_BESIDE = 64
"""Columns from which on a sentence stands beside its tag, not below."""
_LABELS = 45
"""Percent of the width, at most."""


def show_article(console: Console, name: str, tags: Tags, taxonomy: Taxonomy, language: str) -> None:
    """Print title, origin, tone, issues and warnings of one article."""
    width = min(console.width, WIDEST)
    title = Text(heading(tags.article), "bold")
    if not tags.article.title:
        title.truncate(width, overflow="ellipsis")
    print_text(console, title, width)
    print_text(console, Text(" · ".join([name, *origin(tags)]), QUIET), width)
    console.print()
    rows = []
    if tags.tone.label is not None:
        label = Text(f"{tags.tone.probability:.2f}  tone: ")
        label.append(tone_name(tags.tone, taxonomy, language), f"bold {tone_style(tags.tone)}")
        rows.append([label, _first(tags.tone.evidence)])
    for tag in tags.issues:
        label = Text(f"{tag.probability:.2f}  ").append(issue_name(tag, language), "bold")
        if tag.tone.label is not None:
            label.append(f", {tone_name(tag.tone, taxonomy, language)}", tone_style(tag.tone))
        rows.append([label, _first(tag.evidence)])
    if width < _BESIDE:
        for label, sentence in rows:
            print_columns(console, [[label]], width, indent=2)
            print_columns(console, [[sentence]] if sentence else [], width, indent=8)
    else:
        print_columns(console, rows, width, indent=2, most=width * _LABELS // 100)
    if tags.probabilities and not tags.issues:
        console.print(Text("        none of the issues", QUIET))
    show_warnings(console, tags.warnings)


def origin(tags: Tags) -> list[str]:
    """Return what is known of where an article comes from."""
    article = tags.article
    date = article.published.isoformat() if article.published else ""
    parts = (article.outlet, article.byline, ", ".join(article.agencies), date[: 7 if _is_month(tags) else None])
    return [part for part in parts if part]


def _is_month(tags: Tags) -> bool:
    return tags.article.published_precision == "month"


def show_warnings(console: Console, warnings: Sequence[str]) -> None:
    """Print why tags are missing or to be taken with care."""
    for warning in warnings:
        print_text(console, Text(f"  ! {warning}", WARNING), min(console.width, WIDEST))


def _first(evidence: Sequence[Evidence]) -> Text:
    return Text(" ".join(evidence[0].text.split()) if evidence else "")
