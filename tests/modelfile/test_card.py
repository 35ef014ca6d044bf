import pytest
from sklearn.exceptions import NotFittedError

from tests.tagging.blending import small_blend, small_word_vectors
from vnnews import ArticleTagger
from vnnews.datasets import load_sample
from vnnews.modelfile import model_card

WORDS = {"title": "Tiny", "data": "DATA", "labels": "LABELS", "splits": "SPLITS", "licence": "LICENCE"}


def test_the_card_has_all_its_parts(tiny: ArticleTagger) -> None:
    card = model_card(
        tiny,
        **WORDS,
        figures={"issues_micro_f1": 0.8916, "tone_accuracy": 0.7467},
        intervals={"issues_micro_f1": (0.869, 0.913)},
        intervals_are="Of 1,000 bootstrap samples.",
        per_issue={"iran": {"precision": 0.5, "recall": 1.0, "f1": 2 / 3, "support": 13}},
        tone_confusion={"positive": {"positive": 3, "negative": 1}, "negative": {"positive": 0, "negative": 5}},
    )
    headings = [line for line in card.splitlines() if line.startswith("#")]
    assert headings == [
        "# Tiny",
        *(
            f"## {heading}"
            for heading in (
                "Data",
                "Labels",
                "Splits",
                "Model",
                "Figures",
                "Figures by issue",
                "Tones: labelled and said",
                "Limits",
                "Ethics",
                "Guideline",
                "Licence",
            )
        ),
    ]
    for line in (
        "| issues micro f1 | 0.892 | 0.869 to 0.913 |",
        "| tone accuracy | 0.747 |  |",
        "| iran | 0.50 | 1.00 | 0.67 | 13 |",
        "| labelled \\ said | positive | negative |",
        "| negative | 0 | 5 |",
        "Weights of 32 bits.",
    ):
        assert f"{line}\n" in card
    assert "200 features" in card
    assert "21 issues" in card
    for issue in tiny.taxonomy_.issues:
        assert f"`{issue.id}` ({issue.vi}; {issue.en}) {issue.definition}\n" in card


def test_what_was_not_measured_is_not_told(tiny: ArticleTagger) -> None:
    card = model_card(tiny, **WORDS, figures={}, limits="LIMITS", ethics="ETHICS")
    assert "Figures" not in card
    assert "Tones: labelled" not in card
    for text in (*WORDS.values(), "LIMITS", "ETHICS"):
        assert text in card


def test_no_card_before_fitting() -> None:
    with pytest.raises(NotFittedError):
        model_card(ArticleTagger(), **WORDS, figures={})


def test_the_card_tells_a_blend() -> None:
    sample = load_sample()
    tagger = ArticleTagger(blend=small_blend()).fit(
        sample.articles, sample.issue_tones, sample.tones, word_vectors=small_word_vectors()
    )
    card = model_card(tagger.compact(), **WORDS, figures={})
    for part in (
        "Vectors of 800 words in 16 dimensions",
        "2 networks of 24 hidden units for both, which read 10 sums",
        "Weights of 16 bits",
    ):
        assert part in card
