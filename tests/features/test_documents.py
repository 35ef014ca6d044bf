import threading
from typing import Any

import joblib
import numpy as np
import pytest

from vnnews.articles import Article
from vnnews.features._documents import map_chunks, read_documents


def test_chunks_hold_all_documents_in_order() -> None:
    texts = [f"bài {i} " * 3_000 for i in range(20)]
    chunks = list(read_documents(iter(texts), normalize=False))
    assert len(chunks) > 3
    assert [text for chunk in chunks for text in chunk.texts] == texts
    assert [chunk.first for chunk in chunks] == list(np.cumsum([0, *(len(chunk.texts) for chunk in chunks)])[:-1])


def test_fields_and_normalisation_of_an_article() -> None:
    article = Article(title="Nga  và\u200b Mỹ", lead="Hai bên  họp.", body=("Xong.",))
    chunk = next(read_documents([article], normalize=True))
    assert chunk.given == [article.text]
    assert chunk.texts == ["Nga và Mỹ\n\nHai bên họp.\n\nXong."]
    assert chunk.texts[0][: chunk.title_ends[0]] == "Nga và Mỹ"
    assert chunk.texts[0][: chunk.lead_ends[0]] == "Nga và Mỹ\n\nHai bên họp."
    assert next(read_documents(["Nga"], normalize=str.upper)).texts == ["NGA"]


@pytest.mark.parametrize("bad", [None, float("nan"), 3, b"Nga", ["Nga"]])
def test_wrong_documents_are_named(bad: Any) -> None:
    with pytest.raises(TypeError, match="document 1 is of type"):
        list(read_documents(["Nga", bad], normalize=False))


@pytest.mark.parametrize("bad", ["Nga", b"Nga", Article(title="Nga"), np.array([["Nga"]]), 3])
def test_no_collection_of_documents(bad: Any) -> None:
    with pytest.raises(TypeError, match=r"expected an iterable of texts or articles, got"):
        list(read_documents(bad, normalize=False))


def test_normalize_gives_text() -> None:
    with pytest.raises(TypeError, match="normalize made a int of document 0"):
        list(read_documents(["Nga"], normalize=len))  # type: ignore[arg-type]  # the point


@pytest.mark.parametrize("n_jobs", [None, 1, 2, 3, -1])
def test_results_come_in_order(n_jobs: int | None) -> None:
    assert list(map_chunks(lambda x: x * x, range(50), n_jobs)) == [x * x for x in range(50)]
    assert list(map_chunks(str, [], n_jobs)) == []


def test_joblib_says_how_many() -> None:
    def names() -> set[str]:
        return set(map_chunks(lambda _: threading.current_thread().name, range(50), None))

    assert names() == {threading.current_thread().name}
    with joblib.parallel_config("threading", n_jobs=2):
        assert threading.current_thread().name not in names()


def test_few_chunks_wait() -> None:
    taken = []
    results = map_chunks(str, (taken.append(i) or i for i in range(1000)), 2)  # type: ignore[func-returns-value]
    next(results)
    assert len(taken) < 20
    results.close()  # type: ignore[attr-defined]  # a generator


def test_an_error_arrives() -> None:
    with pytest.raises(ZeroDivisionError):
        list(map_chunks(lambda x: 1 // (x - 3), range(10), 2))
