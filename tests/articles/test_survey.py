"""What a survey tells of a page, and that the kernel leaves out no place that matters."""

from __future__ import annotations

import sys
import unicodedata
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vnnews._jit import INTERPRETED
from vnnews.articles import Rules, load_rules
from vnnews.articles import _survey_search as kernel
from vnnews.articles._alt_text import BLANK
from vnnews.articles._credit_hints import credit_hints
from vnnews.articles._dates import find_date
from vnnews.articles._inline import cut_places, has_list
from vnnews.articles._lines import read_lines
from vnnews.articles._survey import (
    AFTER_BLANK,
    FURNITURE,
    LIMIT,
    LINE_END,
    LIST,
    LONGEST_WEEKDAY,
    SEAM,
    SENTENCE,
    UNNORMAL,
    WORDS,
    fast_survey,
    load_known,
    plain_survey,
    small_hash,
    survey,
)

RULES = load_rules()
PROSE = "Hai bên gặp nhau ở thủ đô"
ASCII = "Hai ben gap nhau o thu do hom nay."

pieces = st.one_of(
    st.sampled_from(["Thế giới", "Kinh tế", "ếĐ", "aB"]),
    st.sampled_from(
        [*RULES.marker_words, *RULES.marker_ends, *RULES.lone_markers, *RULES.outlet_ends, PROSE, ASCII, "x"]
    ),
    st.sampled_from(
        [":", ";", "://", " : ", "(", ")", ".", "…", "”", '"', ">>", ">", "[", " - ", " – ", "-", "=", " "]
    ),
    st.sampled_from(
        ["Nga và Mỹ nối lại đàm phán ở Geneva ", "từ năm ", "2016", "1985", "Bình luận", "XEM THÊM", "TT&TT"]
    ),
    st.sampled_from([". XEM THÊM: ", "” TIN MỚI ", "… ĐỌC\u00a0NHIỀU\tNga", "! Có THỂ", ". TIN VUI "]),
    st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\x0b", "\x1c", "\x1f", "\x85", "\u2028", "\u00a0", "\u3000", "\t"]),
    st.sampled_from(["\u200b", "\u2060", "\ufeff", "\u2003", "►", "e\u0301", "\u1161", "\u212b"]),
    st.text(max_size=3),
)
pages = st.lists(pieces, max_size=60).map("".join)


@given(pages)
@example("")
@example("\r\n\r\nNga")
@example(f"{ASCII}\u2028\u00a0{ASCII}\u200b\n{ASCII}\x85{PROSE}.\x85Nga")
@example(f"\u2003{ASCII}")
@example(">>> Nga [" * 300 + "\n" * 300 + "Nga\n" * 300)
@settings(max_examples=100 if INTERPRETED else 1000, deadline=None)
def test_the_kernel_tells_what_matters(page: str) -> None:
    known = load_known(RULES)
    fast, plain = fast_survey(page, known, kernel), plain_survey(page, known)
    if fast is None:
        assert any(char > "\uffff" for char in page)
        return
    assert fast.held == plain.held
    assert [(*where, kind & ~WORDS | LIST) for *where, kind in fast.lines] == plain.lines
    for start, end, kind in fast.lines:
        assert kind & LIST or not has_list(page[start:end], RULES)
        assert not kind & WORDS or is_of_words(page[start:end])
    assert set(fast.places) <= set(plain.places)
    for found in (credit_hints, cut_places):
        assert found(page, RULES, fast.places) == found(page, RULES, plain.places)


def is_of_words(line: str) -> bool:
    """Tell what is known of such a line, each in the way in which others ask it."""
    is_long = len(line) > LONGEST_WEEKDAY and " " in line and not line.isascii()
    is_dated = "20" in line or "19" in line or find_date(line, RULES) is not None
    holds_sign = ":" in line or "(" in line or is_dated
    return is_long and line[0].isalnum() and not holds_sign and RULES.furniture_tail(line) == len(line)


@given(pages)
@example("Nga và Mỹ nối lại đàm phán ở Geneva\nHai bên gặp nhau.\nNga và Mỹ nối lại đàm phán ở Geneva")
@example("TIN MỚI\nNga và Mỹ nối lại đàm phán\nVideo: Nga và Mỹ nối lại đàm phán\nTHẺ: \nĐàm phán ở thủ đô Geneva")
@settings(max_examples=100 if INTERPRETED else 1000, deadline=None)
def test_what_the_kernel_tells_changes_nothing(page: str) -> None:
    known = load_known(RULES)
    fast = fast_survey(page, known, kernel)
    assert fast is None or read_lines(page, RULES, fast) == read_lines(page, RULES, plain_survey(page, known))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Nga và Mỹ nối lại đàm phán ở Geneva", True),
        ("7 nước nối lại đàm phán ở Geneva", True),
        ("Đàm phán ở thủ đô NATO", False),
        ("Nga va My noi lai dam phan o Geneva", False),
        ("Nga và Mỹ nối lại đàm phán ở Geneva.", False),
        ("Nga và Mỹ nối lại đàm phán năm 2017 ở Geneva", False),
        ("Nga và Mỹ: nối lại đàm phán ở Geneva", False),
        ("Nga và Mỹ (G8) nối lại đàm phán ở Geneva", False),
        ("- Nga và Mỹ nối lại đàm phán ở Geneva", False),
        ("Nga và Mỹ nối lại đàm phán. Bình luận", False),
        ("Nga và Mỹ nối lại đàm phán. BÌNH LUẬN", False),
        ("Nga và Mỹ nối lại đàm phán lần 2", False),
        ("Nga và Mỹ nối lại đàm phán\u00a0ở Geneva", False),
        ("NgavàMỹnốilạiđàmphánởGeneva", False),
    ],
)
def test_lines_of_words(line: str, expected: bool) -> None:
    fast = fast_survey(line, load_known(RULES), kernel)
    assert fast is not None
    assert [kind & WORDS for *_, kind in fast.lines] == [WORDS * expected]


