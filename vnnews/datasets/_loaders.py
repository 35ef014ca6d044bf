"""Go through an archive of articles, document by document."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from vnnews.datasets._archive import Archive
from vnnews.datasets._document import Document, decoded, verified_digest
from vnnews.datasets._streams import Folder, Match, cells, files
from vnnews.datasets._structure import (
    baomoi_article,
    body_article,
    headline_article,
    unc_article,
    vietnews_article,
    vietnews_text,
)

BAOMOI = Archive(
    corpus="baomoi2017",
    repository="magizbox/scraper",
    commit="3387ada618569fd73517092f2215a89398d8f7ee",
    file_name="magizbox-scraper.tar.gz",
    member=re.compile(r"[^/]+/vn_news/data/(?P<number>\d+)\.txt"),
)
VIETNEWS = Archive(
    corpus="vietnews2019",
    repository="ThanhChinhBK/vietnews",
    commit="a20d9b7f5d37b95f39f28f08999092f9fa400983",
    file_name="thanhchinhbk-vietnews.tar.gz",
    # The repository also has train_tokenized: 105,418 articles, none of them annotated.
    member=re.compile(r"[^/]+/data/(?P<split>test|val)_tokenized/(?P<number>\d+)\.txt\.seg"),
)
UNC = Archive(
    corpus="unc2020",
    repository="undertheseanlp/resources",
    commit="cbdb3c3ac065d49bd047dc55ad173181f9e846e3",
    file_name="undertheseanlp-resources.tar.gz",
    member=re.compile(r"[^/]+/(?:[^/]+/)*CP_Vietnamese-UNC/(?P<stem>news_(?P<topic>[a-z]+)_\d+)\.txt"),
)
PRESS = Archive(
    corpus="press2024",
    repository="Minh22052003/PhanLoaiVanBan",
    commit="f19b51b3a467971683c0807172eb3ff433a25e0f",
    file_name="minh22052003-phanloaivanban.tar.gz",
    # Beside these three stand topics far from world news, and a table that repeats some of them.
    member=re.compile(r"[^/]+/Datasets/(?:chinh-tri|quan-su-quoc-phong|the-gioi)\.csv"),
)
VNEXPRESS = Archive(
    corpus="vnexpress2022",
    repository="vuthanhdatt/vietnamese_news_classify",
    commit="68367bd3792f7c273915a0c55e93439eb969fda7",
    file_name="vuthanhdatt-vietnamese_news_classify.tar.gz",
    member=re.compile(r"[^/]+/(?:data/data|data1year)\.csv"),
)
VNTC = Archive(
    corpus="vntc",
    repository="duyvuleo/VNTC",
    commit="",
    file_name="duyvuleo-vntc-10topics.tar.xz",
    member=re.compile(r"(?P<split>Train|Test)_Full/(?P<topic>[^/]+)/(?P<stem>[^/]+)\.txt"),
)


def iter_baomoi2017(
    folder: Folder = None, *, ids: Collection[str] | None = None, download: bool = False
) -> Iterator[Document]:
    """Go through the articles of 2017 that baomoi.com gathered from many outlets.

    Parameters
    ----------
    folder : str or path, optional
        Where the archive lies: there, in ``upstream`` or in ``data/upstream`` below. By default the folder named by the
        environment variable ``VNNEWS_DATA``, then the download cache.
    ids : collection of str, optional
        Yield only these documents, in the order of the archive, and stop after the last. Ids of other corpora, and
        those that the archive lacks, are passed over.
    download : bool, default=False
        Whether to download the archive, once, where it is not found. Nothing is downloaded otherwise.

    Yields
    ------
    Document
        With ``id`` ``"baomoi2017/<number>"``. ``text`` is the file's text unchanged, so that the offsets of
        `SentenceLabels` point into it.

    Raises
    ------
    FileNotFoundError
        If the archive is not found.
    ValueError
        If the archive is damaged, or an annotated document differs from what was annotated.
    OSError
        If a download fails.

    Notes
    -----
    Source: https://github.com/magizbox/scraper at commit 3387ada, about 35,300 articles. The texts belong to their
    publishers. The archive is read once from front to end; one document is in memory at a time.
    """

    def document(match: Match, raw: bytes, source: str) -> Document:
        id_ = f"{BAOMOI.corpus}/{match['number']}"
        digest = verified_digest(id_, raw, source)
        text = decoded(id_, raw, "utf-8", source)
        return Document(id_, digest, text, baomoi_article(text))

    return files(BAOMOI, folder, ids, download=download, key=lambda match: match["number"], document=document)


def iter_vietnews2019(
    folder: Folder = None, *, ids: Collection[str] | None = None, download: bool = False
) -> Iterator[Document]:
    """Go through the articles of Dân trí, VnExpress and Tuổi Trẻ of 2016 to 2019.

    Parameters
    ----------
    folder, ids, download
        As for `iter_baomoi2017`.

    Yields
    ------
    Document
        With ``id`` ``"vietnews2019/test-<number>"`` or ``"vietnews2019/val-<number>"``. The files are word-segmented;
        ``text`` and ``article`` are joined back, which on sentences that were also found untokenized restores 99.8 % of
        the spaces. A body line is one sentence.

    Raises
    ------
    FileNotFoundError, ValueError, OSError
        As for `iter_baomoi2017`.

    Notes
    -----
    Source: https://github.com/ThanhChinhBK/vietnews at commit a20d9b7, about 45,000 articles.
    """

    def document(match: Match, raw: bytes, source: str) -> Document:
        id_ = f"{VIETNEWS.corpus}/{match['split']}-{match['number']}"
        digest = verified_digest(id_, raw, source)
        text = vietnews_text(decoded(id_, raw, "utf-8", source))
        return Document(id_, digest, text, vietnews_article(text))

    def key(match: Match) -> str:
        return f"{match['split']}-{match['number']}"

    return files(VIETNEWS, folder, ids, download=download, key=key, document=document)


def iter_unc2020(
    folder: Folder = None, *, ids: Collection[str] | None = None, download: bool = False
) -> Iterator[Document]:
    """Go through the articles of Dân trí of 2020 and 2021 with ten topics.

    Parameters
    ----------
    folder, ids, download
        As for `iter_baomoi2017`.

    Yields
    ------
    Document
        With ``id`` ``"unc2020/<file name without .txt>"`` and ``topic`` such as ``"world"``. The articles have a date
        but no title.

    Raises
    ------
    FileNotFoundError, ValueError, OSError
        As for `iter_baomoi2017`.

    Notes
    -----
    Source: https://github.com/undertheseanlp/resources at commit cbdb3c3, about 2,500 articles, GPL-3.0.
    """

    def document(match: Match, raw: bytes, source: str) -> Document:
        id_ = f"{UNC.corpus}/{match['stem']}"
        digest = verified_digest(id_, raw, source)
        text = decoded(id_, raw, "utf-8", source)
        return Document(id_, digest, text, unc_article(text), match["topic"])

    return files(UNC, folder, ids, download=download, key=lambda match: match["stem"], document=document)


def iter_vntc(
    split: str = "train",
    folder: Folder = None,
    *,
    ids: Collection[str] | None = None,
    download: bool = False,
) -> Iterator[Document]:
    """Go through one half of VNTC, the Vietnamese benchmark of topic classification.

    Parameters
    ----------
    split : {"train", "test"}, default="train"
        About 2,500 texts of the test half also stand in the train half.
    folder, ids
        As for `iter_baomoi2017`.
    download : bool, default=False
        The repository holds RAR archives, which are not unpacked here: an archive that is not found raises
        FileNotFoundError with what to do, whatever this is.

    Yields
    ------
    Document
        With ``id`` ``"vntc/<split>/<topic>/<file name without .txt>"`` and the folder's name as ``topic``.

    Raises
    ------
    FileNotFoundError, ValueError
        As for `iter_baomoi2017`; ValueError also for another split.

    Notes
    -----
    Source: https://github.com/duyvuleo/VNTC, version 1.1: ten topics, 33,759 and 50,373 articles from before 2007, in
    UTF-16. MIT.
    """
    if split not in ("train", "test"):
        raise ValueError(f"no split {split!r} in VNTC; expected 'train' or 'test'")

    def key(match: Match) -> str | None:
        return f"{split}/{match['topic']}/{match['stem']}" if match["split"].lower() == split else None

    def document(match: Match, raw: bytes, source: str) -> Document:
        id_ = f"{VNTC.corpus}/{key(match)}"
        digest = verified_digest(id_, raw, source)
        text = decoded(id_, raw, "utf-16", source)
        return Document(id_, digest, text, body_article(text), match["topic"])

    return files(VNTC, folder, ids, download=download, key=key, document=document)


def iter_press2024(
    folder: Folder = None, *, ids: Collection[str] | None = None, download: bool = False
) -> Iterator[Document]:
    """Go through articles on politics, defence and the world, mostly of 2024.

    Parameters
    ----------
    folder, ids, download
        As for `iter_baomoi2017`.

    Yields
    ------
    Document
        With ``id`` ``"press2024/<first 12 digits of the sha256 of the text>"`` and ``topic`` such as ``"Thế giới"``.
        The articles have no title. Every text comes once; rows without a text are left out.

    Raises
    ------
    FileNotFoundError, ValueError, OSError
        As for `iter_baomoi2017`.

    Notes
    -----
    Source: https://github.com/Minh22052003/PhanLoaiVanBan at commit f19b51b, about 1,400 rows.
    """
    return cells(PRESS, "Content", folder, ids, download=download, article=body_article, strip=False)


def iter_vnexpress2022(
    folder: Folder = None, *, ids: Collection[str] | None = None, download: bool = False
) -> Iterator[Document]:
    """Go through the headlines of VnExpress of 2021 and 2022 with five topics.

    Parameters
    ----------
    folder, ids, download
        As for `iter_baomoi2017`.

    Yields
    ------
    Document
        With ``id`` ``"vnexpress2022/<first 12 digits of the sha256 of the headline>"`` and ``topic`` such as
        ``"Thế giới"``. Every headline comes once, with the topic of its first row.

    Raises
    ------
    FileNotFoundError, ValueError, OSError
        As for `iter_baomoi2017`.

    Notes
    -----
    Source: https://github.com/vuthanhdatt/vietnamese_news_classify at commit 68367bd, about 83,500 rows.
    """
    return cells(VNEXPRESS, "Title", folder, ids, download=download, article=headline_article, strip=True)


LOADERS: dict[str, Callable[..., Iterator[Document]]] = {
    BAOMOI.corpus: iter_baomoi2017,
    VIETNEWS.corpus: iter_vietnews2019,
    UNC.corpus: iter_unc2020,
    PRESS.corpus: iter_press2024,
    VNEXPRESS.corpus: iter_vnexpress2022,
}
"""The corpora that hold annotated documents, or may."""
