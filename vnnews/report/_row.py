"""What a report keeps of an article: a title, tags, one sentence for each issue; never its text."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlsplit

from vnnews.tagging import IssueTag, Tags
from vnnews.taxonomy import Taxonomy

MOST_OF_A_TITLE, MOST_OF_A_SENTENCE = 200, 280
NO_TONE = -1


@dataclass(frozen=True)
class ReportEntry:
    """An article of a report.

    Attributes
    ----------
    tags : Tags
        What the tagger said; those with an ``error`` are listed as failures.
    url : str, optional
        Where the article is to be read. Other addresses than those of ``http`` and ``https`` are not linked.
    name : str, optional
        What the article is called where it has no title: a file's name, the number of a row.
    published : datetime.date, optional
        By default ``tags.article.published``.

    Examples
    --------
    >>> from vnnews import Article
    >>> from vnnews.tagging import ToneTag
    >>> ReportEntry(Tags((), ToneTag(), Article(title="Nga và Mỹ nối lại đàm phán")), url="https://example.org/1").url
    'https://example.org/1'
    """

    tags: Tags
    url: str | None = None
    name: str | None = None
    published: datetime.date | None = None


class Mention(NamedTuple):
    """An issue of an article: its place in the taxonomy, the place of its tone, the sentence that speaks loudest.

    The sentence is empty where only the title speaks for the issue.
    """

    issue: int
    probability: float
    tone: int
    sentence: str
    weight: float


class Row(NamedTuple):
    """A judged article."""

    title: str
    url: str
    outlet: str
    date: datetime.date | None
    day_is_known: bool
    tone: int
    tone_probability: float
    mentions: tuple[Mention, ...]


class Unjudged(NamedTuple):
    """An article without tags, and why: a key of the reason and what was found."""

    title: str
    url: str
    reason: str
    message: str


class RowReader:
    """Make rows of entries, by the places of issues and tones in a taxonomy."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._issues = {id_: place for place, id_ in enumerate(taxonomy.issue_ids)}
        self._tones = {id_: place for place, id_ in enumerate(taxonomy.tone_ids)}
        self._seen: dict[str, str] = {}

    def read(self, entry: ReportEntry) -> Row | Unjudged:
        """Return the row of an entry; raise ValueError if its tags are of another taxonomy."""
        tags, article = entry.tags, entry.tags.article
        title = shortened(article.title or entry.name or "", MOST_OF_A_TITLE)
        url = web_address(entry.url)
        if tags.error is not None:
            return Unjudged(
                shortened(entry.name or title, MOST_OF_A_TITLE), url, "unreadable", shortened(tags.error, 300)
            )
        if tags.tone.label is None and not tags.issues:
            reason, _, message = (tags.warnings[0] if tags.warnings else "not judged").partition(":")
            return Unjudged(title, url, reason, shortened(message, 300))
        date = entry.published or article.published
        if isinstance(date, datetime.datetime):
            date = date.date()
        return Row(
            title=title,
            url=url,
            outlet=self._once(shortened(article.outlet, 80)),
            date=date,
            day_is_known=entry.published is not None or article.published_precision != "month",
            tone=self._tone(tags.tone.label),
            tone_probability=tags.tone.probability,
            mentions=tuple(self._mention(issue, article.title_end) for issue in tags.issues),
        )

    def _mention(self, issue: IssueTag, title_end: int) -> Mention:
        # The title is shown anyway.
        best = next((one for one in issue.evidence if one.start >= title_end), None)
        return Mention(
            issue=_place(self._issues, issue.id, "issue"),
            probability=issue.probability,
            tone=self._tone(issue.tone.label),
            sentence=shortened(best.text, MOST_OF_A_SENTENCE) if best else "",
            weight=best.weight if best else 0.0,
        )

    def _tone(self, label: str | None) -> int:
        return NO_TONE if label is None else _place(self._tones, label, "tone")

    def _once(self, text: str) -> str:
        """Return one object for equal texts: a hundred thousand articles come from a few outlets."""
        return self._seen.setdefault(text, text)


def _place(places: Mapping[str, int], id_: str, kind: str) -> int:
    if id_ not in places:
        raise ValueError(
            f"the {kind} {id_!r} is not in the taxonomy, which has {', '.join(places)}; "
            "give the taxonomy of the tagger: tagger.taxonomy_"
        )
    return places[id_]


def shortened(text: str, most: int) -> str:
    """Return a text on one line, cut at a word, without what can't be written in UTF-8 or turns the line around."""
    line = " ".join(text.encode("utf-8", "replace").decode("utf-8").split())
    if not line.isprintable():
        line = "".join(letter for letter in line if letter.isprintable())
    if len(line) <= most:
        return line
    return (
        line[: most - 1].rpartition(" ")[0].rstrip(" ,;:") + "…" if " " in line[: most - 1] else line[: most - 1] + "…"
    )


def web_address(url: str | None) -> str:
    """Return an address if it is one of the web, and nothing else: a report never links to scripts or files."""
    if not url:
        return ""
    url = url.strip()
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.netloc or not url.isprintable() or " " in url:
        return ""
    return url
