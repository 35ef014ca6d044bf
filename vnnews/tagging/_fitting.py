"""What `ArticleTagger.fit` does with checked labels: the vectorizer, the rows of passages, the tones of issues."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.base import clone

from vnnews.articles import Article
from vnnews.articles import sentences as split_sentences
from vnnews.features import VietnameseTfidfVectorizer, WordVectors
from vnnews.tagging._blend import BlendedClassifier
from vnnews.tagging._blend_training import Labels, fit_blend
from vnnews.tagging._issue_tone import IssueToneClassifier
from vnnews.tagging._issues import IssueClassifier
from vnnews.tagging._passage_rows import PassageRows
from vnnews.tagging._passages import passages
from vnnews.tagging._plain_judge import passage_rows
from vnnews.tagging._tone import ToneClassifier
from vnnews.taxonomy import Taxonomy

if TYPE_CHECKING:
    from vnnews.tagging._tagger import ArticleTagger

_AT_A_TIME = 1024


def fit_tagger(
    tagger: ArticleTagger,
    taxonomy: Taxonomy,
    articles: Sequence[Article],
    labels: Labels,
    others: tuple[WordVectors | None, Iterable[str | Article] | None],
) -> None:
    """Learn what a tagger has learnt afterwards.

    Parameters
    ----------
    tagger : ArticleTagger
        Its learnt attributes are set.
    taxonomy : Taxonomy
    articles : sequence of Article
    labels : Labels
        Checked; without tones if these are not to be learnt.
    others : (word vectors, unlabelled articles)
        What other articles taught or are to teach; see `ArticleTagger.fit`.
    """
    word_vectors, unlabelled = others
    vectorizer = default_vectorizer() if tagger.vectorizer is None else clone(tagger.vectorizer)
    X = vectorizer.fit_transform(articles)
    if unlabelled is not None:
        vectorizer.idf_ = wider_idf(vectorizer, unlabelled)
        X = vectorizer.transform(articles)
    tagger.taxonomy_, tagger.vectorizer_, tagger.word_vectors_ = taxonomy, vectorizer, word_vectors
    tagger.issue_classifier_ = tagger.tone_classifier_ = tagger.issue_tone_classifier_ = tagger.blend_ = None
    if word_vectors is not None and labels.tones is not None:
        blend = BlendedClassifier() if tagger.blend is None else clone(tagger.blend)
        tagger.blend_ = fit_blend(blend, (vectorizer, word_vectors), articles, labels, taxonomy)
        return
    issue_classifier = IssueClassifier(random_state=0) if tagger.issue_classifier is None else tagger.issue_classifier
    has = np.array([[issue in tagged for issue in taxonomy.issue_ids] for tagged in labels.issues], dtype=np.int64)
    tagger.issue_classifier_ = clone(issue_classifier).fit(X, has, passages=rows_of_passages(vectorizer, articles))
    if labels.tones is None:
        return
    tone_classifier = ToneClassifier(random_state=0) if tagger.tone_classifier is None else tagger.tone_classifier
    tagger.tone_classifier_ = clone(tone_classifier).fit(X, labels.tones)
    tagger.issue_tone_classifier_ = fit_issue_tones(
        tagger.issue_classifier_, tagger.tone_classifier_, labels.issues, taxonomy.issue_ids
    )


def default_vectorizer() -> VietnameseTfidfVectorizer:
    """Return words and pairs of words, with extra weight for title and lead."""
    return VietnameseTfidfVectorizer(
        ngram_range=(1, 2), sublinear_tf=True, tone_marks="old", title_weight=0.3, lead_weight=0.3
    )


def wider_idf(vectorizer: VietnameseTfidfVectorizer, unlabelled: Iterable[str | Article]) -> NDArray[np.floating]:
    """Return what the n-grams of a vectorizer weigh by their document frequencies in other articles."""
    wider = clone(vectorizer).set_params(vocabulary=vectorizer.vocabulary_, max_df=1.0, min_df=1, max_features=None)
    return np.asarray(wider.fit(unlabelled).idf_)


def rows_of_passages(vectorizer: VietnameseTfidfVectorizer, articles: Sequence[Article]) -> PassageRows:
    """Return the rows of all passages of articles."""
    # Not all at once: the texts of the passages are those of the articles once more.
    chunks = (articles[start : start + _AT_A_TIME] for start in range(0, len(articles), _AT_A_TIME))
    found = [
        passage_rows(vectorizer, chunk, [passages(article.text, split_sentences(article.text)) for article in chunk])
        for chunk in chunks
    ]
    counts = np.concatenate([np.zeros(1, np.int64), *(np.diff(one.indptr) for one in found)])
    return PassageRows(sp.vstack([one.rows for one in found]).tocsr(), np.cumsum(counts))


def fit_issue_tones(
    issue_classifier: IssueClassifier,
    tone_classifier: ToneClassifier,
    issues: Sequence[Collection[str] | Mapping[str, str]],
    issue_ids: Sequence[str],
) -> IssueToneClassifier | None:
    """Train the tones of issues on what fitted classifiers said out of fold; None if some article has no such tones."""
    if not all(isinstance(tagged, Mapping) for tagged in issues):
        return None
    column = {issue: i for i, issue in enumerate(issue_ids)}
    by_column = [
        {column[issue]: tone for issue, tone in tagged.items()} for tagged in issues if isinstance(tagged, Mapping)
    ]
    return IssueToneClassifier().fit(
        tone_classifier.out_of_fold_scores_,
        issue_classifier.out_of_fold_log_odds_,
        by_column,
        tone_classifier.classes_.tolist(),
    )
