from typing import Any

import pytest

from vnnews.articles import Article
from vnnews.tagging._check_labels import RareIssueWarning, check_labels, warn_of_rare_issues
from vnnews.taxonomy import Issue, Taxonomy, load_taxonomy

ARTICLES = [Article(title="Một"), Article(title="Hai")]


@pytest.mark.parametrize("issues", [[["syria"], []], [{"syria": "mixed"}, {}], [{"syria", "iran"}, ("nato",)]])
def test_good_labels_pass(issues: Any) -> None:
    check_labels(ARTICLES, issues, ["positive", "neutral"], load_taxonomy())


@pytest.mark.parametrize(
    ("issues", "tones", "message"),
    [
        ([[]], ["mixed", "mixed"], "2 articles, 1 sets of issues and 2 tones"),
        ([[], []], ["mixed"], "2 articles, 2 sets of issues and 1 tones"),
        ([[], ["russia"]], ["mixed", "mixed"], "article 1 has the issue 'russia'"),
        ([{"syria": "sad"}, {}], ["mixed", "mixed"], "article 0 has the tone 'sad'"),
        ([[], []], ["mixed", "sad"], "article 1 has the tone 'sad'"),
        ([[], "syria"], ["mixed", "mixed"], "the issues of article 1 are the string 'syria'"),
    ],
)
def test_bad_labels_are_named(issues: Any, tones: list[str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        check_labels(ARTICLES, issues, tones, load_taxonomy())


def test_labels_without_tones() -> None:
    check_labels(ARTICLES, [["syria"], {}], None, load_taxonomy())
    with pytest.raises(ValueError, match="2 articles and 1 sets of issues"):
        check_labels(ARTICLES, [["syria"]], None, load_taxonomy())
    with pytest.raises(ValueError, match="article 1 have tones"):
        check_labels(ARTICLES, [[], {"syria": "mixed"}], None, load_taxonomy())


def test_rare_issues_are_counted_by_articles() -> None:
    taxonomy = Taxonomy("own", (Issue("a", "A", "A"), Issue("b", "B", "B"), Issue("c", "C", "C")), ())
    with pytest.warns(RareIssueWarning, match=r"articles: b \(2\), c \(0\)\."):
        warn_of_rare_issues([["a", "b", "b"], ["a", "b"], ["a"]], taxonomy)
