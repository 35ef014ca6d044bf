"""Everything that can be tagged, into everything that can be written."""

import csv
import gzip
import json
from pathlib import Path

import joblib
import pyarrow.parquet as pq
import pytest

import vnnews
from tests.commands.conftest import CLIMATE, UKRAINE, Process, Run


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def issues(text: str) -> list[str]:
    found = [issue.id for issue in vnnews.load_tagger().tag(text).issues]
    assert found
    return found


def test_one_article_is_shown_with_its_evidence(run: Run, article: Path) -> None:
    result = run("tag", article)
    assert result.exit_code == 0, result.stderr
    assert "Nga và Mỹ nối lại đàm phán về Ukraine" in result.stdout
    assert "Quan hệ Nga–Mỹ" in result.stdout
    tags = vnnews.load_tagger().tag(UKRAINE)
    assert tags.issues[0].evidence[0].text in " ".join(result.stdout.split())
    assert result.stderr == ""


def test_names_in_english(run: Run, article: Path) -> None:
    shown = run("tag", article, "--language", "en").stdout
    assert "US–Russia relations" in shown
    assert "Quan hệ" not in shown


def test_a_folder_is_a_line_for_each_article(run: Run, folder: Path) -> None:
    result = run("tag", folder)
    assert result.exit_code == 0
    shown = result.stdout.splitlines()
    assert len(shown) == 2
    assert "khí hậu" in shown[0]
    assert "2 articles in" in result.stderr


@pytest.mark.parametrize("pattern", ["**/*.txt", "2021/*/b.txt"])
def test_a_pattern_that_the_shell_left_alone(run: Run, folder: Path, pattern: str) -> None:
    result = run("tag", folder / pattern, "--format", "jsonl")
    assert result.exit_code == 0
    files = [json.loads(line)["file"] for line in result.stdout.splitlines()]
    assert files == [str(path) for path in sorted(folder.glob(pattern))]


