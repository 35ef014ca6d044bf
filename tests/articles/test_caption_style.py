import os
import subprocess
import sys

import pytest

from vnnews.articles._caption_style import (
    FRAGMENT,
    LONE_FRAGMENT,
    LONE_SENTENCE,
    SENTENCE,
    Candidate,
    kind_and_length,
    load_style,
    next_word,
    opening,
    repeated,
    signs,
    words_of,
)

STYLE = load_style()
HEADLINE = frozenset(words_of("Nga và Mỹ hội đàm tại Geneva"))


@pytest.mark.parametrize("kind", [SENTENCE, LONE_SENTENCE, FRAGMENT, LONE_FRAGMENT])
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
    assert STYLE.is_caption(Candidate(SENTENCE, text, True, "Ngày 12/3, hai bên gặp nhau."), HEADLINE) is expected


def test_the_quick_way_gives_what_the_whole_sum_gives() -> None:
    for text in (
        "Tổng thống Nga tại Geneva.",
        "Người dân sơ tán.",
        "Việc đó đã xong.",
        "Xe 16 chỗ, nơi xảy ra vụ cháy.",
    ):
        for kind in STYLE.least:
            for opens in (True, False):
                candidate = Candidate(kind, text, opens, "Theo Tổng thống Nga, hai bên sẽ gặp lại.")
                words = words_of(text)
                total = STYLE.known(candidate, words) + STYLE.ends(candidate, words)
                forms = [*signs(text, words, HEADLINE), repeated(candidate, words)]
                total += sum(STYLE.form.get(form, 0.0) for form in forms)
                assert STYLE.is_caption(candidate, HEADLINE) is (total > STYLE.least[kind])


def test_marks() -> None:
    candidate = Candidate(FRAGMENT, 'Ông Biden (trái), "khách" của Nga - 2021', True, "“Theo Nga, …")
    words = words_of(candidate.text)
    assert words[:3] == ["ông", "biden", "trái"]
    assert next_word(candidate) == "theo"
    assert next_word(candidate._replace(following="")) == ""
    assert kind_and_length(candidate.kind, len(words)) == ["fragment", "fragment, 9 words"]
    assert opening("lone sentence") == opening("sentence") == "opening sentence"
    assert signs(candidate.text, words, HEADLINE) == [
        "capitals 1",
        "headline 0",
        "comma",
        "bracket",
        "dash",
        "quotation",
        "digit",
    ]
    assert repeated(candidate, words) == "repeated 0"


def test_weights_are_added_in_the_same_order_in_every_process() -> None:
    # Strings have other hashes in every process, by which sets are ordered; sums in another order end in other bits.
    code = (
        "from vnnews.articles._caption_style import *\n"
        "style = load_style()\n"
        "known = list(style.word)\n"
        "for n in range(5, 200):\n"
        "    words = known[n : n + 40]\n"
        "    print(style.known(Candidate(SENTENCE, ' '.join(words), True, ''), words).hex())\n"
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
