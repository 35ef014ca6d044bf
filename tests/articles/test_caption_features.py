"""What is known of a candidate, told of one page."""

from __future__ import annotations

import numpy as np
import pytest

from tests.articles.captions import MODEL, page_of
from vnnews.articles._bare_captions import text_of
from vnnews.articles._caption_features import LONGEST, N_FEATURES, NAMES, Reader
from vnnews.articles._caption_model import FIRST, FOLLOWING, IDF, LAST, PRECEDING, SEAM, WORD

TITLE, LEAD = "Nga và Mỹ gặp nhau", "Cuộc gặp diễn ra ở Geneva."
BODY = "Hai bên đã gặp nhau. Tổng thống Nga tại Geneva Theo báo chí, Mỹ hài lòng. Nga cũng vậy."
CANDIDATE = "Tổng thống Nga tại Geneva"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(text_of(page_of(TITLE, LEAD, BODY)), MODEL)


def told(reader: Reader, text: str) -> dict[str, float]:
    """Return the numbers of the candidate that is this text."""
    words = reader.words
    for sentence, (start, stop, _) in enumerate(reader.sentences.spans):
        for end in reader.ends(start, stop):
            if " ".join(word.text for word in words[start:end]) == text.lower():
                return dict(zip(NAMES, reader.features(sentence, start, end).tolist(), strict=True))
    raise AssertionError(text)


def test_candidates_are_sentences_and_what_stands_before_a_capital(reader: Reader) -> None:
    words = reader.words
    found = [
        " ".join(word.text for word in words[start:end])
        for start, stop, _ in reader.sentences.spans
        for end in reader.ends(start, stop)
    ]
    assert found == [
        "hai bên đã gặp nhau",
        "tổng thống nga tại geneva theo báo chí mỹ hài lòng",
        "tổng thống nga tại geneva",
        "nga cũng vậy",
    ]


def test_words_of_a_candidate(reader: Reader) -> None:
    row = told(reader, CANDIDATE)
    assert row["n_words"] == 5
    assert row["is_short"] == 1
    assert row["capitals"] == 64 * 2 // 4
    assert (row["second_capital"], row["last_capital"], row["digit"], row["quoted"]) == (0, 1, 0, 0)
    assert row["idf_first"] == MODEL.values[MODEL.numbers["tổng"], IDF]


def test_place_of_a_candidate(reader: Reader) -> None:
    row = told(reader, CANDIDATE)
    assert (row["is_seam"], row["has_stop"], row["lacks_stop"], row["is_alone"]) == (1, 0, 0, 0)
    assert (row["index"], row["position"], row["is_second"], row["is_last"]) == (1, 64 // 3, 1, 0)
    assert (row["n_sentences"], row["n_paragraphs"], row["several"]) == (3, 1, 64)
    assert (row["after_stop"], row["n_rest"], row["n_following"], row["n_preceding"]) == (1, 6, 6, 5)
    assert row["is_untitled"] == 0
    whole = told(reader, "Nga cũng vậy")
    assert (whole["is_seam"], whole["has_stop"], whole["is_last"], whole["n_following"]) == (0, 1, 1, 0)


def test_likeness_is_weighed_by_how_rare_words_are(reader: Reader) -> None:
    row = told(reader, CANDIDATE)
    idf = {word: MODEL.values[MODEL.numbers[word], IDF] for word in CANDIDATE.lower().split()}
    total = sum(idf.values())
    assert row["in_title"] == 64 * idf["nga"] // total
    assert row["in_lead"] == 64 * idf["geneva"] // total
    assert row["in_preceding"] == row["in_following"] == row["in_text_before"] == 0
    assert row["in_text_behind"] == 64 * idf["nga"] // total
    assert row["names_behind"] == 64 * idf["nga"] // (idf["nga"] + idf["geneva"])
    assert row["has_names"] == 1


def test_scores_are_sums_of_the_words_weights(reader: Reader) -> None:
    row, values, numbers = told(reader, CANDIDATE), MODEL.values, MODEL.numbers
    for view in range(2):
        weights = [values[numbers.get(word, 0), WORD + view] for word in CANDIDATE.lower().split()]
        for word, column in (("tổng", FIRST), ("geneva", LAST), ("theo", SEAM), ("nhau", PRECEDING)):
            weights.append(values[numbers.get(word, 0), column + view])
        assert row[f"score_{view}"] == sum(weights)
    whole = told(reader, "Hai bên đã gặp nhau")
    columns = [*((word, WORD) for word in ("hai", "bên", "đã", "gặp", "nhau")), ("hai", FIRST), ("nhau", LAST)]
    assert whole["score_0"] == sum(values[numbers.get(w, 0), c] for w, c in [*columns, ("tổng", FOLLOWING)])


def test_all_numbers_are_whole_and_small(reader: Reader) -> None:
    for sentence, (start, stop, _) in enumerate(reader.sentences.spans):
        for end in reader.ends(start, stop):
            row = reader.features(sentence, start, end)
            assert row.shape == (N_FEATURES,)
            assert row.dtype == np.float64
            assert np.array_equal(row, np.rint(row))


def test_a_long_sentence_is_none_but_its_beginning_may_be() -> None:
    body = " ".join(["Hai bên", *["việc"] * 60, "Theo báo chí. Còn lại."])
    reader = Reader(text_of(page_of(TITLE, LEAD, body)), MODEL)
    start, stop, _ = reader.sentences.spans[0]
    assert list(reader.ends(start, stop)) == []
    body = body.replace("việc " * 20, "", 1)
    reader = Reader(text_of(page_of(TITLE, LEAD, body)), MODEL)
    start, stop, _ = reader.sentences.spans[0]
    (end,) = (end for end in reader.ends(start, stop) if end < stop)
    assert end - start <= LONGEST
    assert reader.words[end].text == "theo"
