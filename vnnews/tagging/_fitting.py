"""What `ArticleTagger.fit` is made of: the vectorizer, the rows of passages, the tones of issues."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.base import clone

from vnnews.articles import Article
from vnnews.articles import sentences as split_sentences
from vnnews.features import VietnameseTfidfVectorizer
from vnnews.tagging._issue_tone import IssueToneClassifier
from vnnews.tagging._issues import IssueClassifier
from vnnews.tagging._passage_rows import PassageRows
from vnnews.tagging._passages import passages
from vnnews.tagging._plain_judge import passage_rows
from vnnews.tagging._tone import ToneClassifier

_AT_A_TIME = 1024


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
