from __future__ import annotations

import hashlib
import types
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pytest

from vnnews.datasets import (
    Document,
    iter_baomoi2017,
    iter_press2024,
    iter_unc2020,
    iter_vietnews2019,
    iter_vnexpress2022,
    iter_vntc,
    load_labels,
)
from vnnews.datasets._archive import locate, members
from vnnews.datasets._labels import known_digests
from vnnews.datasets._loaders import BAOMOI, PRESS, UNC, VIETNEWS, VNEXPRESS, VNTC
from vnnews.datasets._streams import rows

from .conftest import Build

ARTICLE = "Nga và Mỹ đàm phán\nHai bên gặp nhau.\nCuộc gặp diễn ra ở Geneva. "
SEGMENTED = "Nga và Mỹ đàm_phán\n\nHai bên gặp nhau .\n\nCuộc gặp diễn ra .\n\nGeneva .\n"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.fixture
def folder(tmp_path: Path, build: Build) -> Path:
    """Small archives in the published layouts, with files around the articles that are none."""
    baomoi = f"scraper-{BAOMOI.commit}/vn_news"
    build(
        tmp_path / BAOMOI.file_name,
        {
            f"{baomoi}/data/11.txt": ARTICLE.encode(),
            f"{baomoi}/data/x.txt": b"no article",
            f"{baomoi}/data/12.txt": b"M\xe1\xbb\xb9\r\n",
            f"{baomoi}/13.txt": b"no article",
        },
        commit=BAOMOI.commit,
    )
    vietnews = f"vietnews-{VIETNEWS.commit}/data"
    build(
        tmp_path / VIETNEWS.file_name,
        {
            f"{vietnews}/train_tokenized/000001.txt.seg": b"not read",
            f"{vietnews}/test_tokenized/000001.txt.seg": SEGMENTED.encode(),
            f"{vietnews}/val_tokenized/000001.txt.seg": SEGMENTED.encode(),
        },
    )
    unc = f"resources-{UNC.commit}/resources/CP_Vietnamese-UNC/datasets/CP_Vietnamese-UNC"
    build(
        tmp_path / UNC.file_name,
        {
            f"{unc}/news_world_001.txt": b"# doc_id = news_world_001\n# date = 20210430\nM\xe1\xbb\xb9.\n",
            f"{unc}/news_sport_002.txt": b"# doc_id = news_sport_002\nB\xc3\xb3ng.\n",
            f"{unc}/README.md": b"no article",
        },
    )
    press = f"PhanLoaiVanBan-{PRESS.commit}/Datasets"
    head = "\ufeffSTT,Category,Content\r\n"
    build(
        tmp_path / PRESS.file_name,
        {
            f"{press}/the-gioi.csv": (head + '1,Thế giới,"Một ""hai"",\nba. "\r\n2,Thế giới,\r\n').encode(),
            f"{press}/chinh-tri.csv": (head + '1,Chính trị,"Một ""hai"",\nba. "\r\n2,Chính trị,Bốn.\r\n').encode(),
            f"{press}/the-thao.csv": (head + "1,Thể thao,Năm.\r\n").encode(),
        },
    )
    vnexpress = f"vietnamese_news_classify-{VNEXPRESS.commit}"
    build(
        tmp_path / VNEXPRESS.file_name,
        {
            f"{vnexpress}/data.csv": "Title,Category\nCũ,Thế giới\n".encode(),
            f"{vnexpress}/data/data.csv": 'Title,Category\n"Nga, Mỹ ",Thế giới\nBóng,Thể thao\n'.encode(),
            f"{vnexpress}/data1year.csv": 'Title,Category\n"Nga, Mỹ",Thời sự\nVàng,Kinh doanh\n'.encode(),
        },
    )
    build(
        tmp_path / VNTC.file_name,
        {
            "Train_Full/The gioi/TG (1).txt": "Nga.\r\nMỹ.".encode("utf-16"),
            "Train_Full/Stats.txt": b"no article",
            "Test_Full/The thao/TT_1.txt": "Bóng.".encode("utf-16-be").join([b"\xfe\xff", b""]),
        },
        mode="w:xz",
    )
    return tmp_path


def test_baomoi(folder: Path) -> None:
    first, second = iter_baomoi2017(folder)
    assert (first.id, first.sha256, first.topic) == ("baomoi2017/11", _digest(ARTICLE), None)
    assert first.text == ARTICLE
    assert first.article.title == "Nga và Mỹ đàm phán"
    assert second.text == "Mỹ\r\n", "offsets of sentences count the text as it is in the file"


def test_vietnews(folder: Path) -> None:
    test, val = iter_vietnews2019(folder)
    assert (test.id, val.id) == ("vietnews2019/test-000001", "vietnews2019/val-000001")
    assert test.sha256 == _digest(SEGMENTED)
    assert test.text.startswith("Nga và Mỹ đàm phán\n\nHai bên gặp nhau.\n\n")
    assert test.article.captions == ("Geneva.",)


def test_unc(folder: Path) -> None:
    world, sport = iter_unc2020(folder)
    assert (world.id, world.topic, str(world.article.published)) == ("unc2020/news_world_001", "world", "2021-04-30")
    assert world.text.startswith("# doc_id")
    assert sport.article.body == ("Bóng.",)


