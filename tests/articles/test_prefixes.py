import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.articles._prefixes import literal_prefixes, needed_sign


@pytest.mark.parametrize(
    ("pattern", "prefixes"),
    [
        ("xem thêm|đọc", ["xem thêm", "đọc"]),
        (r">>+\s*\S", [">>"]),
        (r"(?:theo|số )\w", ["theo", "số "]),
        (r"(?:quý )?độc giả", ["quý độc giả", "độc giả"]),
        (r"(?:theo |số )?(?:fax|đt)\s*:", ["theo fax", "theo đt", "số fax", "số đt", "fax", "đt"]),
        (r"fax(?: quảng cáo)?", ["fax"]),
        (r"(?:xem|đọc)+ thêm", ["xem", "đọc"]),
        (r"(?:đang )*?xem|tin", None),
        (r"tin(?: mới| nóng)*", ["tin"]),
        (r"trang \d+", ["trang "]),
        (r"(?:\d|một) phút", [*"0123456789", "một phút"]),
        (r"còn (?:\d|một) phút", ["còn "]),
        (r"bạn đọc có thể gửi (?:bài|tin)", ["bạn đọc có thể g"]),
        (r"\(c\)", ["(c)"]),
        (r"tags?\s*:", ["tag"]),
        (r"từ kho[áa]", ["từ kho"]),
        (r"\d+ phút", list("0123456789")),
    ],
)
def test_what_matches_begin_with(pattern: str, prefixes: list[str] | None) -> None:
    assert literal_prefixes([pattern]) == (([], [pattern]) if prefixes is None else (prefixes, []))


def test_prefixes_of_one_pattern_are_few() -> None:
    prefixes, _ = literal_prefixes(["(?:a|b|c|d|e|f|g|h)" * 16])
    assert len(prefixes) == 8**2


@pytest.mark.parametrize(
    "pattern", [r"[\w.-]+=", r"\w+", r"(?:a|\w)b", r"(?:a)*b", r".x", r"(?=a)a", "a?b", r"\d*x", ""]
)
def test_patterns_of_which_it_cannot_be_told(pattern: str) -> None:
    assert literal_prefixes([pattern]) == ([], [pattern])


PATTERNS = [
    "xem|đọc",
    r">>+\s*\S",
    r"(?:theo|số )\w",
    r"(?:quý )?độc",
    r"\(c\)",
    r"tags?:",
    r"\d+ a",
    r"a|b[cd]",
    r"[ab]c",
]


@given(st.sampled_from(PATTERNS), st.text(alphabet="xemđọc>theo ốqtagsd:12ab()c", max_size=12))
def test_no_match_is_missed(pattern: str, text: str) -> None:
    prefixes, others = literal_prefixes([pattern])
    if re.match(pattern, text, re.IGNORECASE):
        assert others or text.casefold().startswith(tuple(prefixes))


@pytest.mark.parametrize(
    ("pattern", "sign"),
    [("(?:&gt;){2,}x", ""), ("a{2,3}@b", "@"), (r"\w+=\d", "="), ("a,b", ","), ("a|b=", ""), ("a=?b", "")],
)
def test_a_sign_that_all_matches_hold(pattern: str, sign: str) -> None:
    assert needed_sign(pattern) == sign
