from pathlib import Path

import pytest
from sklearn.exceptions import NotFittedError

from vnnews import load_tagger, save_tagger
from vnnews.datasets import load_sample
from vnnews.tagging import ArticleTagger


def test_round_trip_to_the_bit(small: ArticleTagger, tmp_path: Path) -> None:
    again = load_tagger(save_tagger(small, tmp_path / "model"))
    for article in load_sample().articles:
        assert again.tag(article) == small.tag(article)


def test_compact_tagger_round_trips_too(small: ArticleTagger, tmp_path: Path) -> None:
    compact = small.compact()
    again = load_tagger(save_tagger(compact, tmp_path / "model"))
    for article in load_sample().articles[:10]:
        assert again.tag(article) == compact.tag(article)


def test_two_saves_give_the_same_bytes(small: ArticleTagger, tmp_path: Path) -> None:
    for name in ("a", "b"):
        save_tagger(small, tmp_path / name, metrics={"f1": 0.5}, card="# Mô hình\n")
    names = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert names == ["README.md", "config.json", "metrics.json", "weights.safetensors"]
    for name in names:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    save_tagger(load_tagger(tmp_path / "a"), tmp_path / "c")
    assert (tmp_path / "c" / "weights.safetensors").read_bytes() == (
        tmp_path / "a" / "weights.safetensors"
    ).read_bytes()


def test_without_tones_of_issues(tmp_path: Path) -> None:
    sample = load_sample()
    tagger = ArticleTagger().fit(sample.articles, sample.issues, sample.tones)
    again = load_tagger(save_tagger(tagger, tmp_path / "model"))
    assert again.issue_tone_classifier_ is None
    assert again.tag(sample.articles[0]) == tagger.tag(sample.articles[0])


def test_an_older_model_is_replaced_whole(small: ArticleTagger, tmp_path: Path) -> None:
    save_tagger(small, tmp_path / "model", card="old")
    save_tagger(small, tmp_path / "model")
    assert sorted(path.name for path in (tmp_path / "model").iterdir()) == ["config.json", "weights.safetensors"]
    assert [path.name for path in tmp_path.iterdir()] == ["model"]


def test_a_failed_save_leaves_the_old_model(small: ArticleTagger, tmp_path: Path) -> None:
    save_tagger(small, tmp_path / "model")
    before = (tmp_path / "model" / "weights.safetensors").read_bytes()
    with pytest.raises(ValueError, match="JSON"):
        save_tagger(small, tmp_path / "model", metrics={"f1": float("nan")})
    assert (tmp_path / "model" / "weights.safetensors").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["model"]


def test_other_things_are_not_overwritten(small: ArticleTagger, tmp_path: Path) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.txt").write_text("…", encoding="utf-8")
    with pytest.raises(FileExistsError, match="no model folder"):
        save_tagger(small, tmp_path / "thesis")
    assert (tmp_path / "thesis" / "chapter.txt").exists()
    with pytest.raises(NotFittedError):
        save_tagger(ArticleTagger(), tmp_path / "new")
