"""Every stage between raw text and matrix by itself.

::

    VNNEWS_DATA=... pytest benchmarks/ --articles 1000 [-k "not growth"] [--growth 1000 5000]

Needs pytest-benchmark (the extra ``bench``). Each stage does its work on all articles; ``articles_per_s`` stands among
the extra figures (``--benchmark-json FILE``, ``--benchmark-compare``). A stage of the kernels is given what the one
before it made, a chunk at a time, as in `vnnews.text`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import estimators
import measure
import pytest
from alone import PYVI, SEGMENTED, VNNEWS, run_alone
from pytest_benchmark.fixture import BenchmarkFixture

from vnnews.text import Segmenter, _label, _model, _nfc, _pipeline
from vnnews.text._segmenter import _chunks

KEEP = _pipeline.Keep(numbers=False, urls=False)


def run(benchmark: BenchmarkFixture, work: Callable[[], Any], articles: int) -> Any:
    """Time the work and note how many articles a second it does."""
    result = benchmark(work)
    if benchmark.stats:  # absent with --benchmark-disable
        benchmark.extra_info["articles_per_s"] = measure.digits(articles / benchmark.stats.stats.min)
    return result


@pytest.mark.benchmark(group="text")
def test_nfc(benchmark: BenchmarkFixture, texts: list[str]) -> None:
    found = run(benchmark, lambda: [_nfc.nfc(text) for text in texts], len(texts))
    assert len(found) == len(texts)


@pytest.mark.benchmark(group="text")
def test_tokens(benchmark: BenchmarkFixture, texts: list[str]) -> None:
    chunks = list(_chunks(texts))

    def split() -> None:
        for chunk in chunks:
            _, arrays, _ = _pipeline._split_texts(chunk, KEEP)
            _pipeline._give_back(arrays)

    run(benchmark, split, len(texts))


@pytest.mark.benchmark(group="text")
def test_joins(benchmark: BenchmarkFixture, texts: list[str]) -> None:
    """The CRF alone, on tokens that are split already."""
    model = _model.load()
    split = [_pipeline._split_texts(chunk, KEEP)[1] for chunk in _chunks(texts)]

    def label() -> None:
        for arrays in split:
            _label.label(model, arrays.tokens, arrays.margins)

    run(benchmark, label, len(texts))


@pytest.mark.benchmark(group="text")
def test_word_ids(benchmark: BenchmarkFixture, texts: list[str]) -> None:
    words = run(benchmark, lambda: Segmenter().hash_words(texts), len(texts))
    assert len(words.indptr) == len(texts) + 1


@pytest.mark.benchmark(group="text")
def test_words(benchmark: BenchmarkFixture, texts: list[str]) -> None:
    found = run(benchmark, lambda: Segmenter().tokenize_many(texts), len(texts))
    assert len(found) == len(texts)


@pytest.mark.benchmark(group="features")
@pytest.mark.parametrize("weighed", [False, True], ids=["counts", "tf-idf"])
def test_weighing(benchmark: BenchmarkFixture, segmented: list[str], weighed: bool) -> None:
    """Counting alone, and with the weighing that follows, of text that is segmented already."""
    options: dict[str, Any] = {} if weighed else {"use_idf": False, "norm": None}
    vectorizer = estimators.ours(segment=False, **options).fit(segmented)
    found = run(benchmark, lambda: vectorizer.transform(segmented), len(segmented))
    assert found.nnz


@pytest.mark.benchmark(group="features")
@pytest.mark.parametrize("n_jobs", [1, 2, 4])
def test_transform(benchmark: BenchmarkFixture, texts: list[str], n_jobs: int) -> None:
    vectorizer = estimators.ours(n_jobs=n_jobs).fit(texts)
    found = run(benchmark, lambda: vectorizer.transform(texts), len(texts))
    assert found.shape[0] == len(texts)


@pytest.mark.benchmark(group="features")
@pytest.mark.parametrize("n_jobs", [1, 2, 4])
def test_segmentation_in_threads(benchmark: BenchmarkFixture, texts: list[str], n_jobs: int) -> None:
    run(benchmark, lambda: Segmenter(n_jobs=n_jobs).hash_words(texts), len(texts))


@pytest.mark.benchmark(group="fit")
def test_fit(benchmark: BenchmarkFixture, texts: list[str]) -> None:
    run(benchmark, lambda: estimators.ours().fit(texts), len(texts))


@pytest.mark.benchmark(group="fit")
def test_fit_transform(benchmark: BenchmarkFixture, texts: list[str]) -> None:
    found = run(benchmark, lambda: estimators.ours().fit_transform(texts), len(texts))
    assert found.shape[0] == len(texts)


@pytest.mark.benchmark(group="one article of 500 syllables")
def test_one_article_words(benchmark: BenchmarkFixture, article: str) -> None:
    segmenter = Segmenter()
    run(benchmark, lambda: segmenter.hash_words([article]), 1)


@pytest.mark.benchmark(group="one article of 500 syllables")
def test_one_article_row(benchmark: BenchmarkFixture, article: str, fitted: Any) -> None:
    row = run(benchmark, lambda: fitted.transform([article]), 1)
    assert row.nnz


@pytest.mark.benchmark(group="one article of 500 syllables")
def test_one_article_located(benchmark: BenchmarkFixture, article: str, fitted: Any) -> None:
    found = run(benchmark, lambda: fitted.locate(article), 1)
    assert len(found.column)


@pytest.mark.benchmark(group="growth")
def test_growth(benchmark: BenchmarkFixture, article_file: Path, size: int) -> None:
    """A streaming fit in a process of its own; its seconds and its memory are among the extra figures."""
    figures = benchmark.pedantic(run_alone, (VNNEWS, "fit", article_file, size), rounds=1)
    benchmark.extra_info.update(figures)
    assert figures["articles"] == size
    assert figures["peak_mb"] >= figures["before_mb"]


@pytest.mark.benchmark(group="memory")
@pytest.mark.parametrize("estimator", [VNNEWS, SEGMENTED, PYVI])
def test_memory(
    benchmark: BenchmarkFixture, tmp_path: Path, texts: list[str], segmented: list[str], estimator: str
) -> None:
    """fit_transform of the articles, which are in memory as well."""
    if estimator == PYVI and not estimators.has_pyvi():
        pytest.skip("pyvi is not installed")
    path = tmp_path / "articles.jsonl"
    measure.write_lines(path, segmented if estimator == SEGMENTED else texts)
    figures = benchmark.pedantic(run_alone, (estimator, "fit_transform", path, len(texts)), rounds=1)
    benchmark.extra_info.update(figures)
    assert figures["articles"] == len(texts)
