"""The pages on which captions, or all pieces, were marked, and those by which the parser is measured."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vnnews.datasets import iter_baomoi2017, iter_unc2020

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests" / "articles" / "golden"
MEASURED = (GOLDEN / "archives.jsonl", GOLDEN / "captions.jsonl", GOLDEN / "read.jsonl")
CRAWLED = GOLDEN / "crawled.jsonl"
MARKED = ROOT / "examples" / "captions.jsonl"


def read_marked_pages(folder: str | None) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the text of each marked page with its label; another text than the one that was marked is an error."""
    labels = {label["id"]: label for label in _labels(MARKED)}
    for loader in (iter_baomoi2017, iter_unc2020):
        for document in loader(folder=folder, ids=[id_ for id_ in labels if id_.startswith(loader.__name__[5:])]):
            label, text = labels[document.id], unicodedata.normalize("NFC", document.text)
            found = hashlib.sha256(text.encode("utf-8")).hexdigest()
            if not found.startswith(label["sha256"]):
                raise ValueError(f"{document.id}: expected a text of sha256 {label['sha256']}…, found {found}")
            yield text, label


def read_crawled_pages(split: str) -> list[list[tuple[str, str]]]:
    """Return the pieces of the whole pages of a split: role and text."""
    return [label["segments"] for label in _labels(CRAWLED) if label["split"] == split]


def left_out() -> set[str]:
    """Return the articles whose captions were marked, to learn from or to measure by."""
    return {label["id"] for file in (*MEASURED, MARKED) for label in _labels(file)}


def _labels(file: Path) -> Iterator[dict[str, Any]]:
    return map(json.loads, file.read_text(encoding="utf-8").splitlines())
