from __future__ import annotations

import inspect

import numpy as np
import pytest

from vnnews.text import Segmenter, _functions, segment, segment_many, segment_with_offsets, tokenize, tokenize_many

TEXT = "Sáng 20/11/2020 Thủ tướng họp, xem baochi.vn/tin-tuc."
OPTIONS = [{}, {"keep_numbers": True}, {"keep_urls": True}, {"keep_numbers": True, "keep_urls": True}]


@pytest.mark.parametrize("name", ["tokenize", "segment", "segment_with_offsets", "tokenize_many", "segment_many"])
def test_options_are_those_of_the_segmenter(name):
    given = list(inspect.signature(getattr(_functions, name)).parameters.values())[1:]
    expected = list(inspect.signature(Segmenter).parameters.values())
    assert given == (expected if name.endswith("_many") else expected[:-1])


@pytest.mark.parametrize("options", OPTIONS)
def test_every_option_arrives(options):
    segmenter = Segmenter(**options)
    assert tokenize(TEXT, **options) == segmenter.tokenize(TEXT)
    assert segment(TEXT, **options) == segmenter.segment(TEXT)
    words, *places = segment_with_offsets(TEXT, **options)
    assert words == segmenter.segment(TEXT)
    np.testing.assert_array_equal(places, segmenter.segment_with_offsets(TEXT)[1:])
    assert tokenize_many([TEXT, ""], **options, n_jobs=2) == [segmenter.tokenize(TEXT), ""]
    assert segment_many([TEXT, ""], **options, n_jobs=2) == [segmenter.segment(TEXT), []]


def test_no_two_options_do_the_same():
    assert len({tokenize(TEXT, **options) for options in OPTIONS}) == len(OPTIONS)


@pytest.mark.parametrize("function", [tokenize_many, segment_many])
def test_number_of_threads_arrives(function):
    with pytest.raises(ValueError, match="n_jobs=0"):
        function([TEXT], n_jobs=0)


@pytest.mark.parametrize("text", ["", "  \t", "\u2000\xa0"])
def test_a_text_without_tokens(text):
    assert tokenize(text) == text
    words, starts, ends = segment_with_offsets(text)
    assert (words, starts.shape, ends.shape) == ([], (0,), (0,))


def test_offsets_into_decomposed_text():
    text = "Vie\u0323\u0302t  Nam va\u0300 Hoa Ky\u0300"
    words, starts, ends = segment_with_offsets(text)
    assert words == ["Việt_Nam", "và", "Hoa_Kỳ"]
    assert [text[a:b] for a, b in zip(starts, ends, strict=True)] == [
        "Vie\u0323\u0302t  Nam",
        "va\u0300",
        "Hoa Ky\u0300",
    ]
