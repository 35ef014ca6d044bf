from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings

from vnnews.text import Segmenter, segment, segment_with_offsets
from vnnews.text._keep import spans

from .strategies import texts


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ngày 20/11/2020.", ["ngày", "20/11/2020", "."]),
        ("lúc 19:30, thắng 2-1", ["lúc", "19:30", ",", "thắng", "2-1"]),
        ("1.234,5 tỷ đồng", ["1.234,5", "tỷ", "đồng"]),
        ("tăng 7-8%", ["tăng", "7-8", "%"]),
        ("quý 4/2017-1/2018", ["quý", "4/2017-1/2018"]),
        ("ngày 1/ 2", ["ngày", "1", "/", "2"]),
        ("A1/2", ["A1", "/", "2"]),
    ],
)
def test_numbers(text, words):
    assert segment(text, keep_numbers=True) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("xem https://baochi.vn/a?b=1.", ["xem", "https://baochi.vn/a?b=1", "."]),
        ("(http://baochi.vn)", ["(", "http://baochi.vn", ")"]),
        ("xem vnexpress.net/the-thao, nhé", ["xem", "vnexpress.net/the-thao", ",", "nhé"]),
        ("trang www.moet.gov.vn.", ["trang", "www.moet.gov.vn", "."]),
        ("gửi ban.doc+tin@bao-chi.com.vn!", ["gửi", "ban.doc+tin@bao-chi.com.vn", "!"]),
        ("TP.HCM@baochi.vn", ["TP.HCM@baochi.vn"]),
        ("TP.HCM có", ["TP.", "HCM", "có"]),
        ("hết.com nhé", ["hết", ".", "com", "nhé"]),
        ("sv.net2 và v.v.", ["sv", ".", "net2", "và", "v", ".", "v", "."]),
    ],
)
def test_urls(text, words):
    assert segment(text, keep_urls=True) == words


def test_an_address_wins_over_the_numbers_in_it():
    text = "http://a.vn/20/11/2020 20/11/2020"
    assert segment(text, keep_urls=True, keep_numbers=True) == ["http://a.vn/20/11/2020", "20/11/2020"]


def test_what_is_kept_is_not_joined():
    kept = segment("công ty a.vn thành lập", keep_urls=True)
    assert "a.vn" in kept


def test_places_of_what_is_kept():
    text = "Nga\u0300y  20/11/2020"
    words, starts, ends = segment_with_offsets(text, keep_numbers=True)
    assert words == ["Ngày", "20/11/2020"]
    assert [text[a:b] for a, b in zip(starts, ends, strict=True)] == ["Nga\u0300y", "20/11/2020"]


@settings(deadline=None)
@given(texts)
def test_every_span_is_a_word(text):
    segmenter = Segmenter(keep_numbers=True, keep_urls=True)
    found = list(spans(text, numbers=True, urls=True))
    assert all(start < end for start, end in found)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(found))
    words, starts, ends = segmenter.segment_with_offsets(text)
    assert len(words) == len(starts) == len(ends)


@settings(deadline=None)
@given(texts)
def test_a_text_with_nothing_to_keep_is_as_ever(text):
    if not list(spans(text, numbers=True, urls=True)):
        assert Segmenter(keep_numbers=True, keep_urls=True).tokenize(text) == Segmenter().tokenize(text)
