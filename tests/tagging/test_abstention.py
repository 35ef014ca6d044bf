"""A tone that is not sure enough is not said."""

import copy
import os
from pathlib import Path

import numpy as np
import pytest

from vnnews import ArticleTagger, load_tagger, save_tagger, tag_file
from vnnews.datasets import load_annotated, load_sample
from vnnews.evaluation import risk_coverage_curve

SAMPLE = load_sample()


def careful(tagger: ArticleTagger, min_confidence: float) -> ArticleTagger:
    return copy.copy(tagger).set_params(min_confidence=min_confidence)


def test_labels_go_and_the_rest_stays(small: ArticleTagger) -> None:
    before = list(small.tag_many(SAMPLE.articles))
    sure = sorted(tags.tone.probability for tags in before)
    bar = sure[len(sure) // 2]
    n_silent = 0
    for tags, silent in zip(before, careful(small, bar).tag_many(SAMPLE.articles), strict=True):
        assert silent.tone.probabilities == tags.tone.probabilities
        assert (silent.tone.score, silent.tone.probability) == (tags.tone.score, tags.tone.probability)
        says = tags.tone.probability >= bar
        assert (silent.tone.label, silent.tone.name) == ((tags.tone.label, tags.tone.name) if says else (None, None))
        assert silent.tone.evidence == (tags.tone.evidence if says else ())
        for one, other in zip(tags.issues, silent.issues, strict=True):
            assert other.tone.label == (one.tone.label if one.tone.probability >= bar else None)
        n_silent += not says
    assert n_silent == len(sure) // 2


def test_a_confidence_is_a_probability() -> None:
    with pytest.raises(ValueError, match="min_confidence=60: expected a probability"):
        ArticleTagger(min_confidence=60).fit(SAMPLE.articles, SAMPLE.issues)


def test_by_default_it_never_abstains(small: ArticleTagger) -> None:
    assert small.min_confidence == 0
    assert all(tags.tone.label for tags in small.tag_many(SAMPLE.articles))


def test_the_model_file_keeps_it(small: ArticleTagger, tmp_path: Path) -> None:
    again = load_tagger(save_tagger(careful(small, 1.0), tmp_path / "model"))
    assert again.min_confidence == 1.0
    assert again.tag(SAMPLE.articles[0]).tone.label is None
    with pytest.raises(ValueError, match=r"min_confidence = 60: expected a number from 0 to 1"):
        save_tagger(careful(small, 60), tmp_path / "other")


def test_tables_keep_probability_and_score(small: ArticleTagger, tmp_path: Path) -> None:
    pd = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    pd.DataFrame({"text": [SAMPLE.articles[0].text, ""]}).to_json(source, orient="records", lines=True)
    tag_file(source, target, tagger=careful(small, 1.0))
    table = pd.read_json(target, lines=True)
    assert table["tone"].isna().all()
    assert 0.5 < table["tone_probability"][0] <= 1
    assert table["tone_probability"].isna().tolist() == [False, True]


@pytest.mark.corpus
def test_what_it_says_is_right_more_often(shipped: ArticleTagger) -> None:
    if not os.environ.get("VNNEWS_DATA"):
        pytest.skip("VNNEWS_DATA does not name a folder of the corpora")
    dev = load_annotated("dev")
    tags = list(shipped.tag_many(dev.articles))
    right = np.array([one.tone.label == tone for one, tone in zip(tags, dev.tones, strict=True)])
    curve = risk_coverage_curve(right, [one.tone.probability for one in tags])
    bar = curve.confidence_for(0.12)
    said = [one.tone.label for one in careful(shipped, bar).tag_many(dev.articles)]
    answered = np.array([label is not None for label in said])
    assert 0.3 < answered.mean() < 0.9
    assert np.mean(right[answered]) >= 0.88 > np.mean(right)
