"""The evaluation script finds what the model card states."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from tests.examples import load_example
from vnnews import load_tagger
from vnnews.datasets import load_annotated, load_sample

ROOT = Path(__file__).parent.parent


def evaluate(*arguments: str, data: str | None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "MPLBACKEND": "Agg"}
    environment.pop("VNNEWS_DATA", None)
    if data:
        environment["VNNEWS_DATA"] = data
    return subprocess.run(
        [sys.executable, str(ROOT / "examples" / "evaluate.py"), *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )


@pytest.fixture
def data() -> str:
    folder = os.environ.get("VNNEWS_DATA")
    if not folder:
        pytest.skip("VNNEWS_DATA does not name a folder of the corpora")
    return folder


@pytest.mark.corpus
def test_figures_are_those_of_the_model_card(data: str, tmp_path: Path) -> None:
    result = evaluate("--only", "dev", "more_test", "--output", str(tmp_path), data=data)
    assert result.returncode == 0, result.stderr
    report = (tmp_path / "report.md").read_text(encoding="utf-8")
    assert report in result.stdout
    assert report.count("The figures are those that the model card states.") == 2
    part = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))["parts"]["dev"]
    card = json.loads((ROOT / "models" / "international-relations" / "metrics.json").read_text(encoding="utf-8"))
    figures = {figure["name"]: figure for figure in part["figures"]}
    micro = figures["issues, micro-F1"]
    assert micro["value"] == pytest.approx(card["dev"]["issues_micro_f1"])
    assert [micro["low"], micro["high"]] == pytest.approx(card["dev_interval"]["issues_micro_f1"])
    for picture in ("per-issue-f1", "reliability-tone", "tone-confusion", "risk-coverage", "issues-by-tone", "terms"):
        assert (tmp_path / f"{picture}.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.corpus
def test_folds_leave_each_article_out_once(data: str) -> None:
    folds = load_example("evaluation.folds")
    corpus = load_annotated("dev", data)
    splits = folds.folds_of(corpus)
    assert sorted(i for _, test in splits for i in test.tolist()) == list(range(len(corpus)))
    assert all(not set(train.tolist()) & set(test.tolist()) for train, test in splits)
    counts = [Counter(corpus.tones[i] for i in test.tolist()) for _, test in splits]
    assert max(one["mixed"] for one in counts) - min(one["mixed"] for one in counts) <= 4


def test_what_is_said_of_parts_is_put_in_order() -> None:
    own_corpus = load_example("evaluation.own_corpus")
    sample, tagger = load_sample(), load_tagger()
    whole = own_corpus.judge(tagger, sample.articles[:9])
    order = [np.array([4, 0, 8]), np.array([1, 7]), np.array([2, 3, 5, 6])]
    parts = [own_corpus.judge(tagger, [sample.articles[i] for i in some]) for some in order]
    joined = own_corpus.Said.join(parts, np.concatenate(order))
    assert joined.tags == whole.tags
    for name in ("issues", "p", "tones", "p_tones"):
        assert np.array_equal(getattr(joined, name), getattr(whole, name))


def test_without_the_corpora_one_line_says_what_to_do(tmp_path: Path) -> None:
    result = evaluate("--only", "vsfc", "--output", str(tmp_path), "--data", str(tmp_path), data=None)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "vsfc/train/sents.txt" in result.stderr.splitlines()[-1]
