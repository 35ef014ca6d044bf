"""A tagger for issues of one's own, of which there are some hundred to some thousand labelled articles."""

from __future__ import annotations

from vnnews.features import VietnameseTfidfVectorizer
from vnnews.tagging._issues import IssueClassifier
from vnnews.tagging._tagger import ArticleTagger
from vnnews.tagging._tone import ToneClassifier
from vnnews.taxonomy import Taxonomy

_THRESHOLD = 0.35


def own_tagger(taxonomy: Taxonomy, *, precision_floor: float | None = None, random_state: int = 0) -> ArticleTagger:
    """Return a tagger, yet to be fitted, with settings for few labelled articles.

    Words and pairs of words that stand in one article only are left out, and an issue is tagged from a probability of
    0.35 on. Trained on 400 articles of the annotated corpus and measured on ``dev``, twice: micro-F1 0.78 and macro-F1
    0.67, and 0.77 and 0.66 with the threshold of `IssueClassifier`; on 150 articles 0.64 and 0.42, and 0.60 and 0.34;
    on 1,200 the two do not differ.

    Parameters
    ----------
    taxonomy : Taxonomy
    precision_floor : float, optional
        Tag instead so surely that at least this share of the tags is right; see `IssueClassifier`.
    random_state : int, default=0

    Returns
    -------
    ArticleTagger

    See Also
    --------
    vnnews.datasets.load_labelled_table : Texts and labels from a file.
    vnnews.evaluation.cross_validate : How good it is.

    Examples
    --------
    >>> from vnnews.datasets import load_sample
    >>> from vnnews.taxonomy import taxonomy_of_names
    >>> sample = load_sample()
    >>> talks = [["dam_phan"] if {"us_russia", "summit_diplomacy"} & set(issues) else [] for issues in sample.issues]
    >>> tagger = own_tagger(taxonomy_of_names(["Đàm phán"])).fit(sample.articles, talks)
    >>> [tag.name for tag in tagger.tag("Tổng thống Nga và Tổng thống Mỹ hội đàm tại Geneva").issues]
    ['Đàm phán']
    """
    return ArticleTagger(
        taxonomy,
        vectorizer=VietnameseTfidfVectorizer(
            ngram_range=(1, 2),
            min_df=2,
            max_features=60_000,
            sublinear_tf=True,
            tone_marks="old",
            title_weight=0.3,
            lead_weight=0.3,
        ),
        issue_classifier=IssueClassifier(
            threshold=_THRESHOLD, precision_floor=precision_floor, random_state=random_state
        ),
        tone_classifier=ToneClassifier(random_state=random_state),
    )
