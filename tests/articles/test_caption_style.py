import os
import subprocess
import sys

import pytest

from vnnews.articles._caption_style import (
    FRAGMENT,
    LONE_FRAGMENT,
    LONE_SENTENCE,
    SENTENCE,
    TAIL,
    Candidate,
    kind_and_length,
    likeness,
    load_style,
    next_word,
    setting,
    signs,
    words_of,
)

STYLE = load_style()
HEADLINE = frozenset(["nga", "và", "mỹ", "hội", "đàm", "tại", "geneva"])


def is_caption(candidate: Candidate) -> bool:
    words = words_of(candidate.text)
    wanted = STYLE.missing(candidate, words, STYLE.weight(words))
    return wanted < STYLE.most and STYLE.is_like(candidate, words, HEADLINE, wanted)


@pytest.mark.parametrize("kind", [SENTENCE, LONE_SENTENCE, FRAGMENT, TAIL, LONE_FRAGMENT])
def test_every_kind_has_a_threshold(kind: str) -> None:
    assert kind in STYLE.least


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tổng thống Nga (trái) bắt tay Tổng thống Mỹ tại Geneva.", True),
        ("Hiện trường vụ cháy tại Geneva.", True),
        ("Ông cũng nói rằng điều đó chưa rõ.", False),
        ("Vụ việc này đã được báo cho công an.", False),
    ],
)
def test_style(text: str, expected: bool) -> None:
    assert is_caption(Candidate(SENTENCE, text, "opening", "Ngày 12/3, hai bên gặp nhau.")) is expected


@pytest.mark.parametrize("following", ["Theo Tổng thống Nga, hai bên sẽ gặp lại.", "“Chưa rõ”, ông nói.", ""])
@pytest.mark.parametrize("before", ["năm nay. ", "nói”. "])
def test_the_quick_ways_give_what_the_whole_sum_gives(following: str, before: str) -> None:
    for text in (
        "Tổng thống Nga tại Geneva.",
        "Người dân sơ tán.",
        "Việc đó đã xong.",
        "Xe 16 chỗ, nơi xảy ra vụ cháy.",
        "Hiện trường vụ cháy tại Geneva",
    ):
        words = words_of(text)
        for kind in STYLE.least:
            around = ("3 of 5 lines long", "long above, long below") if kind.startswith("lone") else ()
            candidate = Candidate(kind, text, "", following, before, around)
            forms = [*kind_and_length(kind, len(words)), *setting(candidate), *signs(candidate, words)]
            forms += likeness(candidate, words, HEADLINE)
            total = sum(STYLE.form.get(form, 0.0) for form in forms)
            total += sum(STYLE.word.get(word, 0.0) for word in set(words))
            total += STYLE.first.get(words[0], 0.0) + STYLE.last.get(words[-1], 0.0)
            total += (STYLE.seam if kind == FRAGMENT else STYLE.following).get(next_word(candidate), 0.0)
            assert is_caption(candidate) is (total > STYLE.least[kind])
            if is_caption(candidate):
                assert not STYLE.is_hopeless(kind, words, STYLE.weight(words), following)


def test_marks() -> None:
    candidate = Candidate(FRAGMENT, 'Ông Biden (trái), "khách" của Nga - 2021', "opening", "“Theo Nga, …", "nói: ")
    words = words_of(candidate.text)
    assert words[:3] == ["ông", "biden", "trái"]
    assert next_word(candidate) == "theo"
    assert next_word(candidate._replace(following="")) == ""
    assert kind_and_length(candidate.kind, len(words)) == ["fragment", "fragment, 9 words"]
    assert setting(candidate) == ["opening fragment", "fragment before quotation", "behind colon"]
    assert signs(candidate, words) == [
        "capitals 1",
        "comma",
        "bracket",
        "dash",
        "quotation",
        "digit",
        "begins with name",
        "seam before name",
    ]
    assert likeness(candidate, words, HEADLINE) == ["headline 0", "repeated 0"]


def test_marks_of_a_line() -> None:
    line = Candidate(LONE_SENTENCE, "Hai bên tại Geneva.", "", " Ngày 1/3", "Hai bên tại", ("long above, none below",))
    assert setting(line) == ["lone sentence, long above, none below", "gap behind line"]
    assert likeness(line, words_of(line.text), HEADLINE) == ["headline 2", "repeated 0", "repeats 3"]


def test_weights_are_added_in_the_same_order_in_every_process() -> None:
    # Strings have other hashes in every process, by which sets are ordered; sums in another order end in other bits.
    code = (
        "from vnnews.articles._caption_style import *\n"
        "style = load_style()\n"
        "known = list(style.word)\n"
        "for n in range(5, 200):\n"
        "    words = known[n : n + 40]\n"
        "    print(style.weight(words).hex())\n"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(found) == 1
