import dataclasses
import json
import math
import os

import pytest

from vnnews.articles import Article
from vnnews.datasets import SentenceLabels, iter_baomoi2017, load_labels, load_sentence_labels, locate_sentences
from vnnews.evaluation import evidence_metrics
from vnnews.tagging import ArticleTagger, Evidence, IssueTag, Tags, ToneTag


def tag(issue: str, *spans: tuple[int, int]) -> IssueTag:
    evidence = tuple(Evidence("", start, end, 1.0) for start, end in spans)
    return IssueTag(issue, issue, issue, 0.9, 0.4, ToneTag(), evidence)


def sentence(start: int, end: int, *issues: str) -> SentenceLabels:
    return SentenceLabels("a/1", start, end, "neutral", issues)


SENTENCES = [sentence(0, 20, "iran"), sentence(21, 40), sentence(41, 60, "iran", "nato"), sentence(61, 80)]


def test_by_hand() -> None:
    tags = Tags(
        (
            tag("iran", (0, 20), (21, 40)),  # marked
            tag("nato", (21, 40), (41, 60)),  # the second would be right, the first counts
            tag("syria", (0, 20)),  # not an issue of the article
            tag("trade", (0, 20)),  # no sentence is marked for it
        ),
        ToneTag(),
        Article(),
    )
    found = evidence_metrics([tags], [("iran", "nato", "trade")], [SENTENCES])
    assert (found.n_tags, found.n_hits, found.hit_rate) == (2, 1, 0.5)
    assert (found.n_unmarked, found.n_beyond) == (1, 0)
    assert found.chance == pytest.approx((2 / 4 + 1 / 4) / 2)
    assert found.per_issue == {"iran": {"hits": 1, "tags": 1}, "nato": {"hits": 0, "tags": 1}}
    assert json.loads(json.dumps(found.to_dict())) == found.to_dict()


def test_sentences_that_differ_a_little_are_the_same() -> None:
    def hits(*span: int) -> int:
        tags = Tags((tag("iran", (span[0], span[1])),), ToneTag(), Article())
        return evidence_metrics([tags], [("iran",)], [SENTENCES]).n_hits

    assert hits(2, 22) == 1
    assert hits(14, 38) == 0
    assert hits(0, 40) == 1, "two sentences in one, the first is marked"


def test_no_evidence_is_a_miss_and_evidence_that_nobody_judged_is_none() -> None:
    tags = Tags((tag("iran"), tag("nato", (500, 540))), ToneTag(), Article())
    found = evidence_metrics([tags], [("iran", "nato")], [SENTENCES])
    assert (found.n_tags, found.n_hits, found.n_beyond) == (1, 0, 1)


def test_nothing_to_judge() -> None:
    found = evidence_metrics([], [], [])
    assert math.isnan(found.hit_rate)
    assert found.to_dict()["hit_rate"] is None
    with pytest.raises(ValueError, match="expected as many"):
        evidence_metrics([], [()], [])


@pytest.mark.corpus
def test_evidence_of_the_shipped_model_is_far_above_chance(shipped: ArticleTagger) -> None:
    if not os.environ.get("VNNEWS_DATA"):
        pytest.skip("VNNEWS_DATA does not name a folder of the corpora")
    issues = {label.id: label.issues for label in load_labels("dev")}
    sentences = [label for label in load_sentence_labels() if label.id in issues]
    documents = list(iter_baomoi2017(ids={label.id for label in sentences}))
    located = [locate_sentences(one, [label for label in sentences if label.id == one.id]) for one in documents]
    assert sum(map(len, located)) > 0.9 * len(sentences)
    tags = list(shipped.tag_many(document.article for document in documents))
    found = evidence_metrics(tags, [issues[document.id] for document in documents], located)
    assert found.n_tags > 80
    assert found.hit_rate > found.chance + 0.2
    # Shown last instead of first, the weakest evidence is worse.
    turned = [
        dataclasses.replace(
            one, issues=tuple(dataclasses.replace(tag, evidence=tag.evidence[::-1]) for tag in one.issues)
        )
        for one in tags
    ]
    assert evidence_metrics(turned, [issues[one.id] for one in documents], located).hit_rate < found.hit_rate
