"""Parsing, and its kernels beside the plain way: ``pytest benchmarks/test_bench_articles.py``."""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources
from typing import TYPE_CHECKING

import pytest

from vnnews.articles import _caption_search, _sentence_search, parse_article
from vnnews.articles._bare_captions import Page, Place, by_kernel, by_words
from vnnews.articles._context import Part
from vnnews.articles._sentences import fast_offsets, plain_offsets

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

pytest.importorskip("pytest_benchmark")


FOLDER = resources.files("vnnews.datasets") / "sample"
FILES = [file.read_bytes() for file in FOLDER.iterdir() if file.name.endswith(".txt")]


@pytest.mark.parametrize("kind", [str, bytes])
def test_parse(benchmark: BenchmarkFixture, kind: type[str | bytes]) -> None:
    pages = FILES if kind is bytes else [file.decode("utf-8") for file in FILES]
    articles = benchmark(lambda: [parse_article(page) for page in pages])
    assert len(articles) == len(pages)


def captions_by_kernel(page: Page) -> list[Place] | None:
    """As they are found once there were some pages."""
    return by_kernel(page, _caption_search)


def sentences_by_kernel(text: str) -> list[tuple[int, int]] | None:
    """As they are found once there were some long texts."""
    return fast_offsets(text, _sentence_search)


@pytest.mark.parametrize("find", [by_words, captions_by_kernel])
def test_find_captions(benchmark: BenchmarkFixture, find: Callable[[Page], list[Place]]) -> None:
    """The captions without a credit of articles whose paragraphs are run into one, as some crawlers do."""
    texts = [parse_article(file).text.replace("\n\n", " ") for file in FILES]
    pages = [Page(text, [], [Part("body", text, 0, len(text))], n_credited=0) for text in texts]
    found = benchmark(lambda: [find(page) for page in pages])
    assert len(found) == len(pages)


@pytest.mark.parametrize("find", [plain_offsets, sentences_by_kernel])
def test_find_sentences(benchmark: BenchmarkFixture, find: Callable[[str], list[tuple[int, int]]]) -> None:
    texts = [parse_article(file).text for file in FILES]
    found = benchmark(lambda: [find(text) for text in texts])
    assert len(found) == len(texts)