def test_letters_are_folded_as_python_does() -> None:
    folded = load_known(RULES).folded
    assert len(folded) == LIMIT
    for char, fold in zip(map(chr, range(LIMIT)), folded.tolist(), strict=True):
        assert fold == 0 or (char.isalpha() and chr(fold) == char.casefold())
    assert all(folded[ord(char)] for char in "aAđĐằẰưỨß".replace("ß", ""))


@given(pages | st.text(st.sampled_from("ab \n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029\x1f\u00a0ế"), max_size=30))
@example("a\nb\n")
@example("a\r\nb")
def test_lines_are_those_of_python(page: str) -> None:
    lines = [line.strip(BLANK) for line in page.splitlines()]
    expected = [line for line in lines if line and not line.isspace()]
    known = load_known(RULES)
    for found in (plain_survey(page, known), fast_survey(page, known, kernel)):
        assert found is None or [page[start:end] for start, end, _ in found.lines] == expected


def test_kinds_of_lines() -> None:
    page = f"{PROSE}.\n\n{PROSE}\n  \u2003\nNga.\n\u200b{PROSE}…\r\n{'x' * 30}."
    kinds = [kind & ~LIST for *_, kind in plain_survey(page, load_known(RULES)).lines]
    assert kinds == [SENTENCE, AFTER_BLANK, AFTER_BLANK, SENTENCE, 0]


def test_few_lines_may_hold_a_list() -> None:
    lines = ["Hai bên gặp nhau. TIN MỚI Nga và Mỹ", "Hai bên gặp nhau. HAI BÊN", "TIN MỚI", "gặp nhau. T", "gặp nhau. "]
    fast = fast_survey("\n".join(lines), load_known(RULES), kernel)
    assert fast is not None
    assert [kind & LIST for *_, kind in fast.lines] == [LIST, 0, 0, 0, 0]
    assert has_list(lines[0], RULES)


def test_few_letters_share_their_hash() -> None:
    words = {*RULES.outlet_ends, *RULES.list_openings, *(end[-2:] for end in RULES.marker_ends)}
    pairs = {first + second for first in "BCDĐGHKLMNPQRSTVX" for second in "aáàảãạăâeéèêiíoóòôơuúưhrg"}
    assert len({small_hash(word) for word in words | pairs}) > 0.98 * len(words | pairs)


@pytest.mark.parametrize("opening", ["X", "X ", "\u1e9e-", ""])
def test_openings_of_lists_come_from_the_rules(opening: str) -> None:
    rules = replace(RULES, list_openings=frozenset((opening, "AB")))
    fast = fast_survey("Nga. XY\nNga. AB\nNga. X ", load_known(rules), kernel)
    assert fast is not None
    assert all(kind & LIST for *_, kind in fast.lines[: 3 if len(opening.strip()) < 2 else 0])
    assert fast.lines[1][2] & LIST


@given(st.text())
def test_a_text_without_such_characters_is_in_nfc(text: str) -> None:
    if not survey(text, RULES).held & UNNORMAL:
        assert unicodedata.is_normalized("NFC", text)


def test_whatever_composes_with_what_stands_before_it_is_known() -> None:
    classes = load_known(RULES).classes
    for char in map(chr, range(sys.maxunicode + 1)):
        marks = unicodedata.decomposition(char).split()
        for mark in marks[1:] if marks and not marks[0].startswith("<") else ():
            assert classes[min(int(mark, 16), LIMIT)] & UNNORMAL


def test_vietnamese_is_normal() -> None:
    assert not survey(unicodedata.normalize("NFC", "Ằắẵ Đđ Ơợ ỹ “…” – 5°C €"), RULES).held & (UNNORMAL | LINE_END)


@pytest.mark.parametrize(
    ("others", "page", "expected"),
    [
        ((), "a = b", 0),
        (("=",), "a = b", FURNITURE),
        (("=",), "a", 0),
        (("",), "a", FURNITURE),
        (("►",), "►", FURNITURE),
    ],
)
def test_signs_of_furniture_come_from_the_rules(others: tuple[str, ...], page: str, expected: int) -> None:
    pattern = RULES.dates[0]
    rules: Rules = replace(RULES, furniture_others=tuple((sign, pattern) for sign in others))
    assert survey(page, rules).held & FURNITURE == expected


def test_markers_come_from_the_rules() -> None:
    rules = replace(RULES, lone_markers=("-x", "Z"), marker_words=("-x", "Z", "q"), marker_ends=("q", "ab"))
    known = load_known(rules)
    for page in ("-x", "Nga -x", "Z", "aZ", "Z1", "q:", "q :", "aq  :", "ab:", "xb:", "-:"):
        fast, plain = fast_survey(page, known, kernel), plain_survey(page, known)
        assert fast is not None
        assert credit_hints(page, rules, fast.places) == credit_hints(page, rules, plain.places)
    assert credit_hints("Nga -x", rules, plain_survey("Nga -x", known).places) == {4: "-x"}
    assert not np.shares_memory(known.classes, load_known(RULES).classes)


@pytest.mark.parametrize(("page", "has"), [("Thế giớiKinh tếThể thaoGiải trí", True), ("YouTube và TikTok họp", False)])
def test_seams_are_counted(page: str, has: bool) -> None:
    assert (survey(page, RULES).held & SEAM > 0) is has
    assert (plain_survey(page, load_known(RULES)).held & SEAM > 0) is has
