from __future__ import annotations

import os
import re
import tomllib
import unicodedata
from importlib import resources
from pathlib import Path

import pytest

from vnnews.articles._syllables import INITIALS
from vnnews.text import explain_normalization, load_names, normalize
from vnnews.text._syllables import BARE_RHYMES, without_marks

TABLE = tomllib.loads((resources.files("vnnews.text") / "data" / "names.toml").read_text(encoding="utf-8"))
# Names of the old press, in Chinese reading, and full names: made of Vietnamese syllables, but of no Vietnamese words.
OF_SYLLABLES = {
    *("Công Gô", "Cu Ba", "Gia Nã Đại", "Hoa Thịnh Đốn", "Hương Cảng", "Hồng Công", "Hồng Kông", "Li Băng", "Luân Đôn"),
    *("Liên hiệp quốc", "Liên Hiệp Quốc", "Liên hợp quốc", "Liên Hợp quốc", "Liên Hiệp quốc", "Lỗ Ma Ni", "Ma Cao"),
    *("Miến Điện", "Mã Lai Á", "Mạc Tư Khoa", "Mễ Tây Cơ", "Nông Pênh", "Nữu Ước", "Phi Luật Tân", "Thẩm Quyến"),
    *("Thổ Nhĩ Kì", "Thụy Sỹ", "Tân Gia Ba", "Tân Tây Lan", "Tòa Bạch Ốc", "Ái Nhĩ Lan", "Ý Đại Lợi", "Băng Cốc"),
    *("Síp", "Nây Pi Tô", "Niu Oóc", "Đờ Gôn", "Hun Xen"),
    *("Viên Chăn", "Viêng Chăn", "Cựu Kim Sơn", "Ngũ Giác Đài", "Ả Rập Xê Út", "Ả rập Xê út", "A rập Xê út", "Ailen"),
}


def is_syllable(word: str) -> bool:
    bare = without_marks(word.lower())
    return any(bare[:n] in INITIALS and bare[n:] in BARE_RHYMES for n in range(4))


def test_the_table_is_as_large_as_said() -> None:
    variants = load_names().variants
    assert set(TABLE) == {"countries", "cities", "leaders", "organisations"}
    assert len(set(variants.values())) >= 150
    assert len(variants) >= 2 * 150


def test_a_name_has_one_canonical_spelling_that_stays() -> None:
    variants = load_names().variants
    for variant, canonical in variants.items():
        assert unicodedata.is_normalized("NFC", variant)
        assert unicodedata.is_normalized("NFC", canonical)
        assert canonical not in variants
        assert normalize(variant, names=True) == canonical
        assert normalize(canonical, names=True) == canonical
        assert normalize(f"ở {variant.upper()}, {variant}.", names=True) == f"ở {canonical.upper()}, {canonical}."


def test_no_variant_reads_as_vietnamese() -> None:
    for variant in load_names().variants:
        # A hyphen inside of a name, or a part that is no syllable, sets it apart.
        if "-" not in variant and all(map(is_syllable, variant.split())):
            assert variant in OF_SYLLABLES or "iểu vương quốc" in variant, variant


