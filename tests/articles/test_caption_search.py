"""The kernel leaves out nothing that the plain way takes for a caption."""

from __future__ import annotations

import os
from importlib import resources
from itertools import islice

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vnnews._jit import INTERPRETED
from vnnews.articles import _caption_search as kernel
from vnnews.articles import _parse as parser
from vnnews.articles import load_rules, parse_article
from vnnews.articles._bare_captions import mark_bare_captions
from vnnews.articles._caption_candidates import RUN, Page, all_places, candidates_at
from vnnews.articles._caption_places import hopeful_places
from vnnews.articles._caption_style import load_style
from vnnews.articles._context import Part
from vnnews.datasets import iter_baomoi2017, iter_unc2020, iter_vietnews2019

STYLE = load_style()
SAMPLE = resources.files("vnnews.datasets") / "sample"
N_ARTICLES = 20 if INTERPRETED else 3000
N_EXAMPLES = 20 if INTERPRETED else 400

WORDS = [
    *STYLE.word,
    *STYLE.first,
    *STYLE.last,
    *STYLE.following,
    "xyz",
    "A",
    "Ông",
    "Họ",
    "Ngày",
    "12",
    "TP.HCM",
    "Nga",
]
SEPARATORS = [" "] * 12 + [". "] * 4 + [", ", " - ", " – ", ".  ", "  ", ": ", "? ", "\n", "\u00a0", ".. ", ' "', '" ']
ODD = ["Σ", "İ", "ΑΣ", "𝐀", "\ud800", "Ⅷ", "ǅ", "\u3000", "½", "²", "\t", "Kelvin \u212a", "\u2028", "đ"]
words = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(WORDS).map(str.capitalize),
    st.sampled_from([*load_rules().seams, *load_rules().caption_joints, *load_rules().caption_stops]),
    st.sampled_from(ODD),
    st.text(st.sampled_from("abĐ“”\".,:;()[]'’?!-–1"), max_size=4),
)
pages = st.lists(st.tuples(words, st.sampled_from(SEPARATORS)), max_size=120).map(
    lambda pairs: "".join(word + separator for word, separator in pairs)
)


def marked(source: str, parts: list[Part]) -> tuple[list[Part], list[Part]]:
    """Return the parts of a page marked in the plain way and by the kernel."""
    rules = load_rules()
    ways = (all_places, lambda page: all_places(page) if (found := hopeful_places(page, kernel)) is None else found)
    plain, fast = (mark_bare_captions(source, parts, rules, find) for find in ways)
    return plain, fast


def parts_of(text: str, monkeypatch: pytest.MonkeyPatch) -> tuple[str, list[Part]]:
    """Return the source and the parts of a page as they are before captions without a credit are looked for."""
    found: list[tuple[str, list[Part]]] = []
    with monkeypatch.context() as patch:
        patch.setattr(
            parser, "mark_bare_captions", lambda source, parts, *_, **__: found.append((source, parts)) or parts
        )
        parse_article(text)
    return found[0]


def body_of(text: str) -> list[Part]:
    """Return the lines of a text as paragraphs."""
    parts, at = [], 0
    for line in text.split("\n"):
        inner = line.strip()
        start = at + line.find(inner)
        if inner:
            parts.append(Part("body", inner, start, start + len(inner)))
        at += len(line) + 1
    return parts


def check(page: Page) -> None:
    """Hold what the kernel names against all places, and against the candidates that could become captions."""
    hopeful = hopeful_places(page, kernel)
    if hopeful is None:
        return
    places = {place[:3]: place[3] for place in all_places(page)}
    for *where, what in hopeful:
        assert what & places[tuple(where)] == what
    everything = list(candidates_at(page, all_places(page)))
    kept = list(candidates_at(page, hopeful))
    assert [one for one in everything if one in kept] == kept
    for one in everything:
        candidate, words, weight = one[3:]
        run = RUN if candidate.kind.startswith("lone") else 0.0
        if STYLE.is_like(candidate, words, page.headline, STYLE.missing(candidate, words, weight) - run):
            assert one in kept


@given(pages, st.booleans(), st.booleans())
@example("Hiện trường vụ cháy tại Geneva. " * 20, True, True)
@example("A. " * 2000, True, True)
@settings(max_examples=N_EXAMPLES, deadline=None)
def test_nothing_is_left_out(text: str, titled: bool, lead: bool) -> None:
    body = body_of(text)
    if body and lead and not titled:
        body[0].role = "lead"
    check(Page(text, body, body[:1], load_rules(), STYLE, titled=titled))


@pytest.mark.parametrize("name", sorted(file.name for file in SAMPLE.iterdir() if file.name.endswith(".txt")))
def test_the_sample(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    source, parts = parts_of((SAMPLE / name).read_text(encoding="utf-8"), monkeypatch)
    plain, fast = marked(source, parts)
    assert fast == plain


@pytest.mark.corpus
@pytest.mark.parametrize("loader", [iter_baomoi2017, iter_vietnews2019, iter_unc2020])
def test_archives(loader, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = os.environ.get("VNNEWS_DATA")
    if not folder:
        pytest.skip("VNNEWS_DATA does not name a folder of the corpora")
    n_captions = 0
    for document in islice(loader(folder=folder), N_ARTICLES):
        source, parts = parts_of(document.text, monkeypatch)
        before = sum(part.role == "caption" for part in parts)
        plain, fast = marked(source, parts)
        assert fast == plain
        n_captions += sum(part.role == "caption" for part in fast) - before
    assert n_captions or loader is iter_vietnews2019 or INTERPRETED
