import numpy as np
import pytest

from vnnews import VietnameseTfidfVectorizer
from vnnews.evaluation import TermContributionDisplay

pytestmark = pytest.mark.usefixtures("canvas")

TEXTS = ["Nga tập trận gần Ukraine", "Nga và Ukraine đàm phán", "Bóng đá hôm nay, Nga gặp Ukraine"]


def test_contributions_add_up_to_the_decision_value() -> None:
    vectorizer = VietnameseTfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True).fit(TEXTS)
    names = vectorizer.get_feature_names_out()
    coef = np.random.default_rng(0).normal(size=len(names))
    display = TermContributionDisplay.from_occurrences(vectorizer.locate(TEXTS[0]), coef, names, n_terms=3)
    value = (vectorizer.transform([TEXTS[0]]) @ coef)[0]
    assert display.contributions.sum() + display.rest == pytest.approx(value)
    assert (np.diff(display.contributions) <= 0).all()
    assert display.ax_.get_title(loc="left") == f"together {value:+.2f}"
    row = vectorizer.transform([TEXTS[0]]).toarray()[0] * coef
    strongest = np.argsort(-np.abs(row))[:3]
    assert sorted(display.terms) == sorted(names[i].replace("_", " ") for i in strongest)


def test_bars() -> None:
    display = TermContributionDisplay(["tập trận", "đàm phán"], [1.5, -0.5], rest=-0.25, name="Ukraine").plot()
    widths = [bar.get_width() for bar in display.ax_.patches]
    assert widths == [1.5, -0.5, -0.25]
    colours = [bar.get_facecolor() for bar in display.ax_.patches]
    assert colours[0] != colours[1] == colours[2]
    assert [text.get_text() for text in display.ax_.texts] == ["+1.50", "-0.50", "-0.25"]
    labels = [label.get_text() for label in display.ax_.get_yticklabels()]
    assert labels == ["tập trận", "đàm phán", "all other n-grams"]
    assert display.ax_.get_title(loc="left") == "Ukraine: together +0.75"


def test_a_document_without_known_words() -> None:
    vectorizer = VietnameseTfidfVectorizer().fit(TEXTS)
    names = vectorizer.get_feature_names_out()
    display = TermContributionDisplay.from_occurrences(vectorizer.locate("xyz"), np.ones(len(names)), names)
    assert (display.terms, display.rest) == ((), 0.0)


def test_weights_and_names_belong_together() -> None:
    vectorizer = VietnameseTfidfVectorizer().fit(TEXTS)
    with pytest.raises(ValueError, match="1 weights for 2 features"):
        TermContributionDisplay.from_occurrences(vectorizer.locate(TEXTS[0]), [1.0], ["a", "b"])
