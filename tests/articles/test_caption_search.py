"""The kernel finds what the plain way finds."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from itertools import islice

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.articles.captions import KNOWN, page_of, random_model
from vnnews._jit import INTERPRETED
from vnnews.articles import _bare_captions as captions
from vnnews.articles import _caption_search as kernel
from vnnews.articles import _parse as parser
from vnnews.articles import parse_article
from vnnews.articles._bare_captions import Page, by_kernel, by_words
from vnnews.articles._caption_features import LONGEST
from vnnews.articles._caption_model import CaptionModel, load_caption_model
from vnnews.articles._caption_table import table_of
from vnnews.articles._codes import codes_of
from vnnews.datasets import iter_baomoi2017, iter_unc2020, iter_vietnews2019

SAMPLE = resources.files("vnnews.datasets") / "sample"
N_ARTICLES = 5 if INTERPRETED else 700
N_EXAMPLES = 20 if INTERPRETED else 400

SEPARATORS = [" "] * 12 + [". "] * 4 + [", ", " - ", " – ", ".  ", "  ", ": ", "? ", "\n", "\u00a0", ".. ", ' "', '" ']
ODD = ["Σ", "İ", "ΑΣ", "𝐀", "\ud800", "Ⅷ", "ǅ", "\u3000", "½", "²", "\t", "Kelvin \u212a", "\u2028", "đ", "Ａ", "ａ"]
words = st.one_of(
    st.sampled_from(KNOWN),
    st.sampled_from(KNOWN).map(str.capitalize),
    st.sampled_from(KNOWN).map(str.upper),
    st.sampled_from([*ODD, "(trái)", "(bên phải),", "giữa)"]),
    st.text(st.sampled_from("abĐ“”\".,:;()[]'’?!-–1"), max_size=4),
)
lines = st.lists(st.tuples(words, st.sampled_from(SEPARATORS)), max_size=120).map(
    lambda pairs: "".join(word + separator for word, separator in pairs)
)
MODELS = [random_model(seed) for seed in range(6)]


@contextmanager
def by_the_weights_of(model: CaptionModel) -> Iterator[None]:
    """Let both ways use another model."""
    with pytest.MonkeyPatch.context() as patch:
        table = table_of(model)
        patch.setattr(captions, "load_caption_model", lambda: model)
        patch.setattr(captions, "load_table", lambda: table)
        yield


def both(page: Page) -> list[captions.Place]:
    """Return what both ways find."""
    plain = by_words(page)
    fast = by_kernel(page, kernel)
    if codes_of(page.source) is None:
        assert fast is None
    else:
        assert fast == plain
    return plain


@given(st.text(st.sampled_from("Nga mỹ."), max_size=20), lines, lines, st.integers(0, 6), st.sampled_from(MODELS))
@example("", "", "Hiện trường vụ cháy tại Geneva. " * 20, 0, MODELS[0])
@example("", "", "A. " * 2000, 1, MODELS[1])
@example("A", "", '"A "A (A ’A- A" A. "', 1, MODELS[2])
@settings(max_examples=N_EXAMPLES, deadline=None)
def test_as_in_the_plain_way(title: str, lead: str, body: str, n_credited: int, model: CaptionModel) -> None:
    page = page_of(title.strip(), lead.replace("\n", " ").strip(), body, n_credited)
    if page.body:
        with by_the_weights_of(model):
            both(page)


def test_models_of_the_tests_find_something() -> None:
    body = "Hai bên đã gặp nhau. Tổng thống Nga tại Geneva Theo báo chí, Mỹ hài lòng. Nga cũng vậy. " * 3
    found = 0
    for model in MODELS:
        with by_the_weights_of(model):
            found += len(both(page_of("Nga và Mỹ", "Gặp nhau.", body)))
    assert found > 3


def pages_of(texts: Iterator[str]) -> list[Page]:
    """Return pages as they are before captions without a credit are looked for."""
    pages: list[Page] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            parser,
            "mark_bare_captions",
            lambda source, parts, *_, codes: pages.append(captions.page_of(source, parts, codes)) or parts,
        )
        for text in texts:
            parse_article(text)
    return [page for page in pages if page.body]


def test_the_sample() -> None:
    pages = pages_of(file.read_text(encoding="utf-8") for file in SAMPLE.iterdir() if file.name.endswith(".txt"))
    assert len(pages) > 40
    for model in (load_caption_model(), *MODELS[:2]):
        with by_the_weights_of(model):
            for page in pages[: len(pages) if not INTERPRETED else 3]:
                both(page)


@pytest.mark.corpus
@pytest.mark.parametrize("loader", [iter_baomoi2017, iter_vietnews2019, iter_unc2020])
def test_archives(loader) -> None:
    folder = os.environ.get("VNNEWS_DATA")
    if not folder:
        pytest.skip("VNNEWS_DATA does not name a folder of the corpora")
    pages = pages_of(document.text for document in islice(loader(folder=folder), N_ARTICLES))
    n_found = sum(len(both(page)) for page in pages)
    assert n_found > 30 or loader is iter_vietnews2019 or INTERPRETED


def test_no_caption_is_longer_than_a_candidate() -> None:
    """However long a sentence is: each beginning costs no more than so many words."""
    alone, together = (network._replace(outer_bias=1e12) for network in (MODELS[0].alone, MODELS[0].together))
    model = MODELS[0]._replace(least=-1e9, alone=alone, together=together)
    with by_the_weights_of(model):
        page = page_of("Nga và Mỹ", "", "Tổng thống " * 4000)
        found = both(page)
        assert found
        assert all(2 <= len(page.source[start:end].split()) <= LONGEST for _, start, end in found)


def test_found_places_lie_in_their_paragraph() -> None:
    for model in MODELS:
        with by_the_weights_of(model):
            page = page_of("Nga", "", "\n".join(["Hai bên đã gặp nhau. Tổng thống Nga tại Geneva Theo báo chí."] * 4))
            for paragraph, start, end in both(page):
                part = page.body[paragraph]
                assert part.start <= start < end <= part.end
                assert page.source[start:end] == page.source[start:end].strip()


def test_kernels_read_only_what_is_theirs() -> None:
    table = table_of(load_caption_model())
    assert not any(array.flags.writeable for array in table)
    assert table.layers.dtype == np.float32
