"""A file of articles to a file of articles with tags."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from tqdm import tqdm

from vnnews.modelfile import load_tagger
from vnnews.modelfile._disk import whole_file
from vnnews.streams._columns import Cells, cells, failed
from vnnews.streams._formats import reader_of, writer_of
from vnnews.streams._parts import Part
from vnnews.streams._rows import Chunk, Reader, Rows, Writer
from vnnews.streams._summary import Failure, Summary, Tally, Totals, tally
from vnnews.tagging import ArticleTagger, map_chunks
from vnnews.tagging._many import tag_chunk, unreadable

OnError = Literal["record", "raise", "skip"]


def tag_file(
    source: str | os.PathLike[str] | Part,
    target: str | os.PathLike[str],
    *,
    text: str = "text",
    tagger: ArticleTagger | None = None,
    keep: Sequence[str] | None = None,
    prefix: str = "",
    n_jobs: int | None = None,
    chunk_size: int = 128,
    on_error: OnError = "record",
    progress: bool = False,
    evidence: bool = True,
    report: str | os.PathLike[str] | None = None,
) -> Summary:
    r"""Tag the articles of a file, however many, in bounded memory.

    Parameters
    ----------
    source : path or Part
        A file whose name ends in ``.jsonl``, ``.ndjson`` or ``.csv`` (to which ``.gz`` or ``.zst`` may be added), or in
        ``.parquet``; or a part of one, see `split_file`. ``.parquet`` and ``.zst`` need
        ``pip install 'vnnews[tables]'``.
    target : path
        A file of the same or another kind. It is there when it is whole: whatever ends the run before, Ctrl-C too,
        leaves what was there.
    text : str, default="text"
        The column of the texts, as they were crawled.
    tagger : ArticleTagger, optional
        By default that of `vnnews.load_tagger`.
    keep : sequence of str, optional
        The columns of the source that go to the target; by default all. JSON lines may differ in their columns, so from
        JSONL to CSV or Parquet it has to be given.
    prefix : str, default=""
        Put before the names of the new columns.
    n_jobs, chunk_size, progress, evidence
        As for `ArticleTagger.tag_many`.
    on_error : {"record", "raise", "skip"}, default="record"
        What happens to a row that is broken, has no text or an unreadable one: the row with an ``error``, the exception
        (and no target), or no row.
    report : path, optional
        A file for the summary, as JSON; it is there before the target is.

    Returns
    -------
    Summary
        How many articles, which failures, how fast, how much memory.

    Raises
    ------
    FileNotFoundError
        If there is no source, or no folder for the target.
    ValueError
        If a name does not tell a known kind of file, a column is missing, or a new column is there already.
    ImportError
        If a package that the kind of file needs is not installed.
    EOFError, OSError
        If a compressed source is cut off or damaged.

    See Also
    --------
    vnnews.tag_table : For tables in memory; describes the columns.

    Notes
    -----
    CSV holds lists as JSON, and nothing where a cell is missing. In CSV and in Parquet made of other kinds, what comes
    from the source is text. From JSON lines to JSON lines, a row that is kept whole stays as it stood, byte for byte,
    and the new columns follow.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     source = Path(folder, "articles.jsonl")
    ...     n = source.write_text('{"text": "Tổng thống Nga tới Geneva hội đàm"}\n{"text"', encoding="utf-8")
    ...     summary = tag_file(source, Path(folder, "tagged.jsonl"))
    >>> summary.n_articles, summary.n_tagged, summary.reasons
    (2, 1, {'broken row': 1})
    """
    if on_error not in ("record", "raise", "skip"):
        raise ValueError(f"on_error={on_error!r}: expected 'record', 'raise' or 'skip'")
    if chunk_size < 1:
        raise ValueError(f"chunk_size={chunk_size}: expected 1 or more articles")
    part = source if isinstance(source, Part) else Part(str(source))
    columns = None if keep is None else tuple(keep)
    reader = reader_of(part.path, text, columns)
    writer = writer_of(target, reader, prefix)
    tagger = load_tagger() if tagger is None else tagger
    totals = Totals()
    task = _Task(reader, writer, on_error, evidence)
    with (
        whole_file(Path(target)) as file,
        writer.open(file, target) as output,
        closing(map_chunks(task, tagger, reader.read(part, chunk_size), n_jobs=n_jobs)) as results,
        tqdm(unit=" articles", disable=not progress) as bar,
    ):
        for encoded, counts in results:
            if on_error == "raise" and counts.failures:
                first = counts.failures[0]
                raise ValueError(f"row {first.row}: {first.reason}: {first.message}")
            output.write(encoded)
            totals.add(counts)
            bar.update(counts.n_articles)
        summary = totals.summary()
        if report is not None:
            with whole_file(Path(report)) as lines:
                lines.write(json.dumps(summary.to_dict(), ensure_ascii=False, indent=1).encode("utf-8"))
    return summary


@dataclass(frozen=True)
class _Task:
    """What a worker does to a chunk."""

    reader: Reader
    writer: Writer
    on_error: OnError
    evidence: bool

    def __call__(self, tagger: ArticleTagger, chunk: Chunk) -> tuple[Any, Tally]:
        rows = self.reader.decode(chunk)
        found, failures = _judge(tagger, rows, self.evidence)
        failed_rows = {failure.row for failure in failures} if self.on_error == "skip" else set()
        written = [i for i, number in enumerate(rows.numbers) if number not in failed_rows]
        encoded = self.writer.encode(rows.take(written), [found[i] for i in written])
        judged = (warning for own in found if own["error"] is None for warning in own["warnings"])
        return encoded, tally(len(found), failures, judged)


def _judge(tagger: ArticleTagger, rows: Rows, evidence: bool) -> tuple[list[Cells], list[Failure]]:
    texts = [
        text for text, problem in zip(rows.texts, rows.problems, strict=True) if problem is None and text is not None
    ]
    tagged = iter(tag_chunk(tagger, texts, evidence))
    found: list[Cells] = []
    failures: list[Failure] = []
    for number, problem in zip(rows.numbers, rows.problems, strict=True):
        if problem is not None:
            found.append(failed(f"{problem[0]}: {problem[1]}"))
            failures.append(Failure(number, *problem))
            continue
        outcome = next(tagged)
        tags = unreadable(outcome) if isinstance(outcome, Exception) else outcome
        found.append(cells(tags))
        if tags.error is not None:
            failures.append(Failure(number, "unreadable text", tags.error))
    return found, failures
