"""Articles through a tagger: in order, the unreadable ones in their places."""

from collections.abc import Iterator

import pytest

import vnnews
from tests.commands.conftest import CLIMATE, UKRAINE
from vnnews.commands import _run
from vnnews.commands._articles import Item
from vnnews.commands._run import Run, tell_of_compiling
from vnnews.tagging import ArticleTagger


@pytest.fixture(scope="module")
def tagger() -> ArticleTagger:
    return vnnews.load_tagger()


def items(pattern: str) -> Iterator[Item]:
    """Yield articles (a), undecodable ones (b) and missing ones (c)."""
    raw = {"a": CLIMATE, "b": bytes(range(256)), "c": None}
    for i, letter in enumerate(pattern):
        yield Item(f"{i}{letter}", raw[letter], "gone" if letter == "c" else None)


@pytest.mark.parametrize("pattern", ["", "c", "ccc", "acca", "cabc", "ab" * 40 + "c" * 70 + "a", "c" * 200])
def test_order(tagger: ArticleTagger, pattern: str) -> None:
    run = Run(tagger)
    found = list(run.tag(items(pattern)))
    assert [item.name for item, _ in found] == [f"{i}{letter}" for i, letter in enumerate(pattern)]
    assert [tags.error is None for _, tags in found] == [letter == "a" for letter in pattern]
    assert (run.n_articles, run.n_failed) == (len(pattern), len(pattern) - pattern.count("a"))


def test_items_are_read_a_chunk_ahead_at_most(tagger: ArticleTagger) -> None:
    read = []

    def endless() -> Iterator[Item]:
        for i in range(10_000):
            read.append(i)
            yield Item(str(i), UKRAINE)

    tagged = Run(tagger).tag(endless())
    next(tagged)
    assert len(read) <= 129
    tagged.close()


def test_the_first_failures_are_told_and_the_others_counted(
    tagger: ArticleTagger, capsys: pytest.CaptureFixture[str]
) -> None:
    run = Run(tagger)
    list(run.tag(items("c" * 123)))
    assert run.close("t.csv") == 1
    told = capsys.readouterr().err.splitlines()
    assert told[0] == "vnnews: 0c: gone"
    assert told[20] == "vnnews: … and 103 more"
    assert told[21].startswith("vnnews: 123 articles in ")
    assert told[21].endswith(", 123 could not be read, written to t.csv")
    assert len(told) == 22


def test_a_single_article_that_cannot_be_read_is_an_error(tagger: ArticleTagger) -> None:
    with pytest.raises(ValueError, match="0c: gone"):
        list(Run(tagger, total=1).tag(items("c")))


def test_compiling_is_told_once(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    counts = iter([3, 3, 4, 5])
    monkeypatch.setattr(_run, "n_compiled", lambda: next(counts))
    tell_of_compiling()
    assert capsys.readouterr().err.startswith("vnnews: compiling for this processor; it takes about 20 seconds")
    assert next(counts) == 5


def test_nothing_is_told_where_nothing_is_compiled(capsys: pytest.CaptureFixture[str]) -> None:
    tell_of_compiling(0.5)
    assert capsys.readouterr().err == ""
