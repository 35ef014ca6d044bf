import re
from pathlib import Path

import pytest

import vnnews.report
from vnnews.report._language import LANGUAGES, words_of

ROOM = Path(vnnews.report.__file__).parent
GAP = re.compile(r"\{(\w+)\}")


def test_both_languages_say_the_same() -> None:
    vi, en = (words_of(language).strings for language in LANGUAGES)
    assert (vi.pop("language"), en.pop("language")) == LANGUAGES
    for table in en:
        assert list(vi[table]) == list(en[table])
    for key, text in en["say"].items():
        assert sorted(GAP.findall(vi["say"][key])) == sorted(GAP.findall(text)), key
    assert list(vi) == list(en)


def test_no_string_is_left_over() -> None:
    sources = [path for path in ROOM.rglob("*") if path.suffix in (".py", ".j2", ".js")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources).replace("-", "_")
    for key in words_of("en").strings["say"]:
        if not key.startswith("volume_by_"):
            assert re.search(rf"[\"'. ]{key}[\"' ,;]", text), key


def test_counts() -> None:
    assert [words_of("en").count("articles", n) for n in (0, 1, 1234)] == ["0 articles", "1 article", "1,234 articles"]
    assert words_of("vi").count("articles", 1234) == "1.234 bài"


def test_percent() -> None:
    assert words_of("vi").percent(0.1234, 1) == "12,3%"
    assert words_of("en").percent(0.1234, 1) == "12.3%"


def test_unknown_reason_stays() -> None:
    assert words_of("vi").reason("strange") == "strange"
    assert words_of("vi").reason("too short") != "too short"


def test_unknown_language() -> None:
    with pytest.raises(ValueError, match="language='fr': expected 'vi' or 'en'"):
        words_of("fr")  # type: ignore[arg-type]  # the point