def test_files_to_json_lines(run: Run, folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "tagged.jsonl"
    assert run("tag", folder, "-o", target).exit_code == 0
    climate, ukraine = lines(target)
    assert climate["file"] == str(folder / "2021" / "06" / "b.txt")
    assert climate["issues"] == issues(CLIMATE)
    assert climate["tone"] == vnnews.load_tagger().tag(CLIMATE).tone.label
    tags = vnnews.load_tagger().tag(UKRAINE)
    assert ukraine["issues"] == [issue.id for issue in tags.issues]
    assert ukraine["issue_evidence"] == [issue.evidence[0].text for issue in tags.issues]


def test_files_to_csv_packed(run: Run, folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "tagged.csv.gz"
    assert run("tag", folder, "-o", target).exit_code == 0
    with gzip.open(target, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert json.loads(rows[0]["issues"]) == issues(CLIMATE)
    assert list(rows[0])[:2] == ["file", "issues"]


def test_files_to_parquet(run: Run, folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "tagged.parquet"
    assert run("tag", folder, "-o", target).exit_code == 0
    rows = pq.read_table(target).to_pylist()
    assert rows[0]["issues"] == issues(CLIMATE)
    assert rows[0]["tone_probability"] == pytest.approx(vnnews.load_tagger().tag(CLIMATE).tone.probability, abs=1e-5)


def test_a_table_to_a_table_is_what_tag_file_writes(run: Run, table: Path, tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours.jsonl", tmp_path / "theirs.jsonl"
    assert run("tag", table, "--text-column", "content", "--keep", "id", "-o", ours).exit_code == 0
    vnnews.tag_file(table, theirs, text="content", keep=["id"])
    assert ours.read_bytes() == theirs.read_bytes()


def test_a_broken_row_is_told_and_the_others_are_tagged(run: Run, jsonl: Path, tmp_path: Path) -> None:
    target = tmp_path / "tagged.csv"
    result = run("tag", jsonl, "-o", target, "--keep", "id,date")
    assert result.exit_code == 1
    assert f"{jsonl}:3: broken row" in result.stderr
    assert "3 articles" in result.stderr
    assert "1 could not be read" in result.stderr
    with target.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == ["1", "2", ""]
    assert rows[1]["date"] == "2021-11-13"


def test_several_sources_in_one_table(run: Run, jsonl: Path, article: Path, tmp_path: Path) -> None:
    target = tmp_path / "tagged.parquet"
    result = run("tag", article, jsonl, "-o", target, "--keep", "id")
    assert result.exit_code == 1
    rows = pq.read_table(target).to_pylist()
    assert [(Path(row["file"]).name, row["row"], row["id"]) for row in rows] == [
        ("bài báo.txt", None, None), ("news.jsonl", "1", "1"), ("news.jsonl", "2", "2"), ("news.jsonl", "3", None),
    ]  # fmt: skip
    assert "broken row" in rows[3]["error"]


def test_a_table_is_listed(run: Run, table: Path) -> None:
    result = run("tag", table, "--text-column", "content")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 2


def test_standard_input_is_one_article(run: Run) -> None:
    result = run("tag", "-", input=UKRAINE)
    assert "Nga và Mỹ nối lại đàm phán" in result.stdout


def test_standard_input_of_json_lines(run: Run) -> None:
    given = "".join(json.dumps({"text": text, "id": i}) + "\n" for i, text in enumerate((UKRAINE, CLIMATE)))
    result = run("tag", "-", "--input-format", "jsonl", "--format", "jsonl", input=given)
    assert result.exit_code == 0, result.stderr
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(row["file"], row["row"], row["id"]) for row in rows] == [("stdin", 1, 0), ("stdin", 2, 1)]


def test_csv_on_standard_output(run: Run, folder: Path) -> None:
    result = run("tag", folder, "--format", "csv")
    row = next(csv.DictReader(result.stdout.splitlines()))
    assert row["tone"] == vnnews.load_tagger().tag(CLIMATE).tone.label


def test_without_evidence_the_columns_stay(run: Run, folder: Path) -> None:
    result = run("tag", folder, "--format", "jsonl", "--no-evidence")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert rows[0]["issue_evidence"] == [""] * len(issues(CLIMATE))
    assert all(row["tone_evidence"] is None for row in rows)


def test_results_do_not_depend_on_the_number_of_jobs(run: Run, sample: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "1.jsonl", tmp_path / "2.jsonl"
    assert run("tag", sample, sample, "-o", one).exit_code == 0
    with joblib.parallel_config("threading"):
        assert run("tag", sample, sample, "-o", two, "--jobs", 2).exit_code == 0
    assert one.read_bytes() == two.read_bytes()


def test_an_unreadable_file_among_others(run: Run, article: Path, tmp_path: Path) -> None:
    binary = tmp_path / "xấu.txt"
    binary.write_bytes(bytes(range(256)) * 20)
    missing = tmp_path / "không có.txt"
    result = run("tag", binary, missing, article, "--format", "jsonl")
    assert result.exit_code == 1
    assert [bool(json.loads(line)["error"]) for line in result.stdout.splitlines()] == [True, True, False]
    told = result.stderr.splitlines()
    assert told[0].startswith(f"vnnews: {binary}: ")
    assert told[1] == f"vnnews: {missing}: there is no such file or folder"
    assert "2 could not be read" in told[2]


def test_a_legacy_encoding_can_be_named(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "cu.txt"
    path.write_bytes("Tổng thống Nga tới Geneva".encode("utf-16-le"))
    assert "Tổng thống Nga" in run("tag", path, "--encoding", "utf-16-le").stdout


def test_another_model(run: Run, article: Path, tmp_path: Path) -> None:
    model = tmp_path / "model.zip"
    tagger = vnnews.load_tagger()
    tagger.thresholds_ = tagger.thresholds_ * 0 + 1.0
    vnnews.save_tagger(tagger, model)
    assert "none of the issues" in run("tag", article, "--model", model).stdout


def test_progress_is_shown_on_request(run: Run, sample: Path, tmp_path: Path) -> None:
    shown = run("tag", sample, "-o", tmp_path / "t.jsonl", "--progress").stderr
    assert "/62 [" in shown
    assert "/62 [" not in run("tag", sample, "-o", tmp_path / "t.jsonl").stderr


def test_an_empty_text_is_no_error(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "rỗng.txt"
    path.write_text("", encoding="utf-8")
    result = run("tag", path)
    assert result.exit_code == 0
    assert "! empty" in result.stdout


def test_one_file_in_a_process_of_its_own(process: Process, article: Path) -> None:
    result = process("tag", article)
    assert result.returncode == 0
    assert "Quan hệ Nga–Mỹ" in result.stdout.decode("utf-8")
    assert result.stderr == b""
