"""What to write, and whether it can be: told by names, before any work is done."""

from __future__ import annotations

from pathlib import Path

FORMATS = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".parquet": "parquet", ".html": "html", ".htm": "html"}
_COMPRESSIONS = (".gz", ".zst")


def format_of(output: str | None, named: str | None) -> str:
    """Return the format of the output: the one that is named, or that of the file's ending; by default a table.

    Raises
    ------
    ValueError
        If the ending tells none, or another than the one that is named.

    Examples
    --------
    >>> format_of("tagged.csv.gz", None)
    'csv'
    """
    if output is None:
        return named or "table"
    suffixes = [suffix.lower() for suffix in Path(output).suffixes]
    packed = bool(suffixes) and suffixes[-1] in _COMPRESSIONS
    ending = suffixes[-2] if packed and len(suffixes) > 1 else suffixes[-1] if suffixes else ""
    told = FORMATS.get(ending)
    if told is None or (packed and told in ("parquet", "html")):
        raise ValueError(
            f"the name {Path(output).name!r} does not tell what to write; expected one that ends in .jsonl, .csv "
            "(to which .gz or .zst may be added), .parquet or .html"
        )
    if named not in (None, told):
        raise ValueError(f"--format {named} does not go with the name {Path(output).name!r}; leave it out")
    return told


def check_target(output: str) -> None:
    """Raise before any work is done if a file can't be written.

    Raises
    ------
    FileNotFoundError, IsADirectoryError
        If there is no folder for it, or a folder of this name.
    """
    path = Path(output)
    if path.is_dir():
        raise IsADirectoryError(f"{output} is a folder; name a file to write")
    if not path.parent.is_dir():
        raise FileNotFoundError(f"there is no folder {path.parent} to write {path.name} into; make it first")
