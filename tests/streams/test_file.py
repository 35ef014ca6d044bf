"""Files in, files out: every kind to every kind, broken rows told, nothing torn."""

import csv
import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import joblib
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from tests.streams.files import ROWS, write_jsonl
from vnnews.streams import Part, tag_file
from vnnews.streams._columns import COLUMNS, cells
from vnnews.tagging import ArticleTagger

Rows = list[dict[str, Any]]
BROKEN: list[Any] = [
    b'{"id": "cut", "text": "Nga',
    b"[1, 2]",
    b'{"text": "\xff\xfe"}',
    {"id": "none", "text": None},
    {"id": "other", "title": "Nga"},
    {"id": "list", "text": ["Nga"]},
]


def write(path: Path, rows: Rows) -> Path:
    name = path.name
    if name.endswith(".parquet"):
        pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=20)
        return path
    if ".csv" in name:
        plain = path.with_suffix(".plain")
        with plain.open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, list(rows[0]))
            table.writeheader()
            table.writerows(rows)
    else:
        plain = write_jsonl(path.with_suffix(".plain"), rows)
    raw = plain.read_bytes()
    path.write_bytes(gzip.compress(raw) if name.endswith(".gz") else two_frames(raw) if name.endswith(".zst") else raw)
    return path


def two_frames(raw: bytes) -> bytes:
    pack = zstandard.ZstdCompressor().compress
    return pack(raw[: len(raw) // 2]) + pack(raw[len(raw) // 2 :])


def read(path: Path) -> Rows:
    name = path.name
    if name.endswith(".parquet"):
        return pq.read_table(path).to_pylist()
    raw = path.read_bytes()
    if name.endswith(".gz"):
        raw = gzip.decompress(raw)
    elif name.endswith(".zst"):
        raw = zstandard.ZstdDecompressor().decompressobj().decompress(raw)
    lines = raw.decode("utf-8").split("\n")
    assert lines.pop() == ""
    if ".csv" not in name:
        return [json.loads(line) for line in lines]
    return [
        {name: cell_of(name, value) for name, value in row.items()}
        for row in csv.DictReader(raw.decode().splitlines(True))
    ]


def cell_of(name: str, value: str) -> Any:
    if COLUMNS.get(name, str) is str:
        return value if name not in COLUMNS else value or None
    return json.loads(value) if value else None


def expected(tagger: ArticleTagger, rows: Rows) -> Rows:
    return [row | cells(tagger.tag(row["text"])) for row in rows]


KINDS = ["jsonl", "jsonl.gz", "ndjson.zst", "csv", "csv.gz", "csv.zst", "parquet"]


@pytest.mark.parametrize("source", KINDS)
@pytest.mark.parametrize("target", ["jsonl", "csv", "parquet"])
def test_every_kind_from_every_kind(small: ArticleTagger, rows: Rows, tmp_path: Path, source: str, target: str) -> None:
    given, wanted = write(tmp_path / f"in.{source}", rows), tmp_path / f"out.{target}"
    summary = tag_file(given, wanted, tagger=small, keep=["id", "text"], chunk_size=13)
    assert read(wanted) == expected(small, rows)
    assert (summary.n_articles, summary.n_tagged, summary.reasons) == (len(rows), len(rows), {})
    assert summary.rate > 0


@pytest.mark.parametrize("target", KINDS)
def test_every_kind_is_written_and_read_again(small: ArticleTagger, rows: Rows, tmp_path: Path, target: str) -> None:
    given, wanted = write(tmp_path / "in.parquet", rows), tmp_path / f"out.{target}"
    tag_file(given, wanted, tagger=small)
    assert read(wanted) == expected(small, rows)
    first = wanted.read_bytes()
    tag_file(given, wanted, tagger=small)
    assert wanted.read_bytes() == first
    # And what was written can be tagged.
    again = tmp_path / "again.jsonl"
    assert tag_file(wanted, again, tagger=small, prefix="second_").n_tagged == len(rows)
    assert [row["second_tone"] for row in read(again)] == [row["tone"] for row in read(wanted)]


@pytest.mark.parametrize("backend", ["threading", "loky"])
def test_workers_change_no_byte(small: ArticleTagger, rows: Rows, tmp_path: Path, backend: str) -> None:
    given = write(tmp_path / "in.jsonl", rows)
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    tag_file(given, one, tagger=small)
    with joblib.parallel_config(backend, n_jobs=2):
        tag_file(given, two, tagger=small, chunk_size=5)
    assert one.read_bytes() == two.read_bytes()


def test_broken_lines_are_told_and_cost_no_other(small: ArticleTagger, rows: Rows, tmp_path: Path) -> None:
    lines: list[Any] = list(rows)
    places = [3, 17, 18, 40, 41, 60]
    for place, broken in zip(places, BROKEN, strict=True):
        lines.insert(place, broken)
    lines.insert(0, b"")
    unreadable = {"id": "surrogate", "text": "Nga \ud800"}
    given = write_jsonl(tmp_path / "in.jsonl", [*lines, json.dumps(unreadable).encode()])
    wanted = tmp_path / "out.jsonl"
    report = tmp_path / "report.json"
    summary = tag_file(given, wanted, tagger=small, chunk_size=7, report=report)
    numbers = [place + 2 for place in places] + [len(lines) + 1]
    assert [failure.row for failure in summary.failures] == numbers
    assert summary.reasons == {"broken row": 3, "no text": 3, "unreadable text": 1}
    assert [failure.reason for failure in summary.failures] == ["broken row"] * 3 + ["no text"] * 3 + [
        "unreadable text"
    ]
    found = read(wanted)
    assert [row for row in found if row["error"] is None] == expected(small, rows)
    assert sum(row["error"] is not None for row in found) == 7
    assert found[-1]["id"] == "surrogate"
    told = json.loads(report.read_text(encoding="utf-8"))
    assert told["reasons"] == summary.reasons
    assert "7 failed: 3 broken row, 3 no text, 1 unreadable text" in str(summary)

    assert tag_file(given, wanted, tagger=small, on_error="skip").reasons == summary.reasons
    assert read(wanted) == expected(small, rows)
    before = wanted.read_bytes()
    with pytest.raises(ValueError, match="row 5: broken row: the line is no JSON"):
        tag_file(given, wanted, tagger=small, on_error="raise")
    assert wanted.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl", "report.json"]


def test_broken_csv_rows(small: ArticleTagger, rows: Rows, tmp_path: Path) -> None:
    given = write(tmp_path / "in.csv", rows[:3])
    with given.open("ab") as file:
        file.write(
            b'short\n\nlong,"Nga v\xc3\xa0\nM\xe1\xbb\xb9",more\n'
            b'bytes,Nga \xff\xfe\nn9,"Nga\nv\xc3\xa0 M\xe1\xbb\xb9"\n'
        )
    n_lines = sum(row["text"].count("\n") + 1 for row in rows[:3]) + 1
    wanted = tmp_path / "out.csv"
    summary = tag_file(given, wanted, tagger=small)
    assert [(f.row - n_lines, f.reason) for f in summary.failures] == [
        (1, "broken row"),
        (3, "broken row"),
        (5, "unreadable text"),
    ]
    found = read(wanted)
    assert [row["id"] for row in found] == ["n000", "n001", "n002", "short", "long", "bytes", "n9"]
    assert found[-1]["error"] is None


def test_a_long_line_is_one_broken_row(
    small: ArticleTagger, rows: Rows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vnnews.streams._jsonl.LONGEST_LINE", 100_000)
    given = write_jsonl(tmp_path / "in.jsonl", [rows[0], {"text": "a" * 350_000}, rows[1]])
    summary = tag_file(given, tmp_path / "out.jsonl", tagger=small)
    assert [(f.row, f.reason) for f in summary.failures] == [(2, "broken row")]
    assert summary.n_tagged == 2


def test_parquet_keeps_its_types(small: ArticleTagger, rows: Rows, tmp_path: Path) -> None:
    table = pa.Table.from_pylist(rows)
    table = table.append_column("n", pa.array(range(len(rows)), pa.int16()))
    table = table.append_column("at", pa.array([1_500_000_000_123_456] * len(rows), pa.timestamp("us", "UTC")))
    nanoseconds = pa.array([1_500_000_000_123_456_789] * len(rows), pa.timestamp("ns"))
    table = table.append_column("exactly", nanoseconds)
    table = table.append_column("topic", pa.array(["thế giới"] * len(rows)).dictionary_encode())
    pq.write_table(table, tmp_path / "in.parquet")
    tag_file(tmp_path / "in.parquet", tmp_path / "out.parquet", tagger=small, on_error="skip")
    found = pq.read_table(tmp_path / "out.parquet")
    assert found.select(table.column_names) == table
    assert found.schema.field("issues").type == pa.list_(pa.string())


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.parquet"])
def test_no_rows(small: ArticleTagger, rows: Rows, tmp_path: Path, name: str) -> None:
    given = tmp_path / name
    if name == "a.parquet":
        pq.write_table(pa.Table.from_pylist(rows).slice(0, 0), given)
    else:
        given.write_text("id,text\n" if name == "a.csv" else "", encoding="utf-8")
    summary = tag_file(given, tmp_path / f"out-{name}", tagger=small)
    assert (summary.n_articles, summary.rate) == (0, 0.0)
    assert read(tmp_path / f"out-{name}") == []


@pytest.mark.parametrize(
    ("names", "options", "message"),
    [
        (("in.jsonl", "out.txt"), {}, r"'out.txt' does not tell"),
        (("in.jsonl", "out.parquet.gz"), {}, "does not tell"),
        (("in.jsonl", "out.csv"), {}, "name the columns to keep"),
        (("in.jsonl", "out.jsonl"), {"on_error": "ignore"}, "'ignore'"),
        (("in.jsonl", "out.jsonl"), {"chunk_size": 0}, "chunk_size=0"),
        (("in.csv", "out.csv"), {"text": "content"}, "'content' among them"),
        (("in.parquet", "out.parquet"), {"keep": ["url"]}, "'url' among them"),
    ],
)
def test_what_can_not_work_is_told_before(
    small: ArticleTagger, tmp_path: Path, names: tuple[str, str], options: Any, message: str
) -> None:
    given = write(tmp_path / names[0], ROWS[:2])
    with pytest.raises(ValueError, match=message):
        tag_file(given, tmp_path / names[1], tagger=small, **options)
    assert not (tmp_path / names[1]).exists()


@pytest.mark.parametrize("name", ["jsonl", "csv", "parquet"])
def test_no_column_is_hidden(small: ArticleTagger, rows: Rows, tmp_path: Path, name: str) -> None:
    given = write(tmp_path / f"in.{name}", [row | {"tone": "loud"} for row in rows[:2]])
    with pytest.raises(ValueError, match="columns 'tone' already"):
        tag_file(given, tmp_path / f"out.{name}", tagger=small)
    tag_file(given, tmp_path / f"out.{name}", tagger=small, prefix="v_")
    assert read(tmp_path / f"out.{name}")[0]["tone"] == "loud"


def test_a_cut_archive_gives_no_output(small: ArticleTagger, rows: Rows, tmp_path: Path) -> None:
    given = write(tmp_path / "in.jsonl.gz", rows)
    given.write_bytes(given.read_bytes()[:-1000])
    with pytest.raises(EOFError):
        tag_file(given, tmp_path / "out.jsonl", tagger=small)
    assert [path.name for path in tmp_path.iterdir() if path.suffix not in (".gz", ".plain")] == []


def test_source_and_target_may_be_one(small: ArticleTagger, rows: Rows, tmp_path: Path) -> None:
    path = write(tmp_path / "in.jsonl", rows)
    tag_file(path, path, tagger=small)
    assert read(path) == expected(small, rows)


def test_no_source(small: ArticleTagger, tmp_path: Path) -> None:
    for name in ("no.jsonl", "no.csv", "no.parquet"):
        with pytest.raises(FileNotFoundError):
            tag_file(Part(str(tmp_path / name)), tmp_path / "out.jsonl", tagger=small)


_RUN = """
import sys
from vnnews import tag_file

if __name__ == "__main__":
    try:
        tag_file(sys.argv[1], sys.argv[2], n_jobs=int(sys.argv[3]))
    except KeyboardInterrupt:
        print("stopped")
"""


@pytest.mark.skipif(os.name != "posix", reason="sends signals as POSIX has them")
@pytest.mark.parametrize("n_jobs", [1, 2])
@pytest.mark.parametrize("signals", ["SIGINT", "SIGKILL"])
def test_a_stopped_run_leaves_what_was_there(tmp_path: Path, rows: Rows, n_jobs: int, signals: str) -> None:
    given = write_jsonl(tmp_path / "in.jsonl", rows * 100)
    folder = tmp_path / "out"
    folder.mkdir()
    wanted = folder / "out.jsonl"
    wanted.write_text("as it was", encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-c", _RUN, str(given), str(wanted), str(n_jobs)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        deadline = time.monotonic() + 120
        while sum(path.stat().st_size for path in folder.glob(".*")) < 100_000:
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.02)
        os.killpg(process.pid, getattr(signal, signals))
        try:
            out, err = process.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    assert wanted.read_text(encoding="utf-8") == "as it was"
    if signals == "SIGINT":
        assert out == "stopped\n", err
        assert [path.name for path in folder.iterdir()] == ["out.jsonl"]
