from pathlib import Path

import pytest

from vnnews.taxonomy import Issue, Taxonomy, load_taxonomy, taxonomy_from_dict


def test_shipped_taxonomy_is_that_of_the_guideline() -> None:
    taxonomy = load_taxonomy()
    assert len(taxonomy.issues) == 21
    assert taxonomy.tone_ids == ("positive", "negative", "mixed", "neutral")
    assert all(issue.vi and issue.en and issue.definition for issue in taxonomy.issues)
    assert taxonomy.issue("summit_diplomacy").vi == "Ngoại giao cấp cao"
    assert [tone.score for tone in taxonomy.tones] == [1.0, -1.0, 0.0, 0.0]


def test_own_taxonomy_borrows_the_tones(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('name = "kinh tế"\n[[issues]]\nid = "gia_xang"\nvi = "Giá xăng"\n', encoding="utf-8")
    taxonomy = load_taxonomy(path)
    assert taxonomy.issues == (Issue("gia_xang", "Giá xăng", "Giá xăng"),)
    assert taxonomy.tone_ids == load_taxonomy().tone_ids


def test_round_trip_through_a_dict() -> None:
    taxonomy = load_taxonomy()
    assert taxonomy_from_dict(taxonomy.to_dict()) == taxonomy


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ('[[issues]]\nid = "Giá xăng"\n', "not usable"),
        ('[[issues]]\nid = "a"\n[[issues]]\nid = "a"\n', "stands twice"),
        ('[[issues]]\nvi = "Giá xăng"\n', "needs an 'id'"),
        ('[[issues]]\nid = "a"\ncolour = "red"\n', "unknown key 'colour'"),
        ("[[issues]\n", "own.toml"),
    ],
)
def test_errors_name_the_file_and_the_entry(tmp_path: Path, toml: str, message: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(toml, encoding="utf-8")
    with pytest.raises(ValueError, match=r"own\.toml") as caught:
        load_taxonomy(path)
    assert message in str(caught.value)


def test_unknown_id_lists_the_known_ones() -> None:
    taxonomy = Taxonomy("t", (Issue("a", "A", "A"),), ())
    with pytest.raises(KeyError, match="it has a"):
        taxonomy.issue("b")


def test_missing_file() -> None:
    with pytest.raises(FileNotFoundError):
        load_taxonomy("no-such-file.toml")
