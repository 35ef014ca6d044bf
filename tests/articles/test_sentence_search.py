"""The kernel finds the sentences that the patterns find."""

from __future__ import annotations

import os
from importlib import resources
from itertools import islice

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vnnews._jit import INTERPRETED
from vnnews.articles import _sentence_search as kernel
from vnnews.articles import parse_article
from vnnews.articles._sentences import ABBREVIATIONS, fast_offsets, offset_rows, offsets, plain_offsets
from vnnews.datasets import iter_baomoi2017, iter_unc2020, iter_vietnews2019

SAMPLE = resources.files("vnnews.datasets") / "sample"
N_ARTICLES = 10 if INTERPRETED else 3000

pieces = st.one_of(
    st.sampled_from([*ABBREVIATIONS, "Nga", "hai", "Đ", "J", "1", "²", "_"]),
    st.sampled_from(
        [". ", ".", " ", "./. ", "/.", "... ", "?!", "…", "”", '"', "“", "(", ")", "[", " - ", "–", "»", "'"]
    ),
    st.sampled_from(["\n", "\r\n", "\r", "\x0b", "\x1c", "\x1f", "\x85", "\u2028", "\u00a0", "\u3000", "\t"]),
    st.sampled_from(["Ⅷ", "Ａ", "ǅ", "►", "😀", "𝐀", "\ud800", "Σ", "½"]),
)
texts = st.lists(pieces, max_size=60).map("".join)


@given(texts)
@example("")
@example("Ông J. Biden tới TP. HCM.\r\nHết./. Rồi…. “Tại sao?”, ông hỏi. (1) Không.")
@example("A" + ". " * 100)
@example("." * 50 + " Rồi")
@settings(max_examples=100 if INTERPRETED else 2000, deadline=None)
def test_the_same_sentences(text: str) -> None:
    found = fast_offsets(text, kernel)
    assert found in (None, plain_offsets(text))


@pytest.mark.parametrize("name", sorted(file.name for file in SAMPLE.iterdir() if file.name.endswith(".txt")))
def test_the_sample(name: str) -> None:
    page = (SAMPLE / name).read_text(encoding="utf-8")
    for text in (page, parse_article(page).text):
        assert fast_offsets(text, kernel) == plain_offsets(text)


@pytest.mark.corpus
@pytest.mark.parametrize("loader", [iter_baomoi2017, iter_vietnews2019, iter_unc2020])
def test_archives(loader) -> None:
    folder = os.environ.get("VNNEWS_DATA")
    if not folder:
        pytest.skip("VNNEWS_DATA does not name a folder of the corpora")
    n_told = n_articles = 0
    for document in islice(loader(folder=folder), N_ARTICLES):
        found = fast_offsets(document.text, kernel)
        assert found in (None, plain_offsets(document.text))
        n_told += found is not None
        n_articles += 1
    assert n_told > 0.95 * n_articles


@pytest.mark.parametrize("text", ["Rồi. \U0001d400", "Rồi. Ⅷ", "A" * 10 + "!\n" * 1000])
def test_what_the_kernel_cannot_tell(text: str) -> None:
    assert fast_offsets(text, kernel) is None


@pytest.mark.parametrize("text", ["", "Nga và Mỹ. Hết.", "Ông tới. " * 60, "Rồi. \U0001d400 Hết. " * 60])
def test_rows_are_the_offsets(text: str) -> None:
    for _ in range(201):  # until the kernel answers, if it does
        offsets(text)
    rows = offset_rows(text)
    assert rows.shape[1:] == (2,)
    assert rows.dtype == np.int64
    assert list(map(tuple, rows.tolist())) == offsets(text) == plain_offsets(text)
