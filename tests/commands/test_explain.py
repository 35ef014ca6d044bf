"""One article, explained: what the tags say is what is shown."""

import json
import re
from pathlib import Path

import pytest

import vnnews
from tests.commands.conftest import UKRAINE, Run


def flat(text: str) -> str:
    return " ".join(text.split())


def test_the_whole_text_is_shown_with_its_evidence_in_brackets(run: Run, article: Path) -> None:
    shown = flat(run("explain", article).stdout)
    tags = vnnews.load_tagger().tag(UKRAINE)
    for number, issue in enumerate(tags.issues, 1):
        for sentence in issue.evidence:
            found = re.search(rf"\[([\d,t]+): {re.escape(flat(sentence.text))}\]", shown)
            assert found is not None
            assert str(number) in found[1].split(",")
    for sentence in tags.tone.evidence:
        assert re.search(rf"\[([\d,]*t): {re.escape(flat(sentence.text))}\]", shown)
    unmarked = re.sub(r"\[[\d,t]+: (.*?)\]", r"\1", shown)
    for paragraph in UKRAINE.split("\n\n"):
        assert paragraph in unmarked


def test_probabilities_and_thresholds(run: Run, article: Path) -> None:
    shown = run("explain", article, "--all").stdout
    tags = vnnews.load_tagger().tag(UKRAINE)
    for issue in vnnews.load_tagger().taxonomy_.issues:
        assert re.search(rf"{re.escape(issue.vi)} +{tags.probabilities[issue.id]:.2f} ", shown)
    assert shown.count("not tagged") == 21 - len(tags.issues)
    assert f"tone: {tags.tone.name} {tags.tone.probability:.2f}" in shown


def test_an_issue_that_was_not_tagged(run: Run, article: Path) -> None:
    assert "climate" not in [issue.id for issue in vnnews.load_tagger().tag(UKRAINE).issues]
    plain, asked = run("explain", article).stdout, run("explain", article, "--issue", "climate").stdout
    assert "Khí hậu" not in plain
    tagger = vnnews.load_tagger()
    threshold = tagger.thresholds_[tagger.taxonomy_.issue_ids.index("climate")]
    assert re.search(rf"Khí hậu +0\.\d\d .*not tagged: below {threshold:.2f}", asked)


def test_asking_changes_no_other_tag(run: Run, article: Path) -> None:
    plain = json.loads(run("explain", article, "--json").stdout)
    asked = json.loads(run("explain", article, "--json", "--issue", "climate").stdout)
    assert [issue for issue in asked["issues"] if issue["id"] != "climate"] == plain["issues"]
    climate = next(issue for issue in asked["issues"] if issue["id"] == "climate")
    assert climate["threshold"] == plain["thresholds"]["climate"] > climate["probability"]


def test_json_is_what_the_tagger_says(run: Run, article: Path) -> None:
    shown = json.loads(run("explain", article, "--json").stdout)
    tags = vnnews.load_tagger().tag(UKRAINE).to_dict()
    assert {key: shown[key] for key in ("issues", "tone", "probabilities", "warnings")} == {
        key: tags[key] for key in ("issues", "tone", "probabilities", "warnings")
    }
    assert shown["file"] == str(article)


def test_removed_pieces_with_their_reasons(run: Run, sample: Path) -> None:
    path = next(
        path for path in sorted(sample.glob("*.txt")) if len(vnnews.parse_article(path.read_bytes()).removed) > 1
    )
    removed = vnnews.parse_article(path.read_bytes()).removed
    shown = run("explain", path, "--all").stdout
    assert f"Removed from the page: {len(removed)}" in shown
    for piece in removed:
        assert re.search(rf"{piece.role} +{re.escape(flat(piece.text)[:20])}", shown)


def test_warnings_and_no_tags_for_another_language(run: Run) -> None:
    shown = run("explain", "-", input="The quick brown fox jumps over the lazy dog near the river bank today.").stdout
    assert "! not Vietnamese" in shown
    assert "tone:" not in shown


def test_the_encoding_is_told_where_it_is_not_utf8(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(UKRAINE.encode("utf-16"))
    assert "read as utf-16" in run("explain", path).stdout


def test_names_in_english(run: Run, article: Path) -> None:
    shown = run("explain", article, "--language", "en").stdout
    assert "US–Russia relations" in shown
    assert re.search(r"tone: (positive|negative|mixed|neutral) ", shown)


@pytest.mark.parametrize("width", [40, 80, 200])
def test_no_line_is_wider_than_the_terminal(run: Run, sample: Path, width: int) -> None:
    for path in sorted(sample.glob("*.txt"))[:6]:
        shown = run("explain", path, env={"COLUMNS": str(width)}).stdout
        assert max(map(len, shown.splitlines())) <= width
        assert not any(line != line.rstrip() for line in shown.splitlines() if "─" not in line)
