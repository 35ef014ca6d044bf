from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.strategies import texts
from vnnews.text import _steps
from vnnews.text._edits import Step, apply_edits
from vnnews.text._nfc import marks_and_joining

STEPS = [step for step in vars(_steps).values() if isinstance(step, Step)]
HOSTILE = st.text(
    st.sampled_from("aàoòuyềQqGgtnhĐÐðаеСТοΑиёїA1 \n\t\u00a0\u0301\u0323\u0302\u0306\u200b\u00ad“’–−－ﬁＡ_-.\r\x85")
)


@pytest.mark.parametrize(
    ("step", "before", "after"),
    [
        (_steps.compose, "Tie\u0302\u0301ng", "Tiếng"),
        (_steps.drop_invisible, "a\u200bb\u00adc\x00d\x1fe\ufefff\u202eg\x7f", "abcdefg"),
        (_steps.plain_forms, "Ｇ７ oﬃce ﬁle ﬂ １０", "G7 office file fl 10"),
        (_steps.plain_forms, "“，”：（", "“，”：（"),
        (_steps.unmix_alphabets, "Мoscow ВМW ТPНCM ӑn Oхford", "Moscow BMW TPHCM ăn Oxford"),
        (_steps.unmix_alphabets, "Москва СССР µm αB Жa ΔE λx и Co2", "Москва СССР µm αB Жa ΔE λx и Co2"),
        (_steps.unmask_d, "Ðàm phán ðã ɖi Ɖông ÐOÀN Ða Ðuc", "Đàm phán đã đi Đông ĐOÀN Đa Đuc"),
        (_steps.unmask_d, "HÐND NÐ-CP QÐ ÐHQG 500.000ð Võ Ð. A", "HĐND NĐ-CP QĐ ĐHQG 500.000đ Võ Đ. A"),
        (_steps.unmask_d, "Guðni Sigurðsson það GUÐNI við norður", "Guðni Sigurðsson það GUÐNI við norður"),
        (_steps.plain_quotes, "“Nga” „a‟ «b» ‘c’ d′ e″", '"Nga" "a" "b" \'c\' d\' e"'),
        (_steps.plain_dashes, "a‑b −5 c — d ― e – f", "a-b -5 c – d – e – f"),
        (_steps.squeeze_space, " a\u00a0b  c\td \r\n\r\n \n e\r\nf\n\n\ng\u2028h\n", "a b c d\n\ne\nf\n\ng\nh"),
        (_steps.squeeze_space, " \n ", ""),
        (_steps.squeeze_space, "a\n\nb\nc d", "a\n\nb\nc d"),
    ],
)
def test_cases(step: Step, before: str, after: str) -> None:
    assert step(before) == after
    assert apply_edits(before, step.edits(before)) == after


@given(st.one_of(texts, HOSTILE), st.sampled_from(STEPS))
def test_a_step_makes_its_edits(text: str, step: Step) -> None:
    edits = step.edits(text)
    assert step(text) == apply_edits(text, edits)
    assert all(text[start:end] != new for start, end, new in edits)
    ends = [0, *(end for _, end, _ in edits)]
    assert all(before <= start <= end for before, (start, end, _) in zip(ends, edits, strict=False))


@given(st.one_of(texts, HOSTILE), st.sampled_from(STEPS))
def test_a_step_that_is_not_needed_changes_nothing(text: str, step: Step) -> None:
    result = step(text)
    if not step.needed(text, frozenset(text)):
        assert result == text
    if result == text:
        assert result is text


def test_stable_characters_stay_in_nfc_and_join_nothing() -> None:
    marks, joining = marks_and_joining()
    assert not _steps.STABLE & frozenset(marks + joining)
    assert all(unicodedata.normalize("NFC", char) == char for char in _steps.STABLE)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
@pytest.mark.parametrize(
    "unit",
    [
        *(" ", "\n ", "\r", "a", "о", "aо", "оa ", "Ð"),
        *("AÐ", "Ða", "uyế", "ươi", "ò", "\u0301", "a\u0301\u0323", "“"),
        *("\u200b", "é_"),
    ],
)
def test_time_is_linear(step: Step, unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        start = time.process_time()
        step(text)
        return time.process_time() - start

    seconds(1000)
    # Ten times the text in less than forty times the time, or in no time at all.
    assert min(seconds(200_000) for _ in range(2)) < max(40 * seconds(20_000), 0.2)
