from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest

from vnnews.articles import Article, duplicate_groups
from vnnews.datasets import ArticleLabels, load_annotated, load_labels
from vnnews.datasets._annotated import annotated
from vnnews.datasets._labels import ARTICLE_SETS
from vnnews.datasets._loaders import BAOMOI, VIETNEWS

from .conftest import Build


def test_fields_are_aligned() -> None:
    labels = [
        ArticleLabels("a/1", "", "mixed", {"syria": "negative", "iran": "positive"}),
        ArticleLabels("a/2", "", "neutral", {}),
    ]
    corpus = annotated(iter(labels), iter([Article(title="Một"), Article(title="Hai")]))
    assert len(corpus) == 2
    assert corpus.ids == ("a/1", "a/2")
    assert [article.title for article in corpus.articles] == ["Một", "Hai"]
    assert corpus.issues == (("syria", "iran"), ())
    assert corpus.tones == ("mixed", "neutral")
    assert corpus.issue_tones == ({"syria": "negative", "iran": "positive"}, {})


def test_missing_articles_are_listed(tmp_path: Path, build: Build) -> None:
    build(tmp_path / BAOMOI.file_name, {"scraper/vn_news/data/1.txt": b"a"})
    build(tmp_path / VIETNEWS.file_name, {"vietnews/data/val_tokenized/1.txt.seg": b"a"})
    first = min(label.id for label in load_labels("dev"))
    with pytest.raises(ValueError, match=rf"lack 300 of the 300 articles of 'dev': {first}, .* and 290 more\."):
        load_annotated("dev", tmp_path)


def test_missing_archive_and_unknown_set(no_corpora: Path, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="VNNEWS_DATA"):
        load_annotated("dev", tmp_path)
    with pytest.raises(ValueError, match="no labels named 'test'"):
        load_annotated("test", tmp_path)


@pytest.mark.corpus
@pytest.mark.parametrize("name", ARTICLE_SETS)
def test_every_annotated_article_is_in_the_archives(name: str, corpora: Path) -> None:
    corpus, labels = load_annotated(name, corpora), load_labels(name)
    assert corpus.ids == tuple(label.id for label in labels)
    assert all(article.text for article in corpus.articles)
    assert corpus.tones == tuple(label.tone for label in labels)
    assert all(tuple(tones) == issues for tones, issues in zip(corpus.issue_tones, corpus.issues, strict=True))
    untitled = {id_.split("/")[0] for id_, a in zip(corpus.ids, corpus.articles, strict=True) if not a.title}
    assert untitled <= {"press2024", "unc2020"}
    assert not any(caption in article.body for article in corpus.articles for caption in article.captions)


@pytest.mark.corpus
def test_no_set_holds_near_copies_of_another(corpora: Path) -> None:
    sets = [load_annotated(name, corpora).articles for name in ("train", "dev", "more_train", "more_test")]
    groups = duplicate_groups(itertools.chain(*sets)).labels
    bounds = np.cumsum([0, *map(len, sets)])
    in_set = [set(groups[start:end].tolist()) for start, end in itertools.pairwise(bounds)]
    assert not any(a & b for a, b in itertools.combinations(in_set, 2))
