"""Labels beside what was said: the same figures as of the plain functions, whatever was not judged."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.commands.views import TAGS, TAXONOMY
from vnnews import Article, Tags
from vnnews.commands._figures import Said
from vnnews.evaluation import bootstrap_interval, issue_metrics, tone_metrics
from vnnews.tagging import ToneTag

IDS, TONE_IDS = list(TAXONOMY.issue_ids), list(TAXONOMY.tone_ids)
SILENT = Tags((), ToneTag(), Article(), ("empty: there is no text",))
SAID = [TAGS, SILENT, TAGS, TAGS]
ARTICLES = [Article(title=f"Bài {i}", body=("Hai bên ký kết hiệp định. " * (i + 1),)) for i in range(4)]
ISSUES = [["ukraine", "climate"], ["syria"], [], ["us_russia", "ukraine"]]
TONES = ["positive", "neutral", "negative", "mixed"]


@pytest.fixture
def said() -> Said:
    return Said.of(TAXONOMY, ARTICLES, (ISSUES, TONES), SAID)


@pytest.fixture
def _canvas() -> Iterator[None]:
    import matplotlib as mpl
    import matplotlib.pyplot as plt

    mpl.use("Agg")
    yield
    plt.close("all")


def test_labels_and_tags_side_by_side(said: Said) -> None:
    assert said.n_articles == 4
    for row, own, tags in zip(range(4), ISSUES, SAID, strict=True):
        assert [IDS[i] for i in np.flatnonzero(said.issues[row])] == sorted(own, key=IDS.index)
        assert {IDS[i] for i in np.flatnonzero(said.said_issues[row])} == {tag.id for tag in tags.issues}
        assert said.probabilities[row].tolist() == [tags.probabilities.get(issue, 0.0) for issue in IDS]
    assert said.toned.tolist() == [0, 2, 3]
    assert said.tones.tolist() == ["positive", "negative", "mixed"]
    assert said.said_tones.tolist() == ["positive"] * 3
    assert said.tone_probabilities.tolist() == [list(TAGS.tone.probabilities.values())] * 3


def test_figures_are_those_of_the_functions(said: Said) -> None:
    issues = issue_metrics(said.issues, said.said_issues, said.probabilities, IDS)
    assert said.issue_metrics().to_dict() == issues.to_dict()
    tones, own = tone_metrics(said.tones, said.said_tones, said.tone_probabilities, TONE_IDS), said.tone_metrics()
    assert own is not None
    assert own.to_dict() == tones.to_dict()


def test_near_copies_are_drawn_together() -> None:
    long = [Article(body=(" ".join(f"{word}{i}" for i in range(80)),)) for word in "abc"]
    articles = [long[0], long[1], long[0], long[2]]
    said = Said.of(TAXONOMY, articles, (ISSUES, TONES), SAID)
    assert said.groups[0] == said.groups[2]
    assert len(set(said.groups.tolist())) == 3
    found = said.intervals()["issues_micro_f1"]
    own = bootstrap_interval("micro_f1", said.issues, said.said_issues, groups=said.groups)
    assert (found.low, found.high) == (own.low, own.high)
    found = said.intervals()["tone_accuracy"]
    own = bootstrap_interval("accuracy", said.tones, said.said_tones, groups=said.groups[[0, 2, 3]])
    assert (found.low, found.high) == (own.low, own.high)


def test_what_is_undefined_is_none(said: Said) -> None:
    told = json.loads(json.dumps(said.to_dict(), allow_nan=False))
    assert (told["n_articles"], told["n_with_tone"]) == (4, 3)
    of = told["issues"]["per_issue"]
    assert of["maritime_disputes"]["f1_interval"] is None
    low, high = of["ukraine"]["f1_interval"]
    assert 0 <= low <= of["ukraine"]["f1"] <= high <= 1
    assert "issue_f1" not in told["intervals"]
    assert set(told["intervals"]) == {
        "issues_micro_f1", "issues_macro_f1", "issues_precision", "issues_recall",
        "tone_accuracy", "tone_macro_f1", "tone_opposite_rate",
    }  # fmt: skip


@pytest.mark.parametrize("tones", [None, TONES])
def test_without_tones(tones: list[str] | None) -> None:
    tags = SAID if tones is None else [SILENT] * 4
    said = Said.of(TAXONOMY, ARTICLES, (ISSUES, tones), tags)
    assert said.tone_metrics() is None
    assert not any(name.startswith("tone") for name in said.intervals())
    told = said.to_dict()
    assert (told["tone"], told["n_with_tone"]) == (None, 0)


@pytest.mark.usefixtures("_canvas")
@pytest.mark.parametrize(("tones", "n"), [(TONES, 4), (None, 2)])
def test_pictures(tmp_path: Path, tones: list[str] | None, n: int) -> None:
    folder = tmp_path / "hình" / "mới"
    pictures = Said.of(TAXONOMY, ARTICLES, (ISSUES, tones), SAID).draw(folder, "vi")
    assert sorted(folder.iterdir()) == sorted(pictures)
    assert len(pictures) == n
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in pictures)
