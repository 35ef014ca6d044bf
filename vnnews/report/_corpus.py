"""The report of a corpus: entries in, one HTML file out."""

from __future__ import annotations

import datetime
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from vnnews.articles import Article, duplicate_groups
from vnnews.modelfile._disk import whole_file
from vnnews.report._figures import Figures, count, fold
from vnnews.report._language import Language, words_of
from vnnews.report._listing import Listed, listed_stories
from vnnews.report._page import report_page
from vnnews.report._periods import TimeAxis, time_axis
from vnnews.report._row import ReportEntry, Row, RowReader, Unjudged
from vnnews.report._sentences import TypicalSentence, typical_sentences
from vnnews.taxonomy import Taxonomy

MOST_UNJUDGED = 200


@dataclass(frozen=True, eq=False)
class CorpusReport:
    r"""What the tags of a corpus add up to; ``from_entries`` makes it.

    Attributes
    ----------
    title : str or None
    taxonomy : Taxonomy
    n_articles : int
        Entries, failures included.
    n_judged : int
        Articles with tags, or found to be about no issue.
    n_with_issues : int
        Judged articles with at least one issue.
    n_stories : int
        Judged articles, near copies counted once.
    reasons : dict of str to int
        How many articles were not judged, and why.
    warnings : dict of str to int
        How many judged articles have tags that are to be taken with care, and why.

    Examples
    --------
    >>> import vnnews
    >>> from vnnews.taxonomy import load_taxonomy
    >>> tagger = vnnews.load_tagger()
    >>> texts = ["Tổng thống Nga tới Geneva hội đàm với Tổng thống Mỹ.", "Triều Tiên phóng tên lửa đạn đạo.", b"\xff"]
    >>> entries = [ReportEntry(tags) for tags in tagger.tag_many(texts)]
    >>> report = CorpusReport.from_entries(entries, load_taxonomy(), title="Ba bài báo")
    >>> report.n_articles, report.n_judged, report.reasons
    (3, 2, {'unreadable': 1})
    >>> report.to_html("en").startswith("<!doctype html>")
    True
    """

    title: str | None
    taxonomy: Taxonomy = field(repr=False)
    n_articles: int
    n_judged: int
    n_with_issues: int
    n_stories: int
    reasons: dict[str, int]
    warnings: dict[str, int]
    _first: datetime.date | None = field(repr=False)
    _last: datetime.date | None = field(repr=False)
    _axis: TimeAxis = field(repr=False)
    _figures: Figures = field(repr=False)
    _sentences: tuple[tuple[tuple[TypicalSentence, Row], ...], ...] = field(repr=False)
    _listed: tuple[Listed, ...] = field(repr=False)
    _unjudged: tuple[Unjudged, ...] = field(repr=False)

    @classmethod
    def from_entries(cls, entries: Iterable[ReportEntry], taxonomy: Taxonomy, *, title: str | None = None) -> Self:
        """Count, fold near copies and choose what to show.

        Parameters
        ----------
        entries : iterable of ReportEntry
            Read once; texts are let go as soon as they are read.
        taxonomy : Taxonomy
            That of the tagger: ``tagger.taxonomy_``.
        title : str, optional
            Of the report.

        Returns
        -------
        CorpusReport
            The list of articles holds at most 2,000 stories; of more, those with issues, evenly in time.

        Raises
        ------
        ValueError
            If there are no entries, or their tags are not of the taxonomy.

        Notes
        -----
        While near copies are sought, each article takes 15 to 20 kB, most of it for `vnnews.articles.duplicate_groups`:
        100,000 took 2 GB and two minutes. What is held afterwards is what the report shows, about 2 MB of them.
        """
        reading = _Reading(taxonomy)
        groups = duplicate_groups(reading.articles(entries))
        if not reading.n_articles:
            raise ValueError("there are no articles; a report needs at least one")
        rows = reading.rows
        axis = time_axis([row.date for row in rows], [row.day_is_known for row in rows])
        stories = fold(groups, axis)
        sentences = typical_sentences(rows, stories, len(taxonomy.issues))
        return cls(
            title=title,
            taxonomy=taxonomy,
            n_articles=reading.n_articles,
            n_judged=len(rows),
            n_with_issues=sum(bool(row.mentions) for row in rows),
            n_stories=len(stories.rows),
            reasons=dict(reading.reasons.most_common()),
            warnings=dict(reading.warnings.most_common()),
            _first=min((row.date for row in rows if row.date), default=None),
            _last=max((row.date for row in rows if row.date), default=None),
            _axis=axis,
            _figures=count(rows, stories, axis, len(taxonomy.issues), len(taxonomy.tones)),
            _sentences=tuple(tuple((one, rows[stories.rows[one.story]]) for one in found) for found in sentences),
            _listed=listed_stories(rows, stories),
            _unjudged=tuple(reading.unjudged),
        )

    def to_html(self, language: Language = "vi") -> str:
        """Return the report as one HTML page that needs nothing else.

        Parameters
        ----------
        language : {"vi", "en"}, default="vi"

        Returns
        -------
        str

        Raises
        ------
        ValueError
            If the language is another one.
        """
        return report_page(self, words_of(language))

    def save(self, path: str | os.PathLike[str], language: Language = "vi") -> None:
        """Write the report to a file, whole or not at all.

        Parameters
        ----------
        path : path
            In a folder that exists; what is there is replaced.
        language : {"vi", "en"}, default="vi"

        Raises
        ------
        FileNotFoundError
            If there is no such folder.
        ValueError
            If the language is another one.
        """
        page = self.to_html(language).encode("utf-8")
        with whole_file(Path(path)) as file:
            file.write(page)


class _Reading:
    """Keep of each entry what the report needs while its text goes on to the search for near copies."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self.rows: list[Row] = []
        self.unjudged: list[Unjudged] = []
        self.reasons: Counter[str] = Counter()
        self.warnings: Counter[str] = Counter()
        self.n_articles = 0
        self._reader = RowReader(taxonomy)

    def articles(self, entries: Iterable[ReportEntry]) -> Iterator[Article]:
        """Yield the article of each row."""
        for entry in entries:
            self.n_articles += 1
            row = self._reader.read(entry)
            if isinstance(row, Unjudged):
                self.reasons[row.reason] += 1
                if len(self.unjudged) < MOST_UNJUDGED:
                    self.unjudged.append(row)
                continue
            self.warnings.update(warning.partition(":")[0] for warning in entry.tags.warnings)
            self.rows.append(row)
            yield entry.tags.article
