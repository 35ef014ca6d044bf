"""What to label next: unsure and varied, the same for the same texts, however many there are."""

import os
from collections.abc import Iterator

import numpy as np
import pytest
from sklearn.metrics import average_precision_score

from vnnews import ArticleTagger
from vnnews.articles import Article
from vnnews.datasets import load_annotated, load_sample
from vnnews.tagging import _suggest as module
from vnnews.tagging import own_tagger, suggest
from vnnews.taxonomy import Issue, Taxonomy, load_taxonomy

ARTICLES = load_sample().articles


@pytest.fixture(scope="module")
def few() -> ArticleTagger:
    sample = load_sample()
    trade = [["trade"] if {"trade", "sanctions"} & set(issues) else [] for issues in sample.issues]
    taxonomy = Taxonomy("own", (Issue("trade", "Mậu dịch", "Trade"),), ())
    return ArticleTagger(taxonomy).fit(sample.articles[:40], trade[:40])


def test_the_unsure_ones_come_first(few: ArticleTagger) -> None:
    found = suggest(few, ARTICLES[40:], 5)
    assert len(found) == len({one.index for one in found}) == 5
    tags = list(few.tag_many(ARTICLES[40:]))
    entropy = np.array([-p * np.log2(p) - (1 - p) * np.log2(1 - p) for p in (t.probabilities["trade"] for t in tags)])
    assert found[0].index == entropy.argmax()
    assert found[0].similarity == 0
    for one in found:
        share = np.mean([one.probabilities["trade"] for one in tags])
        assert one.uncertainty == pytest.approx(entropy[one.index] / (share + 0.01))
        assert one.probabilities == tags[one.index].probabilities
        assert one.reason.startswith("unsure of trade (")
    rows = few.vectorizer_.transform(ARTICLES[40:])
    likeness = (rows @ rows.T).toarray()
    assert found[1].similarity == pytest.approx(likeness[found[0].index, found[1].index])


def test_the_same_texts_give_the_same_suggestions(few: ArticleTagger) -> None:
    assert suggest(few, iter(ARTICLES), 9) == suggest(few, list(ARTICLES), 9)


def test_near_copies_are_suggested_once(few: ArticleTagger) -> None:
    copies = [
        Article(title=article.title, lead=article.lead, body=(*article.body, "Tin thêm.")) for article in ARTICLES
    ]
    found = suggest(few, [*ARTICLES, *copies, *ARTICLES], 186)
    assert len(found) == len(ARTICLES)
    assert sorted(one.index % 62 for one in found) == list(range(62))


def test_what_can_not_be_judged_is_passed_over(few: ArticleTagger) -> None:
    texts = [None, "", "The presidents met in Geneva.", b"\xff\xfe\xfa", "Nga và Mỹ đàm phán thương mại ở Geneva"]
    assert [one.index for one in suggest(few, texts, 5)] == [4]  # type: ignore[arg-type]  # the point
    assert suggest(few, [], 5) == []
    with pytest.raises(ValueError, match="n=0: expected 1 or more"):
        suggest(few, ARTICLES, 0)


def test_only_the_best_are_held(few: ArticleTagger, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = suggest(few, ARTICLES, 4)
    sizes = []
    pick = module._without_copies
    monkeypatch.setattr(module, "_CHUNK", 7)
    monkeypatch.setattr(module, "_SMALLEST_POOL", 12)
    monkeypatch.setattr(module, "_POOL", 3)
    monkeypatch.setattr(module, "_without_copies", lambda pool, size: sizes.append(len(pool)) or pick(pool, size))

    def texts() -> Iterator[Article]:
        yield from ARTICLES

    found = suggest(few, texts(), 4)
    assert max(sizes) <= 12 + 7
    assert found[0].index == whole[0].index
    unsure = sorted((one.uncertainty for one in suggest(few, ARTICLES, 62)), reverse=True)
    assert all(one.uncertainty > unsure[11] - 1e-9 for one in found)


@pytest.mark.corpus
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::vnnews.tagging.RareIssueWarning")
def test_it_beats_chance() -> None:
    if not os.environ.get("VNNEWS_DATA"):
        pytest.skip("VNNEWS_DATA does not name a folder of the corpora")
    train, ids = load_annotated("train"), load_taxonomy().issue_ids
    gains = []
    for seed in (0, 1):
        order = np.random.default_rng(seed).permutation(len(train))
        base, pool, test = order[:200], order[200:2200], order[2200:3000]
        truth = np.array([[issue in train.issues[i] for issue in ids] for i in test])

        def fitted(rows: np.ndarray) -> ArticleTagger:
            return own_tagger(load_taxonomy()).fit([train.articles[i] for i in rows], [train.issues[i] for i in rows])

        def precision(rows: np.ndarray, test: np.ndarray = test, truth: np.ndarray = truth) -> float:
            """How well the probabilities rank, whatever the thresholds, on average over the issues."""
            tags = fitted(rows).tag_many([train.articles[i] for i in test])
            p = np.array([[one.probabilities.get(issue, 0.0) for issue in ids] for one in tags])
            return float(average_precision_score(truth, p, average="macro"))

        tagger = fitted(base)
        found = suggest(tagger, [train.articles[i] for i in pool], 150)
        chosen = pool[[one.index for one in found]]
        by_chance = [precision(np.append(base, pool[start : start + 150])) for start in (0, 150)]
        gains.append(precision(np.append(base, chosen)) - np.mean(by_chance))
        rows = tagger.vectorizer_.transform([train.articles[i] for i in chosen])
        assert (rows @ rows.T - np.eye(150)).max() < 0.8
    assert np.mean(gains) > 0
