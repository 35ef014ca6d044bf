from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from vnnews.datasets import load_danes, load_vntc, load_vsfc
from vnnews.datasets._loaders import VNTC

from .conftest import Build


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    vsfc = tmp_path / "vsfc" / "val"
    vsfc.mkdir(parents=True)
    # A line separator inside a sentence does not end it.
    (vsfc / "sents.txt").write_text("thầy dạy hay .\nphòng\u2028nóng . \nbình thường\n", encoding="utf-8")
    (vsfc / "sentiments.txt").write_text("2\n0\n1\n", encoding="utf-8")
    (vsfc / "topics.txt").write_text("0\n2\n3\n", encoding="utf-8")
    records = [
        {"id": 7, "title": " Bội thu ", "description": "Vụ mùa.", "label": "Tích cực", "topics": ["Kinh tế", "Xã hội"]},
        {"id": 8, "title": "Chưa rõ", "description": "", "label": "", "topics": []},
        {"id": 9, "title": "Họp", "description": None, "label": "Trung tính", "topics": []},
    ]
    (tmp_path / "danes").mkdir()
    (tmp_path / "danes" / "annotated.jsonl").write_text(
        "\n".join(json.dumps(record, ensure_ascii=False) for record in records), encoding="utf-8"
    )
    return tmp_path


def test_vsfc(folder: Path) -> None:
    corpus = load_vsfc("val", folder)
    assert corpus.sentences == ("thầy dạy hay .", "phòng\u2028nóng .", "bình thường")
    assert corpus.sentiments == ("positive", "negative", "neutral")
    assert corpus.topics == ("lecturer", "facility", "others")
    assert len(corpus) == 3


def test_vsfc_errors(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="no split 'dev' in UIT-VSFC; expected one of 'train', 'val', 'test'"):
        load_vsfc("dev", folder)
    with pytest.raises(FileNotFoundError, match=r"no vsfc/train/sents.txt .*gives out on request.*VNNEWS_DATA"):
        load_vsfc("train", folder)
    (folder / "vsfc" / "val" / "topics.txt").write_text("0\n9\n3\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"topics.txt has the labels \['9'\]; expected 0, 1, 2, 3"):
        load_vsfc("val", folder)
    (folder / "vsfc" / "val" / "topics.txt").write_text("0\n", encoding="utf-8")
    with pytest.raises(ValueError, match="3 sentences, 3 sentiments and 1 topics"):
        load_vsfc("val", folder)
    monkeypatch.delenv("VNNEWS_DATA", raising=False)
    with pytest.raises(FileNotFoundError, match="looked in no folder"):
        load_vsfc("val")


def test_the_folder_may_be_named_by_the_environment(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VNNEWS_DATA", str(folder))
    assert len(load_vsfc("val")) == 3


def test_danes(folder: Path) -> None:
    corpus = load_danes(folder)
    assert corpus.ids == ("danes/7", "danes/9")
    assert (corpus.articles[0].title, corpus.articles[0].lead, corpus.articles[1].lead) == ("Bội thu", "Vụ mùa.", "")
    assert corpus.sentiments == ("positive", "neutral")
    assert corpus.topics == (("Kinh tế", "Xã hội"), ())


def test_danes_errors_name_the_line(folder: Path) -> None:
    path = folder / "danes" / "annotated.jsonl"
    path.write_text(path.read_text(encoding="utf-8") + '\n{"id": 1, "label": "Vui"}', encoding="utf-8")
    with pytest.raises(ValueError, match=r"line 4 of .* is no labelled headline \(KeyError\('Vui'\)\)"):
        load_danes(folder)


def test_vntc_tells_what_stands_in_train(tmp_path: Path, build: Build) -> None:
    build(
        tmp_path / VNTC.file_name,
        {
            "Test_Full/The thao/1.txt": "Bóng  đá\r\nhôm nay.".encode("utf-16"),
            "Test_Full/The gioi/2.txt": "Nga.".encode("utf-16"),
            "Train_Full/The thao/3.txt": "Bóng đá hôm nay.".encode("utf-16"),
        },
        mode="w:xz",
    )
    train, test = load_vntc(tmp_path)
    assert (train.ids, train.topics, train.in_train) == (("vntc/train/The thao/3",), ("The thao",), (True,))
    assert (test.topics, test.in_train) == (("The thao", "The gioi"), (True, False))
    assert (len(train), len(test)) == (1, 2)


@pytest.mark.corpus
def test_vsfc_files(corpora: Path) -> None:
    sizes = {split: len(load_vsfc(split, corpora)) for split in ("train", "val", "test")}
    assert sizes == {"train": 11_426, "val": 1_583, "test": 3_166}
    assert Counter(load_vsfc("test", corpora).sentiments) == {"positive": 1590, "negative": 1409, "neutral": 167}


@pytest.mark.corpus
def test_danes_file(corpora: Path) -> None:
    assert Counter(load_danes(corpora).sentiments) == {"neutral": 1200, "positive": 508, "negative": 305}
