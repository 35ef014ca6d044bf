import numpy as np
import pytest

from vnnews.articles import Article
from vnnews.features._words import find_ngrams, read_document


def read(document: object, **options: object) -> list[str]:
    return read_document(document, 0, **{"segment": True, "lowercase": True, "tone_marks": "keep"} | options).words  # type: ignore[arg-type]  # a loose dict


def test_words_of_a_text() -> None:
    assert read("Tổng thống Nga") == ["tổng_thống", "nga"]
    assert read("Tổng thống Nga", lowercase=False) == ["Tổng_thống", "Nga"]
    assert read("Tổng_thống  Nga\n", segment=False) == ["tổng_thống", "nga"]
    assert read("Hoà", tone_marks="old") == ["hòa"]
    assert read("", segment=False) == []


def test_fields_of_an_article() -> None:
    article = Article(title="Nga và Mỹ", lead="Hai bên họp.", body=("Xong.",))
    reading = read_document(article, 0, segment=True, lowercase=True, tone_marks="keep")
    assert reading.words[: reading.n_title] == ["nga", "và", "mỹ"]
    assert article.text[: reading.end[reading.n_lead - 1]] == "Nga và Mỹ\n\nHai bên họp."
    assert reading.n_lead < len(reading.words)


def test_ngrams_in_reading_order_by_length() -> None:
    found = find_ngrams(["nga", "và", "mỹ", "nga"], {"nga": 0, "và mỹ": 1, "mỹ nga": 2, "mỹ": 3}, (1, 2))
    assert found.first.tolist() == [0, 2, 3, 1, 2]
    assert found.length.tolist() == [1, 1, 1, 2, 2]
    assert found.column.tolist() == [0, 3, 0, 1, 2]
    assert np.flatnonzero(found.inside(3)).tolist() == [0, 1, 3]


def test_errors() -> None:
    with pytest.raises(TypeError, match="document 7 is of type float"):
        read_document(2.5, 7, segment=True, lowercase=True, tone_marks="keep")
