"""Articles and fitted vectorizers for the micro-benchmarks; how many articles is an option."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import estimators
import measure
import pytest

from vnnews.text import Segmenter

SIZES = [1000, 5000, 20_000, 80_000]
collect_ignore_glob = ["[!b]*.py"]  # scripts and what they share have no tests, and may need an extra to be imported


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--articles", type=int, default=1000, help="for the stages (1000)")
    parser.addoption(
        "--growth", type=int, nargs="+", default=[1000, 5000, 20_000, 80_000], help="sizes of the growing fit"
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "size" in metafunc.fixturenames:
        metafunc.parametrize("size", metafunc.config.getoption("--growth"))


@pytest.fixture(scope="session")
def texts(pytestconfig: pytest.Config) -> list[str]:
    return list(measure.iter_articles(pytestconfig.getoption("--articles")))


@pytest.fixture(scope="session")
def article(texts: list[str]) -> str:
    return measure.articles_of(500, texts, 1)[0]


@pytest.fixture(scope="session")
def segmented(texts: list[str]) -> list[str]:
    return Segmenter().tokenize_many(texts)


@pytest.fixture(scope="session")
def fitted(texts: list[str]) -> Any:
    return estimators.ours().fit(texts)


@pytest.fixture(scope="session")
def article_file(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Path:
    """Write as many articles as the largest fit reads; return the file."""
    path = tmp_path_factory.mktemp("articles") / "raw.jsonl"
    measure.write_lines(path, measure.iter_articles(max(pytestconfig.getoption("--growth"))))
    return path
