"""The card of a model, as text and as JSON."""

import json
from pathlib import Path

import vnnews
from tests.commands.conftest import Process, Run
from vnnews.modelfile._load import shipped_model


def test_the_card_of_the_shipped_model(run: Run) -> None:
    shown = run("info").stdout
    assert (shipped_model() / "README.md").read_text(encoding="utf-8").strip() in shown
    assert str(shipped_model()) in shown.replace("\n", "")


def test_a_card_is_laid_out_on_a_terminal(run: Run) -> None:
    shown = run("info", "--color", "always").stdout
    assert "## Limits" not in shown
    assert "Limits" in shown


def test_json(run: Run) -> None:
    found = json.loads(run("info", "--json").stdout)
    assert len(found["taxonomy"]["issues"]) == 21
    assert found["metrics"]["dev"]["issues_micro_f1"] > 0.8
    assert found["sizes"] == {path.name: path.stat().st_size for path in shipped_model().iterdir()}
    assert set(found["versions"]) == {"python", "vnnews", "numpy", "scikit-learn"}


def test_a_card_of_another_model_is_told_in_one_line(process: Process, tmp_path: Path) -> None:
    model = tmp_path / "m"
    vnnews.save_tagger(vnnews.load_tagger(), model, card="Mine")
    (model / "README.md").write_text("Another", encoding="utf-8")
    result = process("info", model)
    assert result.returncode == 0
    assert b"Another" in result.stdout
    told = result.stderr.decode("utf-8")
    assert told.startswith("vnnews: warning: README.md of the model")
    assert told.count("\n") == 1


def test_a_model_in_a_zip_file_without_a_card(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "m.zip"
    vnnews.save_tagger(vnnews.load_tagger(), path)
    shown = run("info", path).stdout
    assert "no card" in shown
    assert "us_russia" in shown
    assert json.loads(run("info", path, "--json").stdout)["card"] is None
