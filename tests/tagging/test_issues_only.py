"""A tagger that was fitted without tones, to few issues, or to issues that hardly any article has."""

import warnings
from pathlib import Path

import pytest
from sklearn.metrics import average_precision_score

from tests.tagging.blending import small_word_vectors
from vnnews import ArticleTagger, load_tagger, save_tagger
from vnnews.datasets import load_sample
from vnnews.modelfile import model_card
from vnnews.tagging import RareIssueWarning
from vnnews.taxonomy import Issue, Taxonomy, Tone, load_taxonomy

SAMPLE = load_sample()


@pytest.fixture(scope="module")
def toneless() -> ArticleTagger:
    return ArticleTagger().fit(SAMPLE.articles, SAMPLE.issues)


def test_issues_are_those_of_the_tagger_with_tones(toneless: ArticleTagger, small: ArticleTagger) -> None:
    assert toneless.tone_classifier_ is None
    n_tagged = 0
    for tags, with_tones in zip(toneless.tag_many(SAMPLE.articles), small.tag_many(SAMPLE.articles), strict=True):
        assert tags.probabilities == with_tones.probabilities
        assert (tags.tone.label, tags.tone.probabilities, tags.tone.evidence) == (None, {}, ())
        assert [(tag.id, tag.evidence) for tag in tags.issues] == [(tag.id, tag.evidence) for tag in with_tones.issues]
        assert all(tag.tone.label is None for tag in tags.issues)
        assert tags.to_dict()["tone"]["label"] is None
        n_tagged += len(tags.issues)
    assert n_tagged > 5


def test_the_model_file_holds_it(toneless: ArticleTagger, tmp_path: Path) -> None:
    again = load_tagger(save_tagger(toneless.compact(), tmp_path / "model"))
    assert again.tone_classifier_ is None
    assert again.tag(SAMPLE.articles[0]).to_dict() == toneless.compact().tag(SAMPLE.articles[0]).to_dict()


def test_the_card_says_that_tones_were_not_learnt(toneless: ArticleTagger) -> None:
    words = dict.fromkeys(("title", "data", "labels", "splits", "licence"), "X")
    card = model_card(toneless, **words, figures={})
    assert "but not in which tone" in card
    assert "Tones were not learnt." in card
    assert "`positive`" not in card


def test_a_tone_classifier_of_tones_of_issues_alone_is_not_saved(toneless: ArticleTagger, tmp_path: Path) -> None:
    import copy

    broken = copy.copy(toneless)
    broken.issue_tone_classifier_ = (
        ArticleTagger().fit(SAMPLE.articles, SAMPLE.issue_tones, SAMPLE.tones).issue_tone_classifier_
    )
    with pytest.raises(ValueError, match="needs an issue classifier"):
        save_tagger(broken, tmp_path / "model")


def test_what_can_not_be_learnt_without_tones() -> None:
    with pytest.raises(ValueError, match="article 0 have tones, and the articles have none"):
        ArticleTagger().fit(SAMPLE.articles, SAMPLE.issue_tones)
    with pytest.raises(ValueError, match="a blend learns tones too"):
        ArticleTagger().fit(SAMPLE.articles, SAMPLE.issues, word_vectors=small_word_vectors())


def test_tones_of_ones_own() -> None:
    tones = (Tone("khen", "khen", "praise", 1.0), Tone("che", "chê", "blame", -1.0))
    taxonomy = Taxonomy("own", (Issue("syria", "Syria", "Syria"),), tones)
    shown = ["khen" if tone == "positive" else "che" for tone in SAMPLE.tones]
    tagger = ArticleTagger(taxonomy).fit(SAMPLE.articles, [[] if i % 3 else ["syria"] for i in range(62)], shown)
    tags = list(tagger.tag_many(SAMPLE.articles))
    assert {tag.tone.label for tag in tags} == {"khen", "che"}
    assert list(tags[0].tone.probabilities) == ["khen", "che"]


@pytest.mark.parametrize("n_articles", [0, 1, 2])
def test_rare_issues_are_warned_of_and_do_no_harm(n_articles: int) -> None:
    taxonomy = Taxonomy("own", (Issue("rare", "Hiếm", "Rare"), Issue("trade", "Mậu dịch", "Trade")), ())
    issues = [[issue for issue in tagged if issue == "trade"] for tagged in SAMPLE.issues]
    for i in range(n_articles):
        issues[20 * i].append("rare")
    with pytest.warns(RareIssueWarning, match=rf"fewer than 3 articles: rare \({n_articles}\)\. Without"):
        tagger = ArticleTagger(taxonomy).fit(SAMPLE.articles, issues)
    tags = list(tagger.tag_many(SAMPLE.articles))
    assert all(0 <= one.probabilities["rare"] <= 1 for one in tags)
    p = [one.probabilities["trade"] for one in tags]
    assert average_precision_score(["trade" in tagged for tagged in SAMPLE.issues], p) > 0.9
    if not n_articles:
        assert not any("rare" in {tag.id for tag in one.issues} for one in tags)


def test_an_issue_of_all_articles() -> None:
    taxonomy = Taxonomy("own", (Issue("tin", "Tin", "News"),), load_taxonomy().tones)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        tagger = ArticleTagger(taxonomy).fit(SAMPLE.articles, [["tin"]] * 62)
    assert [tag.id for tag in tagger.tag("Giá vàng tăng mạnh trong nước").issues] == ["tin"]


def test_a_taxonomy_without_issues() -> None:
    with pytest.raises(ValueError, match="the taxonomy 'none' has no issues"):
        ArticleTagger(Taxonomy("none", (), ())).fit(SAMPLE.articles, [[]] * 62)
