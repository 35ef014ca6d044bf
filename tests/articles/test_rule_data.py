from pathlib import Path

import pytest

from vnnews.articles import load_rules, parse_article
from vnnews.articles._rule_data import merge_rules, packaged_rules, parse_rules


def written(folder: Path, text: str) -> Path:
    path = folder / "rules.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_users_rules_are_added_to_ours(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        """
        [furniture]
        lines = ["đọc báo in"]
        patterns = ['quà tặng\\s*:']
        [captions]
        markers = ["Bản đồ"]
        [dates]
        forms = ['(?P<day>\\d+)\\.(?P<month_name>jan|feb) (?P<year>\\d{4})']
        [sources]
        outlets = ["Báo Cà Mau"]
        agencies = ["Belga"]
        [sources.aliases]
        "Hãng Belga" = "Belga"
        """,
    )
    page = """Hai nước nối lại đàm phán
3.Feb 2021
Đọc báo in
Quà tặng: cuốn sổ
Báo Cà Mau - Phiên họp mở màn sáng nay ở thủ đô.
Nơi họp. Bản đồ: Lan Anh
Hai bên sẽ gặp lại vào tuần sau.
Tô Lan (theo Hãng Belga)"""
    article = parse_article(page, rules=load_rules(path))
    assert article.text.split("\n\n") == [
        "Hai nước nối lại đàm phán",
        "Phiên họp mở màn sáng nay ở thủ đô.",
        "Hai bên sẽ gặp lại vào tuần sau.",
    ]
    assert (article.outlet, article.agencies, str(article.published)) == ("Báo Cà Mau", ("Belga",), "2021-02-03")
    assert article.captions == ("Nơi họp. Bản đồ: Lan Anh",)
    assert parse_article(page).outlet == ""


def test_rules_are_compiled_once(tmp_path: Path) -> None:
    path = written(tmp_path, '[sources]\noutlets = ["Sao Mai"]')
    assert load_rules() is load_rules()
    assert load_rules(path) is load_rules(str(path))
    path.write_text('[sources]\noutlets = ["Sao Hôm"]', encoding="utf-8")
    assert load_rules(path).outlet_in("Theo Sao Hôm") == "Sao Hôm"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[furnitures]\nlines = []", r"\[furnitures\]; expected one of the tables furniture, captions"),
        ("outlets = ['x']", r"\[outlets\]"),
        ("[sources]\noutlet = ['x']", r"'outlet' in \[sources\]; expected one of agencies"),
        ("[sources]\noutlets = 'x'", "sources.outlets in .* is 'x'; expected a list of phrases"),
        ("[sources]\noutlets = ['']", "none of them empty"),
        ("[sources]\noutlets = [3]", "expected a list of phrases"),
        ("[furniture]\npatterns = ['(a']", r"'\(a' in furniture.patterns of .* is no regular expression"),
        ("[dates]\nforms = ['(?P<year>\\d{4})']", r"has the groups \['year'\]; expected 'year' and 'month'"),
        ("[sources]\naliases = ['x']", "expected a table from printed name to agency"),
        ("[sources.aliases]\nx = ''", "expected a table from printed name to agency"),
        ("[sources.aliases]\n'' = 'x'", "empty name"),
        ("[sources", "is no TOML"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        load_rules(written(tmp_path, text))


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load_rules(tmp_path / "none.toml")


def test_merging_keeps_both() -> None:
    ours = parse_rules(packaged_rules(), "ours")
    merged = merge_rules(ours, {"sources": {"outlets": ["Sao Mai", "VOV"], "aliases": {"H": "The Hill"}}})
    assert merged["sources"]["outlets"][:2] == ["Sao Mai", "VOV"]
    assert merged["sources"]["outlets"].count("VOV") == 1
    assert set(ours["sources"]["aliases"]) < set(merged["sources"]["aliases"])
    assert "Sao Mai" not in ours["sources"]["outlets"]
