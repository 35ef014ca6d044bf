"""Parsing, one stage: ``pytest benchmarks/test_bench_articles.py`` (needs pytest-benchmark)."""

from __future__ import annotations

from importlib import resources

import pytest

from vnnews.articles import parse_article

pytest.importorskip("pytest_benchmark")


@pytest.mark.parametrize("kind", [str, bytes])
def test_parse(benchmark: pytest.FixtureRequest, kind: type[str | bytes]) -> None:
    folder = resources.files("vnnews.datasets") / "sample"
    files = [file.read_bytes() for file in folder.iterdir() if file.name.endswith(".txt")]
    pages = files if kind is bytes else [file.decode("utf-8") for file in files]
    articles = benchmark(lambda: [parse_article(page) for page in pages])  # type: ignore[operator]  # the plugin's fixture
    assert len(articles) == len(pages)
