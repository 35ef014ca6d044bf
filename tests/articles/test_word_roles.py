"""What the words of a page belong to: the kernel says what the plain way says, and its program makes the weights."""

from __future__ import annotations

import subprocess
import sys
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.articles.measure import read_crawled
from tests.examples import load_example
from vnnews.articles import _word_role_search as kernel
from vnnews.articles import load_rules
from vnnews.articles._word_marks import N_BITS, read_words
from vnnews.articles._word_roles import (
    FEWEST_TITLE,
    FILE,
    LABELS,
    NEVER,
    ROLE_OF,
    TEXT,
    TITLE,
    by_arrays,
    by_kernel,
    load_role_weights,
    read_roles,
)

PROGRAM = Path(__file__).parent.parent.parent / "examples" / "fit_word_roles.py"
PIECES = [
    "Thế giới",
    "Nga - Mỹ đàm phán tại Geneva",
    "Hai bên gặp nhau hôm 13/4.",
    "Ảnh: AP",
    "Xem thêm",
    "\n",
    "  ",
    "2021",
]


def check_same(text: str) -> None:
    page, weights = read_words(text, load_rules()), load_role_weights()
    if page is None:
        return
    for is_barred in (np.zeros(len(page.starts), np.bool_), page.starts % 3 == 0):
        plain, fast = by_arrays(page, weights, is_barred), by_kernel(page, weights, is_barred, kernel)
        np.testing.assert_array_equal(plain[0], fast[0])
        np.testing.assert_array_equal(plain[1], fast[1])


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=20), max_size=30).map(" ".join))
def test_the_kernel_says_the_same(text: str) -> None:
    check_same(text)


def test_the_kernel_says_the_same_of_pages() -> None:
    for _, text in read_crawled("held out")[::4]:
        check_same(text)


def test_no_text_above_the_title() -> None:
    """So that a headline of another story above the title is none, whatever its words say."""
    for _, text in read_crawled("held out"):
        page = read_words(text, load_rules())
        assert page is not None
        roles, leads = read_roles(page)
        title = np.flatnonzero(roles == TITLE)
        if len(title):
            assert len(title) >= FEWEST_TITLE
            assert not (roles[: title[0]] == TEXT).any()
        assert (leads >= 0).all()


def test_words_that_are_barred_are_not_of_the_title() -> None:
    n_titles = 0
    for _, text in read_crawled("held out")[:10]:
        page = read_words(text, load_rules())
        assert page is not None
        is_title = read_roles(page)[0] == TITLE
        n_titles += is_title.any()
        assert not (is_title & (read_roles(page, is_title)[0] == TITLE)).any()
    assert n_titles > 5


def test_weights_are_whole_and_say_what_may_follow() -> None:
    weights = load_role_weights()
    assert weights.weights.shape[1] == len(weights.following) == len(ROLE_OF) == 2 * len(LABELS)
    assert not weights.weights[0].any()
    assert weights.weights.dtype == np.int16
    above = [2 * LABELS.index(label) for label in LABELS if label.endswith("1")]
    text, title, furniture = (2 * LABELS.index(label) for label in ("B", "T", "F1"))
    assert (weights.following[text, above] == NEVER).all()
    assert weights.following[furniture + 1, title] > NEVER


def test_pages_to_learn_from() -> None:
    program = load_example("fit_word_roles")
    page = [
        ("furniture", "Thế giới\n"),
        ("title", "Nga và Mỹ nối lại đàm phán\n"),
        ("date", "2/5/2021\n"),
        ("body", "Hai."),
    ]
    text, pieces = program.joined(page)
    assert [text[start:end] for start, end, _ in pieces] == [text.strip() for _, text in page]
    words = read_words(text, load_rules())
    assert words is not None
    found = program.labels(words, pieces)
    assert found[:4] == ["BF1", "IF1", "BT", "IT"]
    assert found[-7:] == ["BD2", "ID2", "ID2", "ID2", "ID2", "BB", "IB"]
    assert len(program.attributes(words)) == len(found)
    assert set(program.STATES) >= set(found)
    lines = [[("furniture", "Một\n"), ("title", "Hai\n"), ("body", "Ba\n"), ("body", "Bốn\nnăm\n")]] * 20
    assert any(text.count("\n") == 0 for page in list(program.variants(lines))[20:] for _, text in page)


def test_a_small_fit(tmp_path: Path) -> None:
    program = load_example("fit_word_roles")
    pages = [label["segments"] for label, _ in read_crawled("tuning")[:12]]
    program.save(program.fit(pages, load_rules(), 5), tmp_path / "weights.npz")
    with np.load(tmp_path / "weights.npz", allow_pickle=False) as kept:
        assert set(kept) == {"marks", "weights", "following"}
        assert len(kept["marks"]) == len(kept["weights"]) > 100


@pytest.mark.slow
def test_the_weights_are_those_of_the_program(tmp_path: Path) -> None:
    """Sums in another order may move a weight, but hardly what it says."""
    made = tmp_path / FILE
    subprocess.run([sys.executable, str(PROGRAM), "--output", str(made)], check=True, timeout=3600)
    with (
        resources.files("vnnews.articles").joinpath(FILE).open("rb") as file,
        np.load(file) as kept,
        np.load(made) as new,
    ):
        tables = []
        for one in (kept, new):
            table = np.zeros((1 << N_BITS, one["weights"].shape[1]))
            table[np.cumsum(one["marks"].astype(np.int64))] = one["weights"]
            tables.append(table.ravel())
    assert np.corrcoef(*tables)[0, 1] > 0.98
