"""A fitted tagger learns from new articles without the old ones.

The old articles are not in a model file; what they taught is in its weights. So new labels may move the weights, but
are held back in proportion to how far: each issue gets a logistic regression that starts from the log-odds that the
tagger gives already, with a penalty on every change (a proximal term; Evgeniou and Pontil 2004 call it regularised
multi-task learning). How strong it has to be, the new articles tell by cross-validation among themselves; where no
change helps the articles that did not teach it, there is none.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar, cast

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.special import logsumexp, softmax

from vnnews.articles import Article, sentences
from vnnews.features import WordVectors
from vnnews.tagging._article_features import ArticleFeatures
from vnnews.tagging._check_labels import check_labels
from vnnews.tagging._fitting import rows_of_passages
from vnnews.tagging._passage_rows import PassageRows, strongest_passages

if TYPE_CHECKING:
    from vnnews.tagging._tagger import ArticleTagger

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Fitted = TypeVar("Fitted")

FEWEST = 20
"""With fewer new articles, cross-validation among them tells nothing."""

_MOST = 1000
"""So many are learnt from at a time: the work grows with the third power."""

_PENALTIES = (5.0, 10.0, 20.0, 40.0, 1e6)
"""Smaller ones would let the new articles say more, and at the cost of the old: with 1, three hundred articles of later
years gain 4 points of micro-F1 on others of these years and lose a point on the earlier ones, with 4 to 8 they gain as
much and lose nothing. The constants of issues do not move at all: how frequent an issue is among the articles that
somebody chose to label says little about those to come, and with constants that move freely a point more was lost.
"""

_FOLDS = 4
_LEARNT = -15.0
"""An issue with a smaller constant was never learnt, and has no weights to start from."""


def partial_fit(
    tagger: ArticleTagger,
    articles: Sequence[Article],
    issues: Sequence[Collection[str] | Mapping[str, str]],
    tones: Sequence[str] | None,
) -> None:
    """Do what `ArticleTagger.partial_fit` says."""
    taxonomy = tagger.taxonomy_
    check_labels(articles, issues, tones, taxonomy)
    if len(articles) < FEWEST:
        raise ValueError(f"{len(articles)} articles: expected {FEWEST} or more to learn from; fewer tell too little")
    if tones is not None and tagger.tone_classifier_ is None and tagger.blend_ is None:
        raise ValueError("the tagger was fitted without tones and can't begin to learn them; give none, or fit it anew")
    has = np.array([[issue in tagged for issue in taxonomy.issue_ids] for tagged in issues], bool)
    column = {tone: i for i, tone in enumerate(taxonomy.tone_ids)}
    columns = None if tones is None else np.array([column[tone] for tone in tones], np.int64)
    for part in np.array_split(np.arange(len(articles)), -(-len(articles) // _MOST)):
        own = None if columns is None else columns[part]
        adapt(tagger, [articles[i] for i in part], has[part], own)


def adapt(tagger: ArticleTagger, articles: Sequence[Article], has: NDArray[np.bool_], tones: Ints | None) -> None:
    """Learn from some articles.

    Parameters
    ----------
    tagger : ArticleTagger
        Fitted; its classifiers are replaced by changed copies.
    articles : sequence of Article
    has : ndarray of bool, shape (n_articles, n_issues)
    tones : ndarray of int64, shape (n_articles,), or None
        Columns of the tones.
    """
    if tagger.blend_ is not None:
        _adapt_blend(tagger, articles, has, tones)
        return
    X, passages = tagger.vectorizer_.transform(articles), rows_of_passages(tagger.vectorizer_, articles)
    classifier = copy.copy(tagger.issue_classifier_)
    log_odds = classifier.decision_function(X, passages=passages)
    coef, mixing = np.array(classifier.coef_), classifier.mixing_
    scores = classifier.scores(passages.rows)
    columns = [issue for issue in range(len(mixing)) if mixing[issue, :3].any()]
    rows = [_effective_rows(X, passages, scores[:, issue], mixing[issue, :3]) for issue in columns]
    for issue, change in zip(columns, _changes(rows, log_odds[:, columns], has[:, columns]), strict=True):
        coef[issue] += change.astype(coef.dtype)
    classifier.coef_ = coef
    vars(classifier).pop("out_of_fold_log_odds_", None)
    tagger.issue_classifier_ = classifier
    if tones is not None:
        _adapt_tones(tagger, X, tones)


def _effective_rows(X: sp.csr_matrix, passages: PassageRows, scores: Floats, shares: Floats) -> sp.csr_matrix:
    """Return rows whose product with the weights of an issue are its log-odds, given which passages are strongest."""
    chosen = np.empty((2, X.shape[0]), np.int64)
    for i in range(X.shape[0]):
        own = scores[passages.indptr[i] : passages.indptr[i + 1], None]
        chosen[:, i] = passages.indptr[i] + strongest_passages(own)[:, 0]
    first, second = passages.rows[chosen[0]], passages.rows[chosen[1]]
    return (X * shares[0] + first * shares[1] + second * shares[2]).tocsr()


def _adapt_blend(
    tagger: ArticleTagger, articles: Sequence[Article], has: NDArray[np.bool_], tones: Ints | None
) -> None:
    """Change the linear member and the constants of a blend; its networks stay as they are."""
    blend, members = copy.copy(tagger.blend_), copy.copy(tagger.blend_.members_)
    reading = tagger.vectorizer_.read(articles)
    spans = [sentences(article.text) for article in articles]
    features = ArticleFeatures.of(reading, cast(WordVectors, tagger.word_vectors_), spans)
    scores = members.scores(features)
    log_odds = blend.issue_log_odds(scores)
    shares = blend.issue_weights_[:, 0]
    columns = [issue for issue in range(len(shares)) if blend.issue_constants_[issue] > _LEARNT]
    rows = [(features.ngrams * shares[issue]).tocsr() for issue in columns]
    coef = np.array(members.issue_coef_)
    for issue, change in zip(columns, _changes(rows, log_odds[:, columns], has[:, columns]), strict=True):
        coef[issue] = (coef[issue].astype(np.float64) + change).astype(coef.dtype)
    members.issue_coef_, blend.members_ = coef, members
    if tones is not None:
        known, ones = np.log(blend.tone_probabilities(scores)), sp.csr_matrix(np.ones((len(articles), 1)))
        blend.tone_constants_ = blend.tone_constants_ + _tone_changes(ones, known, tones)[0]
    for surplus in ("out_of_fold_probabilities_", "scored_"):
        vars(blend).pop(surplus, None)
    tagger.blend_ = blend


def _adapt_tones(tagger: ArticleTagger, X: sp.csr_matrix, tones: Ints) -> None:
    classifier = copy.copy(tagger.tone_classifier_)
    column = {tone: i for i, tone in enumerate(classifier.classes_.tolist())}
    targets = np.array([column.get(tagger.taxonomy_.tone_ids[tone], -1) for tone in tones])
    # A tone that was never learnt has no weights to start from.
    known = np.flatnonzero(targets >= 0)
    if len(known) >= FEWEST:
        change = _tone_changes(X[known], classifier.decision_function(X[known]), targets[known])
        classifier.coef_ = (classifier.coef_ + change.T).astype(classifier.coef_.dtype)
    vars(classifier).pop("out_of_fold_scores_", None)
    tagger.tone_classifier_ = classifier


def _changes(rows: Sequence[sp.csr_matrix], log_odds: Floats, has: NDArray[np.bool_]) -> list[Floats]:
    """Return what to add to the weights of every issue."""
    spans = [_span(one) for one in rows]
    # Two classes, there and not there: half of the log-odds speaks for the one, half against the other.
    scores = [np.column_stack([-column, column]) / 2 for column in log_odds.T]
    targets = [column.astype(np.int64) for column in has.T]
    given = [(span, score, target) for (span, _), score, target in zip(spans, scores, targets, strict=True)]

    def fit(own: Ints, penalty: float) -> list[Floats]:
        return [_regression(span[own], score[own], target[own], penalty) for span, score, target in given]

    def loss(own: Ints, fitted: list[Floats]) -> float:
        return sum(
            _loss(score[own] + span[own] @ change, target[own])
            for (span, score, target), change in zip(given, fitted, strict=True)
        )

    found = _chosen(len(has), fit, loss)
    if found is None:
        return [np.zeros(one.shape[1]) for one in rows]
    return [
        one.T @ (back @ (change[:, 1] - change[:, 0]))
        for one, (_, back), change in zip(rows, spans, found, strict=True)
    ]


def _tone_changes(X: sp.csr_matrix, scores: Floats, tones: Ints) -> Floats:
    """Return what to add to the weights of the tones, (n_features, n_tones)."""
    span, back = _span(X)

    def fit(own: Ints, penalty: float) -> Floats:
        return _regression(span[own], scores[own], tones[own], penalty)

    def loss(own: Ints, fitted: Floats) -> float:
        return _loss(scores[own] + span[own] @ fitted, tones[own])

    found = _chosen(len(tones), fit, loss)
    return np.zeros((X.shape[1], scores.shape[1])) if found is None else X.T @ (back @ found)


def _span(X: sp.csr_matrix) -> tuple[Floats, Floats]:
    """Return rows of few columns with the products of the given ones, and a matrix that leads back.

    A change that is penalised by its square is a sum of training rows, so that nothing is lost. Weights w for the few
    columns are weights ``X.T @ (back @ w)`` for those of X, of the same length.
    """
    values, vectors = np.linalg.eigh((X @ X.T).toarray())
    kept = values > 1e-9 * max(float(values[-1]), 1e-300)
    root = np.sqrt(values[kept])
    return vectors[:, kept] * root, vectors[:, kept] / root


def _chosen(n: int, fit: Callable[[Ints, float], Fitted], loss: Callable[[Ints, Fitted], float]) -> Fitted | None:
    """Return the change under the penalty that is best out of fold; None if it is best to change nothing."""
    from vnnews.tagging._learners import KFold

    folds = list(KFold(_FOLDS, shuffle=True, random_state=0).split(np.arange(n)))
    losses = [sum(loss(test, fit(train, penalty)) for train, test in folds) for penalty in _PENALTIES]
    best = int(np.argmin(losses))
    # Under the last penalty there is no change to speak of.
    return None if best == len(losses) - 1 else fit(np.arange(n), _PENALTIES[best])


def _regression(X: Floats, scores: Floats, target: Ints, penalty: float) -> Floats:
    """Fit softmax(scores + X @ change) to the target, with a penalty on the change."""
    from vnnews.tagging._learners import minimize

    shape = (X.shape[1], scores.shape[1])
    wanted = np.eye(shape[1])[target]

    def value(flat: Floats) -> tuple[float, Floats]:
        z = scores + X @ flat.reshape(shape)
        slope = (X.T @ (softmax(z, axis=1) - wanted)).ravel() + penalty * flat
        return _loss(z, target) + penalty / 2 * float(flat @ flat), slope

    return np.asarray(minimize(value, np.zeros(shape[0] * shape[1]), jac=True, method="L-BFGS-B").x).reshape(shape)


def _loss(scores: Floats, target: Ints) -> float:
    return float((logsumexp(scores, axis=1) - scores[np.arange(len(target)), target]).sum())
