"""Texts with labels of a user's own, from a CSV or TSV file."""

from __future__ import annotations

import csv
import difflib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from vnnews.articles import Article, parse_article
from vnnews.taxonomy import Issue, Taxonomy, Tone, entries_by_name, name_key, taxonomy_of_names

_LONGEST_CELL = 1 << 24
_DELIMITERS = ",;\t|"


@dataclass(frozen=True)
class LabelledTable:
    """Articles with labels, and what the labels may be; fields are aligned.

    Attributes
    ----------
    articles : tuple of Article
    issues : tuple of tuple of str
        The ids of each article's issues.
    tones : tuple of str or None
        The ids of the tones; None if the file has no column of them.
    taxonomy : Taxonomy
        The given one, or one of the labels that were found.
    n_blank : int
        How many rows had no text, or nothing but page furniture, and were left out.
    """

    articles: tuple[Article, ...]
    issues: tuple[tuple[str, ...], ...]
    tones: tuple[str, ...] | None
    taxonomy: Taxonomy
    n_blank: int

    def __len__(self) -> int:
        return len(self.articles)


@dataclass(frozen=True)
class _Row:
    line: int
    article: Article
    labels: tuple[str, ...]
    tone: str


def load_labelled_table(
    path: str | os.PathLike[str],
    *,
    text: str = "text",
    issues: str | Sequence[str] = "issues",
    tone: str | None = None,
    separator: str = ";",
    taxonomy: Taxonomy | None = None,
    as_paths: bool = False,
) -> LabelledTable:
    r"""Read texts and labels from a CSV or TSV file with a header, in UTF-8.

    Parameters
    ----------
    path : path
        Cells are parted by commas, semicolons, tabs or bars: by what makes the header have the columns asked for.
    text : str, default="text"
        The column of the texts, as `vnnews.parse_article` takes them.
    issues : str or sequence of str, default="issues"
        The column of the labels, or several columns. A cell may be empty: none applies.
    tone : str, optional
        The column of the tones. Each row must then have one.
    separator : str, default=";"
        What stands between the labels of one cell.
    taxonomy : Taxonomy, optional
        What the labels are: its ids or names, in any case. By default it is made of the labels that are found, see
        `vnnews.taxonomy.taxonomy_of_names`.
    as_paths : bool, default=False
        Whether the column `text` holds the names of files with the texts, relative to the folder of the table.

    Returns
    -------
    LabelledTable

    Raises
    ------
    FileNotFoundError
        If there is no such file, or none of a name in it.
    ValueError
        If the file is no such table, a column is missing, a label or tone is not in the taxonomy, or no row has a text;
        the message names file and line.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "labels.csv")
    ...     n = path.write_text("text,issues\nGiá xăng lại tăng,Giá cả;Năng lượng\nMưa to ở Huế,\n", encoding="utf-8")
    ...     table = load_labelled_table(path)
    >>> table.issues, table.taxonomy.issue("nang_luong").vi
    ((('gia_ca', 'nang_luong'), ()), 'Năng lượng')
    """
    columns = [issues] if isinstance(issues, str) else list(issues)
    if not columns or not separator:
        raise ValueError(
            f"issues={issues!r}, separator={separator!r}: expected at least one column, and some character"
        )
    folder = Path(path).parent if as_paths else None
    rows, n_blank = _read(os.fspath(path), text, columns, tone, separator, folder=folder)
    if not rows:
        raise ValueError(f"{path}: no row has a text in the column {text!r}")
    if taxonomy is None:
        names = [label for row in rows for label in row.labels]
        if not names:
            raise ValueError(f"{path}: no row has a label in {', '.join(map(repr, columns))}")
        taxonomy = taxonomy_of_names(sorted(names, key=name_key), sorted({row.tone for row in rows if row.tone}))
    by_issue, by_tone = entries_by_name(taxonomy.issues), entries_by_name(taxonomy.tones)
    found, shown = [], []
    for row in rows:
        where = f"{path}, line {row.line}"
        found.append(tuple(dict.fromkeys(_id(label, by_issue, taxonomy.issues, where) for label in row.labels)))
        shown += [] if tone is None else [_id(row.tone, by_tone, taxonomy.tones, where)]
    return LabelledTable(
        articles=tuple(row.article for row in rows),
        issues=tuple(found),
        tones=None if tone is None else tuple(shown),
        taxonomy=taxonomy,
        n_blank=n_blank,
    )


def _read(
    path: str, text: str, issues: list[str], tone: str | None, separator: str, *, folder: Path | None
) -> tuple[list[_Row], int]:
    wanted = [text, *issues, *([] if tone is None else [tone])]
    rows, n_blank = [], 0
    for line, cells in _records(path, wanted):
        try:
            article = parse_article(cells[text] if folder is None else (folder / cells[text]).read_bytes())
        except ValueError as error:
            raise ValueError(f"{path}, line {line}: {error}") from error
        except OSError as error:
            raise FileNotFoundError(f"{path}, line {line}: {cells[text]!r}: {error.strerror}") from error
        if not article.text.strip():
            n_blank += 1
            continue
        labels = [label.strip() for column in issues for label in cells[column].split(separator)]
        shown = "" if tone is None else cells[tone].strip()
        if tone is not None and not shown:
            raise ValueError(f"{path}, line {line}: the column {tone!r} is empty; give every row its tone, or none")
        rows.append(_Row(line, article, tuple(label for label in labels if label), shown))
    return rows, n_blank


def _records(path: str, wanted: Sequence[str]) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield the rows below the header with the numbers of their last lines; empty lines are left out."""
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
    try:
        delimiter = _delimiter(path, wanted)
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            table = csv.reader(file, delimiter=delimiter, strict=True)
            header = next(table)
            for row in table:
                if row and len(row) != len(header):
                    raise ValueError(
                        f"{path}, line {table.line_num}: it has {len(row)} cells; expected {len(header)}, as the "
                        "header has. Put a cell with line ends or separators between quotes"
                    )
                if row:
                    yield table.line_num, dict(zip(header, row, strict=True))
    except UnicodeDecodeError as error:
        raise ValueError(f"{path} is not in UTF-8 ({error.reason}); save it as CSV in UTF-8") from error
    except csv.Error as error:
        raise ValueError(f"{path} is no table of cells: {error}") from error


def _delimiter(path: str, wanted: Sequence[str]) -> str:
    headers = []
    for delimiter in _DELIMITERS:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            header = next(csv.reader(file, delimiter=delimiter), [])
        if set(wanted) <= set(header) and len(set(header)) == len(header):
            return delimiter
        headers.append(header)
    widest = max(headers, key=len)
    shown = ", ".join(repr(name[:40]) for name in widest[:20])
    if not widest:
        raise ValueError(f"{path} is empty; expected a table with a header")
    missing = [name for name in wanted if name not in widest]
    what = f"no column {missing[0]!r}" if missing else "a column twice"
    raise ValueError(f"{path} has {what}; its first line has {shown}")


def _id(label: str, by_name: Mapping[str, str], entries: Iterable[Issue | Tone], where: str) -> str:
    found = by_name.get(name_key(label))
    if found is None:
        kind = "tone" if any(isinstance(entry, Tone) for entry in entries) else "issue"
        near = difflib.get_close_matches(name_key(label), by_name, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"expected one of {', '.join(entry.id for entry in entries)}"
        raise ValueError(f"{where}: {label[:80]!r} is no {kind} of the taxonomy; {hint}")
    return found
