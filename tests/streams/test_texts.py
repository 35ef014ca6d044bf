"""The texts of files, and only those that can be trained on."""

import csv
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.articles.encodings import encode
from tests.streams.files import write_jsonl
from vnnews.articles import parse_article
from vnnews.features import VietnameseTfidfVectorizer
from vnnews.streams import Part, read_texts, tag_file
from vnnews.tagging import ArticleTagger

VIETNAMESE = "Tổng thống Nga và Tổng thống Mỹ hội đàm tại Geneva hôm 16-6, hai bên ca ngợi cuộc gặp."


def test_broken_rows_and_missing_texts_are_left_out_in_order(tmp_path: Path) -> None:
    path = write_jsonl(
        tmp_path / "a.jsonl",
        [{"text": "một"}, b"{", {"text": None}, {"title": "x"}, {"text": 3}, {"text": ""}, b"", {"text": "hai"}],
    )
    assert list(read_texts(path)) == ["một", "", "hai"]
    assert list(read_texts(str(path), "title")) == ["x"]
    assert list(read_texts(path, "body")) == []


def test_texts_that_tag_file_calls_unreadable_are_left_out(small: ArticleTagger, tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_bytes("text\nTổng thống Nga\n".encode() + b"Nga v\xe0 M\xfd\n" + "Tổng thống Mỹ\n".encode())
    lines = write_jsonl(tmp_path / "a.jsonl", [{"text": "Tổng thống Nga"}, b'{"text": "Nga \\ud800"}'])
    for path, expected in ((table, ["Tổng thống Nga", "Tổng thống Mỹ"]), (lines, ["Tổng thống Nga"])):
        texts = list(read_texts(path))
        assert texts == expected
        assert VietnameseTfidfVectorizer().fit_transform(texts).shape[0] == len(texts)
        summary = tag_file(path, tmp_path / "out.jsonl", text="text", tagger=small)
        assert summary.reasons == {"unreadable text": 1}
        assert summary.n_tagged == len(texts)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258", "tcvn3"])
def test_bytes_are_decoded_as_for_tags(tmp_path: Path, encoding: str) -> None:
    raw = encode(VIETNAMESE, encoding) if encoding in ("cp1258", "tcvn3") else VIETNAMESE.encode(encoding)
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": [raw, None, bytes(range(256))]}), path)
    assert list(read_texts(path)) == [VIETNAMESE] == [parse_article(raw).source]


def test_a_part_of_a_file(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "a.jsonl", [b'{"text":"1"}', b'{"text":"2"}', b'{"text":"3"}'])
    assert list(read_texts(Part(str(path), 5, 14))) == ["2"]


def test_nothing_is_read_before_it_is_asked_for(tmp_path: Path) -> None:
    texts = read_texts(tmp_path / "no.jsonl")
    with pytest.raises(FileNotFoundError):
        next(texts)


def test_more_rows_than_are_read_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["text"], *([f"bài {i}"] for i in range(600))])
    assert list(read_texts(path)) == [f"bài {i}" for i in range(600)]
