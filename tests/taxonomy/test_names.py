import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.taxonomy import (
    Issue,
    Taxonomy,
    Tone,
    entries_by_name,
    format_taxonomy,
    load_taxonomy,
    name_key,
    taxonomy_of_names,
)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
names = texts.filter(lambda name: name_key(name) != "")


@pytest.mark.parametrize(
    ("name", "own_id"),
    [
        ("Chiến tranh – Nga & Ukraine", "chien_tranh_nga_ukraine"),
        ("ĐƯỜNG SẮT", "duong_sat"),
        ("Straße", "strasse"),
        ("5G", "n_5g"),
        ("Погода", "issue_1"),
        ("ราคา", "issue_1"),
        ("a" * 100, "a" * 64),
        ("!!!", "issue_1"),
    ],
)
def test_ids_of_names(name: str, own_id: str) -> None:
    assert taxonomy_of_names([name]).issues == (Issue(own_id, name, name),)


def test_two_names_with_one_id() -> None:
    taxonomy = taxonomy_of_names(["Bão", "bao", "BÃO ", "Bao!", "ba o"])
    assert [(issue.id, issue.vi) for issue in taxonomy.issues] == [
        ("bao", "Bão"),
        ("bao_2", "bao"),
        ("bao_3", "Bao!"),
        ("ba_o", "ba o"),
    ]


def test_tones_that_are_the_shipped_ones() -> None:
    shipped = load_taxonomy().tones
    assert taxonomy_of_names(["a"]).tones == shipped
    assert taxonomy_of_names(["a"], ["Tích cực", "negative", "trung lập"]).tones == shipped


def test_tones_of_ones_own() -> None:
    assert taxonomy_of_names(["a"], ["khen", "Chê", "negative"]).tones == (
        Tone("khen", "khen", "khen"),
        Tone("che", "Chê", "Chê"),
        Tone("negative", "negative", "negative"),
    )


def test_names_without_letters() -> None:
    with pytest.raises(ValueError, match="no names of issues"):
        taxonomy_of_names([])
    with pytest.raises(ValueError, match="blank"):
        taxonomy_of_names(["a", " \n"])


def test_names_go_before_ids() -> None:
    entries = (Issue("mua", "Bão", "storm"), Issue("bao", "mua", "Mua"), Issue("c", "bao", "C"))
    assert entries_by_name(entries) == {"bão": "mua", "mua": "bao", "bao": "c", "storm": "mua", "c": "c"}
    assert entries_by_name(entries)[name_key(unicodedata.normalize("NFD", "BÃO"))] == "mua"


@given(st.lists(names, min_size=1, max_size=8), st.lists(names, max_size=4))
def test_every_name_finds_its_entry(issues: list[str], tones: list[str]) -> None:
    taxonomy = taxonomy_of_names(issues, tones)
    assert len(taxonomy.issues) == len({name_key(name) for name in issues})
    by_name = entries_by_name(taxonomy.issues)
    assert all(name_key(taxonomy.issue(by_name[name_key(name)]).vi) == name_key(name) for name in issues)


@given(name=texts, issue=names, definition=texts, score=st.floats(-1, 1))
def test_toml_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, name: str, issue: str, definition: str, score: float
) -> None:
    taxonomy = Taxonomy(name, (Issue("a", issue, "A", definition),), (Tone("t", issue, definition, score, "x"),))
    path = tmp_path_factory.mktemp("toml") / "own.toml"
    path.write_text(format_taxonomy(taxonomy), encoding="utf-8", newline="")
    assert load_taxonomy(path) == taxonomy


def test_the_shipped_one_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(format_taxonomy(load_taxonomy()), encoding="utf-8")
    assert load_taxonomy(path) == load_taxonomy()