def test_press(folder: Path) -> None:
    first, second = iter_press2024(folder)
    text = 'Một "hai",\nba. '
    assert (first.id, first.sha256, first.topic) == (f"press2024/{_digest(text)[:12]}", _digest(text), "Thế giới")
    assert first.text == text
    assert first.article.body == ('Một "hai",', "ba.")
    assert (second.text, second.topic) == ("Bốn.", "Chính trị")


def test_vnexpress(folder: Path) -> None:
    documents = list(iter_vnexpress2022(folder))
    assert [document.text for document in documents] == ["Nga, Mỹ", "Bóng", "Vàng"]
    assert documents[0].id == f"vnexpress2022/{_digest('Nga, Mỹ')[:12]}"
    assert documents[0].topic == "Thế giới"
    assert documents[0].article.text == "Nga, Mỹ"


def test_vntc(folder: Path) -> None:
    (train,), (test,) = iter_vntc("train", folder), iter_vntc("test", folder)
    assert (train.id, train.topic) == ("vntc/train/The gioi/TG (1)", "The gioi")
    assert train.text == "Nga.\r\nMỹ."
    assert train.article.body == ("Nga.", "Mỹ.")
    assert (test.id, test.text) == ("vntc/test/The thao/TT_1", "Bóng.")
    with pytest.raises(ValueError, match="no split 'dev' in VNTC; expected 'train' or 'test'"):
        iter_vntc("dev", folder)


@pytest.mark.parametrize(
    ("load", "wanted"),
    [
        (iter_baomoi2017, "baomoi2017/12"),
        (iter_vietnews2019, "vietnews2019/val-000001"),
        (iter_unc2020, "unc2020/news_sport_002"),
        (iter_press2024, f"press2024/{_digest('Bốn.')[:12]}"),
        (iter_vnexpress2022, f"vnexpress2022/{_digest('Bóng')[:12]}"),
        (iter_vntc, "vntc/train/The gioi/TG (1)"),
    ],
)
def test_ids_choose_documents(load: Callable[..., Iterator[Document]], wanted: str, folder: Path) -> None:
    assert [document.id for document in load(folder=folder, ids=[wanted, "other/1", "baomoi2017/0"])] == [wanted]
    assert list(load(folder=folder, ids=["other/1"])) == []
    with pytest.raises(TypeError, match="expected a collection of ids"):
        load(folder=folder, ids=wanted)


def test_loaders_stream(folder: Path) -> None:
    assert isinstance(iter_baomoi2017(folder), types.GeneratorType)


def test_annotated_document_is_verified_in_a_folder_too(tmp_path: Path, build: Build) -> None:
    label = next(label for label in load_labels("dev") if label.id.startswith("vietnews2019/val-"))
    name = f"vietnews/data/val_tokenized/{label.id.removeprefix('vietnews2019/val-')}.txt.seg"
    build(tmp_path / VIETNEWS.file_name, {name: SEGMENTED.encode()})
    with pytest.raises(ValueError, match=f"{label.id} in .* is not the text that was annotated"):
        list(iter_vietnews2019(tmp_path))


@pytest.mark.slow
@pytest.mark.corpus
def test_baomoi_archive(corpora: Path) -> None:
    seen = 0
    ids = set()
    for document in iter_baomoi2017(corpora):
        seen += 1
        ids.add(document.id)
        assert document.article.title
    assert seen == len(ids) == 35_290
    assert {id_ for id_ in known_digests() if id_.startswith("baomoi2017/")} <= ids


@pytest.mark.corpus
def test_vietnews_archive(corpora: Path) -> None:
    path = locate(VIETNEWS, corpora, download=False)
    ids = {f"vietnews2019/{match['split']}-{match['number']}" for match, _ in members(path, VIETNEWS.member)}
    assert len(ids) == 45_136
    labelled = {id_ for id_ in known_digests() if id_.startswith("vietnews2019/")}
    assert labelled <= ids


@pytest.mark.corpus
def test_unc_archive(corpora: Path) -> None:
    documents = list(iter_unc2020(corpora))
    assert len(documents) == 2_453
    assert len({document.topic for document in documents}) == 10
    assert all(document.article.published and document.article.text for document in documents)


@pytest.mark.corpus
def test_press_archive(corpora: Path) -> None:
    assert sum(1 for _ in rows(PRESS, locate(PRESS, corpora, download=False), "Content")) == 1_397
    ids = {document.id for document in iter_press2024(corpora)}
    assert len(ids) == 1_327
    assert {id_ for id_ in known_digests() if id_.startswith("press2024/")} <= ids


@pytest.mark.corpus
def test_vnexpress_archive(corpora: Path) -> None:
    assert sum(1 for _ in rows(VNEXPRESS, locate(VNEXPRESS, corpora, download=False), "Title")) == 83_512
    topics = Counter(document.topic for document in iter_vnexpress2022(corpora))
    assert (len(topics), topics["Thế giới"], topics.total()) == (5, 16_104, 68_751)


@pytest.mark.slow
@pytest.mark.corpus
def test_vntc_archive(corpora: Path) -> None:
    path = locate(VNTC, corpora, download=False)
    files = Counter((match["split"], match["topic"]) for match, _ in members(path, VNTC.member))
    assert len({topic for _, topic in files}) == 10
    assert {split: sum(n for (of, _), n in files.items() if of == split) for split in ("Train", "Test")} == {
        "Train": 33_759,
        "Test": 50_373,
    }
    for document in islice(iter_vntc("train", corpora), 500):
        assert document.article.text
        assert "\ufeff" not in document.text
