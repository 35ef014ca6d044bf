from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest

from vnnews.datasets import iter_baomoi2017, iter_vnexpress2022
from vnnews.datasets._loaders import BAOMOI, VNEXPRESS

from .conftest import Build

ARTICLE = "Nga và Mỹ đàm phán\nHai bên gặp nhau.\nCuộc gặp diễn ra ở Geneva. "


def test_reading_ends_with_the_last_wanted_document(tmp_path: Path, build: Build) -> None:
    noise = random.Random(0).randbytes(400_000)
    files = {"scraper/vn_news/data/11.txt": ARTICLE.encode(), "scraper/vn_news/data/12.txt": noise}
    path = build(tmp_path / BAOMOI.file_name, files)
    path.write_bytes(path.read_bytes()[:200_000])
    (document,) = iter_baomoi2017(tmp_path, ids=["baomoi2017/11"])
    assert document.text == ARTICLE
    with pytest.raises(ValueError, match="cannot be read to its end"):
        list(iter_baomoi2017(tmp_path))


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (b"Id,Text\n1,a\n", r"columns \['Id', 'Text'\]; expected 'Title'"),
        (b"", r"columns None; expected 'Title'"),
        (b"Title,Category\n\xe1\xe1,a\n", "is not a UTF-8 table"),
        (b'Title,Category\n"' + b"a" * 200_000 + b'",b\n', "is not a UTF-8 table"),
    ],
)
def test_wrong_table_is_named(table: bytes, message: str, tmp_path: Path, build: Build) -> None:
    # Python's own: what reads tables of articles raises it, for the whole process.
    csv.field_size_limit(131_072)
    build(tmp_path / VNEXPRESS.file_name, {"news/data/data.csv": table})
    with pytest.raises(ValueError, match=rf"news/data/data\.csv in .*{message}"):
        list(iter_vnexpress2022(tmp_path))
