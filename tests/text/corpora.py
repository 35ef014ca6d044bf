"""The news archives and the treebank in the folder named by ``VNNEWS_DATA``, as plain texts."""

from __future__ import annotations

import os
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ARCHIVES = {
    "baomoi2017": ("magizbox-scraper.tar.gz", "vn_news/data/", ".txt"),
    "vietnews2019": ("thanhchinhbk-vietnews.tar.gz", "_tokenized/", ".txt.seg"),
    "unc2020": ("undertheseanlp-resources.tar.gz", "/news_", ".txt"),
}


def folder() -> Path:
    data = os.environ.get("VNNEWS_DATA")
    if not data:
        pytest.skip("needs the corpora: set VNNEWS_DATA to their folder")
    return Path(data)


def articles(archive: str) -> Iterator[str]:
    """Yield the articles as the archive holds them, header lines and all."""
    name, within, suffix = ARCHIVES[archive]
    with tarfile.open(folder() / "upstream" / name) as tar:
        for member in tar:
            file = tar.extractfile(member) if within in member.name and member.name.endswith(suffix) else None
            if file:
                yield file.read().decode("utf-8", "replace")


def treebank() -> list[str]:
    """Return the sentences of UD_Vietnamese-VTB."""
    return [
        line.removeprefix("# text =").strip()
        for path in sorted((folder() / "ud-vtb").glob("*.conllu"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("# text =")
    ]
