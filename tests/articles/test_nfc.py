from __future__ import annotations

import time
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from vnnews.articles import parse_article
from vnnews.articles._nfc import nfc

marks = st.sampled_from("\u0300\u0301\u0302\u0307\u0316\u0323\u031b\u0344\u0345\u0f71\u0f72\u0f73\u05b0\u3099")
letters = st.sampled_from("aeiouyAEOđêạ \u1100\u1161\u11a8\uac00\u212b\u0958\u09c7\u09be\u0b47\u0b56か")
texts = st.one_of(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.one_of(letters, marks)))


@given(texts)
def test_as_unicodedata(text):
    assert nfc(text) == unicodedata.normalize("NFC", text)


@given(st.lists(marks, min_size=30, max_size=200).map("".join), st.sampled_from(["", "a", "ệ", "\u0f40"]))
def test_long_runs_of_marks_as_unicodedata(run, base):
    assert nfc(f"{base}{run}x{run}") == unicodedata.normalize("NFC", f"{base}{run}x{run}")


def test_marks_out_of_order_take_linear_time():
    text = "Nga" + "\u0323\u0301" * 200_000
    start = time.process_time()
    parse_article(text)
    parse_article(text.encode())
    # By insertion this takes minutes.
    assert time.process_time() - start < 10