@pytest.mark.corpus
def test_no_variant_is_a_word_of_a_dictionary() -> None:
    folder = os.environ.get("VNNEWS_DATA")
    path = Path(folder or "") / "unicode" / "gonhanh" / "vietnamese_22k.txt"
    if not folder or not path.is_file():
        pytest.skip("VNNEWS_DATA names no folder with unicode/gonhanh/vietnamese_22k.txt")
    words = set(unicodedata.normalize("NFC", path.read_text(encoding="utf-8")).lower().splitlines())
    spaced = {re.sub("[- ]", " ", word) for word in words}
    found = {variant.lower() for variant in load_names().variants} & (words | spaced)
    assert found <= {"ngũ giác đài", "liên hiệp quốc"}  # the same names


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("Mátxcơva, Matxcơva, Mat-xcơ-va, Moskva", "Moscow, Moscow, Moscow, Moscow"),
        ("ở MÁT-XCƠ-VA và Oa-Sinh-Tơn", "ở MOSCOW và Washington"),
        ("Thuỵ Sĩ, Thụy Sỹ, Thuỵ Sỹ", "Thụy Sĩ, Thụy Sĩ, Thụy Sĩ"),
        ("quan hệ I-ran-Xy-ri", "quan hệ Iran-Syria"),
        ("Ma-lai-xi-a và Ma-li", "Malaysia và Mali"),
        ("Ả Rập Saudi Arabia", "Ả Rập Saudi Arabia"),
        ("I-ran-xi, Ti-ran, pa-ri, xI-ran", "I-ran-xi, Ti-ran, pa-ri, xI-ran"),
        ("Triều Tiên, Hàn Quốc, Ấn Độ, Úc, Đức, Ý, Anh", "Triều Tiên, Hàn Quốc, Ấn Độ, Úc, Đức, Ý, Anh"),
    ],
)
def test_cases(given: str, wanted: str) -> None:
    assert normalize(given, names=True) == wanted
    assert normalize(given) == unicodedata.normalize("NFC", given)


def test_a_name_is_written_as_the_other_options_want_it() -> None:
    assert normalize("Thụy Sỹ", names=True, tone_marks="new") == "Thuỵ Sĩ"
    assert normalize("Mát‑xcơ‑va", names=True) == "Moscow"
    assert normalize("Mát‑xcơ‑va", names=True, dashes=False) == "Mát‑xcơ‑va"
    assert normalize("Plây-cu", names={"P’ku": ["Plây-cu"]}) == "P'ku"


def test_a_table_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "tên.toml"
    path.write_text('["tỉnh"]\nPleiku = ["Plây-cu"]\n"Đắk Lắk" = ["Đắc Lắc", "Darlac"]\n', encoding="utf-8")
    for source in (path, str(path), load_names(path), {"Pleiku": ["Plây-cu"], "x": {"Đắk Lắk": ("Đắc Lắc",)}}):
        assert normalize("Plây-cu, Đắc Lắc, Mát-xcơ-va", names=source) == "Pleiku, Đắk Lắk, Mát-xcơ-va"
    assert normalize("Nga", names={}) == "Nga"


def test_where_names_stood() -> None:
    given = "Tổng thống  Ô-ba-ma thăm Mát-xcơ-va."
    result = explain_normalization(given, names=True)
    assert result.text == "Tổng thống Obama thăm Moscow."
    assert [given[change.start : change.end] for change in result.changes if change.step == "names"] == [
        "Ô-ba-ma",
        "Mát-xcơ-va",
    ]
    start = result.text.index("Moscow")
    assert given[result.to_input(start) : result.to_input(start + 6, "end")] == "Mát-xcơ-va"
    assert given[result.to_input(start + 2) : result.to_input(start + 4, "end")] == "Mát-xcơ-va"


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"A": ["B"], "C": ["B"]}, "'B' stands under 'A' and 'C'"),
        ({"A": ["B"], "B": ["C"]}, "'B' is both canonical and a variant"),
        ({"A": ["A"]}, "'A' is both canonical and a variant"),
        ({"Washington": ["Washington D"]}, "'Washington' is a part of 'Washington D'"),
        ({"Nam Phi": ["Phi"]}, "'Phi' is a part of 'Nam Phi'"),
        ({"Moscow": ["mát"]}, "from a capital letter"),
        ({"Moscow": ["Mát-"]}, "from a capital letter"),
        ({"Moscow": [""]}, "from a capital letter"),
    ],
)
def test_tables_that_are_not_sound(table: dict[str, list[str]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        load_names(table)


def test_errors() -> None:
    with pytest.raises(TypeError, match="list of variants"):
        load_names({"Moscow": "Moskva"})
    with pytest.raises(FileNotFoundError):
        normalize("Nga", names="không có.toml")
