"""Parsing, one stage: ``pytest benchmarks/test_bench_articles.py`` (needs pytest-benchmark)."""

from __future__ import annotations

from importlib import resources

import pytest

from vnnews.articles import parse_article

pytest.importorskip("pytest_benchmark")


def test_parse(benchmark: pytest.FixtureRequest) -> None:
    folder = resources.files("vnnews.datasets") / "sample"
    pages = [file.read_text(encoding="utf-8") for file in folder.iterdir() if file.name.endswith(".txt")]
    articles = benchmark(lambda: [parse_article(page) for page in pages])  # type: ignore[operator]  # the plugin's fixture
    assert len(articles) == len(pages)
