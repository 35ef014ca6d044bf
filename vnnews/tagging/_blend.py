"""`BlendedClassifier`: several members that see an article differently, and few numbers that weigh what they say."""

from __future__ import annotations

import copy
import warnings
from typing import Self

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray
from scipy.special import expit
from sklearn.base import BaseEstimator, clone
from sklearn.exceptions import ConvergenceWarning
from threadpoolctl import threadpool_limits

from vnnews._jit import kernel
from vnnews.features._derived import Derived
from vnnews.features._fitted import check_fitted
from vnnews.tagging._article_features import ArticleFeatures, ArticleLabels, LabelledSentences
from vnnews.tagging._decisions import ToneRule, f_threshold, fit_tone_rule, opposites, precision_threshold
from vnnews.tagging._linear import both
from vnnews.tagging._members import BlendMembers, Scores
from vnnews.tagging._product import small_product
from vnnews.tagging._softmax import normalize_rows, softmax

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_NEVER = -20.0
"""The log-odds of an issue that no training article had, and of the opposite one that all had."""


class BlendedClassifier(Derived, BaseEstimator):  # type: ignore[misc]  # scikit-learn has no stubs
    """Issues, tone and the tones of issues from linear models, a network, and sentences.

    The members are trained once in each fold and once on everything. What they say of articles that they had not seen
    teaches how to weigh them: six weights for each issue, one logistic regression for the tone, and one for the tones
    of issues. From the calibrated probabilities follow the decisions: a threshold for each issue, and a rule which tone
    to say.

    Parameters
    ----------
    members : BlendMembers, optional
    beta : float, default=1.0
        Thresholds are best for F-beta.
    precision_floor : float, optional
        Thresholds are instead the lowest one with which at least this share of the tags, all issues together, is right.
    C_tone : float, default=0.05
        Inverse strength of the regularisation of what weighs the members for the tone.
    C_issue_tone : float, default=0.01
        The same for the tones of issues.
    cv : int, default=5
        Number of folds.
    n_jobs : int, optional
        Threads for the folds; the result does not depend on it.
    random_state : int, default=0
        Seed of the folds.

    Attributes
    ----------
    members_ : BlendMembers
    issue_weights_ : ndarray of shape (n_issues, 6)
        What margin, network and the sentences (four summaries) weigh in the log-odds of an issue.
    issue_constants_ : ndarray of shape (n_issues,)
    thresholds_ : ndarray of shape (n_issues,)
        Probabilities; may be changed without fitting again.
    tone_weights_ : ndarray of shape (8 * n_tones, n_tones)
    tone_constants_ : ndarray of shape (n_tones,)
    tone_worth_ : ndarray of shape (n_tones,)
    tone_costs_ : ndarray of shape (n_tones, n_tones)
        See ``ToneRule``.
    issue_tone_weights_ : ndarray of shape (4 * n_tones + n_issues + 7, n_tones)
    issue_tone_constants_ : ndarray of shape (n_tones,)
    out_of_fold_probabilities_ : ndarray of shape (n_scored, n_issues)
        Of the articles of more than one sentence, for other thresholds; not saved with a tagger.
    scored_ : ndarray of int64, shape (n_scored,)
        Which articles these are.
    """

    def __init__(
        self,
        *,
        members: BlendMembers | None = None,
        beta: float = 1.0,
        precision_floor: float | None = None,
        C_tone: float = 0.05,
        C_issue_tone: float = 0.01,
        cv: int = 5,
        n_jobs: int | None = None,
        random_state: int = 0,
    ) -> None:
        self.members = members
        self.beta = beta
        self.precision_floor = precision_floor
        self.C_tone = C_tone
        self.C_issue_tone = C_issue_tone
        self.cv = cv
        self.n_jobs = n_jobs
        self.random_state = random_state

    def fit(
        self,
        features: ArticleFeatures,
        labels: ArticleLabels,
        sentences: LabelledSentences,
        tone_scores: Floats,
        *,
        first_labels: ArticleLabels | None = None,
    ) -> Self:
        """Train members and weights.

        Parameters
        ----------
        features : ArticleFeatures
        labels : ArticleLabels
        sentences : LabelledSentences
            Of some of the articles.
        tone_scores : ndarray of shape (n_tones,)
            Where each tone stands between -1 and 1; see ``opposites``.
        first_labels : ArticleLabels, optional
            Those from before a second reading, if ``labels`` are revised ones. The members learn from ``labels``; what
            weighs the members, and the decisions, are fitted to these. Read again is what a model disagrees with: a
            labeller's mistake by which the model is right is never looked at, so that by revised labels it is right
            more often than on other articles, and its probabilities would be too high.

        Returns
        -------
        self

        Raises
        ------
        ValueError
            If a tone has fewer articles than there are folds.
        """
        from vnnews.tagging._learners import StratifiedKFold

        weighed = labels if first_labels is None else first_labels
        self._check(labels)
        self._check(weighed)
        scored = self._scored(features, labels)
        folds = StratifiedKFold(self.cv, shuffle=True, random_state=self.random_state)
        tests = [scored[test] for _, test in folds.split(scored, labels.tones[scored])]
        everything = np.arange(len(labels.tones))
        trains = [*(np.setdiff1d(everything, test) for test in tests), everything]
        # Threads of the linear algebra library would take the cores from those of the folds, and change last bits.
        with threadpool_limits(1), warnings.catch_warnings():
            # The regression for the tone is stopped early on purpose. Said here, since the filters are all threads'.
            warnings.simplefilter("ignore", ConvergenceWarning)
            fitted = Parallel(n_jobs=self.n_jobs, prefer="threads")(
                delayed(self._fit_members)(features, labels, sentences, train) for train in trains
            )
            parts = [model.scores(features.take(test)) for model, test in zip(fitted[:-1], tests, strict=True)]
            self.members_ = fitted[-1]
            order = np.argsort(np.argsort(np.concatenate(tests)))
            self._weigh(Scores.join(parts, order), weighed.take(scored), tone_scores)
        self.scored_: Ints = scored
        return self

    def _check(self, labels: ArticleLabels) -> None:
        counts = np.bincount(labels.tones, minlength=len(labels.good))
        if counts.min() < self.cv:
            raise ValueError(
                f"the tone of column {int(counts.argmin())} has {counts.min()} articles, fewer than the {self.cv} "
                "folds that calibrate the probabilities; label more of them or lower cv"
            )

    def _scored(self, features: ArticleFeatures, labels: ArticleLabels) -> Ints:
        """Return the articles that teach how to weigh the members: not headlines, if there are enough others."""
        long = np.flatnonzero(np.diff(features.indptr) > 1)
        enough = np.bincount(labels.tones[long], minlength=len(labels.good)).min() >= self.cv
        return long if enough else np.arange(len(labels.tones))

    def _fit_members(
        self, features: ArticleFeatures, labels: ArticleLabels, sentences: LabelledSentences, train: Ints
    ) -> BlendMembers:
        members = BlendMembers() if self.members is None else clone(self.members)
        return members.fit(features.take(train), labels.take(train), sentences.of(train))

    def _weigh(self, scores: Scores, labels: ArticleLabels, tone_scores: Floats) -> None:
        """Fit the weights and the decisions to scores out of fold."""
        has = labels.issue_tones >= 0
        fitted = [blend_issue(scores.issue(column), has[:, column]) for column in range(has.shape[1])]
        self.issue_weights_: Floats = np.array([weights for weights, _ in fitted])
        self.issue_constants_: Floats = np.array([constant for _, constant in fitted])
        self.tone_weights_, self.tone_constants_ = blend_tone(
            scores.tone(), labels.tones, self.C_tone, len(labels.good)
        )
        probabilities = self.issue_probabilities(scores)
        self.out_of_fold_probabilities_: Floats = probabilities
        self.thresholds_: Floats = self._thresholds(probabilities, has)
        rule = fit_tone_rule(self.tone_probabilities(scores), opposites(tone_scores))
        self.tone_worth_, self.tone_costs_ = rule.worth, rule.costs
        article, issue = np.nonzero(has)
        self.issue_tone_weights_, self.issue_tone_constants_ = blend_tone(
            scores.issue_tone(article, issue, self.log_tones(scores.tone())),
            labels.issue_tones[article, issue],
            self.C_issue_tone,
            len(labels.good),
        )

    def _thresholds(self, probabilities: Floats, has: NDArray[np.bool_]) -> Floats:
        if self.precision_floor is not None:
            return np.full(has.shape[1], precision_threshold(probabilities, has.astype(np.int64), self.precision_floor))
        columns = range(has.shape[1])
        return np.array([f_threshold(probabilities[:, j], has[:, j].astype(np.int64), self.beta) for j in columns])

    def compact(self) -> BlendedClassifier:
        """Return a copy with the weights of the members in half precision, without what only training needs."""
        check_fitted(self, "issue_weights_")
        other = copy.copy(self)
        other.members_ = self.members_.compact()
        for surplus in ("out_of_fold_probabilities_", "scored_"):
            other.__dict__.pop(surplus, None)
        return other

    def issue_log_odds(self, scores: Scores) -> Floats:
        """Return calibrated log-odds, shape (n_articles, n_issues)."""
        check_fitted(self, "issue_weights_")
        found = np.empty(scores.margins.shape)
        told = scores.margins, scores.network, scores.sentence_issues
        _weigh_issues(told, self.issue_weights_, self.issue_constants_, found)
        return found

    def issue_probabilities(self, scores: Scores) -> Floats:
        """Return calibrated probabilities, shape (n_articles, n_issues)."""
        return np.asarray(expit(self.issue_log_odds(scores)))

    def tone_probabilities(self, scores: Scores) -> Floats:
        """Return calibrated probabilities, shape (n_articles, n_tones)."""
        return np.exp(self.log_tones(scores.tone()))

    def predict_tone(self, probabilities: Floats) -> Ints:
        """Return the columns of the tones to say for calibrated probabilities, shape (n_articles,)."""
        return ToneRule(self.tone_worth_, self.tone_costs_).predict(probabilities)

    def issue_tone_probabilities(
        self, scores: Scores, articles: Ints, issues: Ints, log_tones: Floats | None = None
    ) -> Floats:
        """Return calibrated probabilities of the tones in which articles show issues.

        Parameters
        ----------
        scores : Scores
        articles, issues : ndarray of int64, shape (n_pairs,)
        log_tones : ndarray of shape (n_articles, n_tones), optional
            What `log_tones` returns, for who has it.

        Returns
        -------
        ndarray of shape (n_pairs, n_tones)
        """
        rows = scores.issue_tone(articles, issues, self.log_tones(scores.tone()) if log_tones is None else log_tones)
        return softmax(small_product(rows, self.issue_tone_weights_, self.issue_tone_constants_))

    def log_tones(self, rows: Floats) -> Floats:
        """Return the logarithms of calibrated probabilities, shape (n_articles, n_tones), for ``Scores.tone()``."""
        check_fitted(self, "tone_weights_")
        found = small_product(rows, self.tone_weights_, self.tone_constants_)
        normalize_rows(found)
        return found

    def contrasts(self) -> Floats:
        """Return what counts for each tone over the mean of all.

        Returns
        -------
        ndarray of shape (n_tones, 8, n_tones)
            What the scores of the linear members, of the network and the six summaries of sentences are multiplied by.
        """
        weights = self.tone_weights_
        return self._derive("contrasts", (weights,), lambda: _contrast(weights))


@kernel
def _weigh_issues(told: tuple[Floats, Floats, Floats], weights: Floats, constants: Floats, found: Floats) -> None:
    """Fill the log-odds of issues; sums of a library might depend on the number of articles in their last bits."""
    margins, network, summaries = told
    for article in range(len(found)):
        for issue in range(len(weights)):
            total = margins[article, issue] * weights[issue, 0] + network[article, issue] * weights[issue, 1]
            total += constants[issue]
            for k in range(summaries.shape[2]):
                total += summaries[article, issue, k] * weights[issue, 2 + k]
            found[article, issue] = total


def _contrast(weights: Floats) -> Floats:
    n_tones = weights.shape[1]
    return np.ascontiguousarray((weights - weights.mean(axis=1)[:, None]).T).reshape(n_tones, -1, n_tones)


def blend_issue(scores: Floats, target: NDArray[np.bool_]) -> tuple[Floats, float]:
    """Fit the log-odds of one issue to what the members say.

    Parameters
    ----------
    scores : ndarray of shape (n_articles, n_scores)
    target : ndarray of bool, shape (n_articles,)

    Returns
    -------
    weights : ndarray of shape (n_scores,)
    constant : float
    """
    from vnnews.tagging._learners import LogisticRegression

    if target.all() or not target.any():
        return np.zeros(scores.shape[1]), -_NEVER if target.all() else _NEVER
    model = LogisticRegression(C=100.0, max_iter=1000).fit(scores, target)
    return model.coef_[0], float(model.intercept_[0])


def blend_tone(scores: Floats, target: Ints, C: float, n_tones: int | None = None) -> tuple[Floats, Floats]:
    """Fit the scores of the tones, whose softmax are calibrated probabilities.

    Parameters
    ----------
    scores : ndarray of shape (n, n_features)
    target : ndarray of int64, shape (n,)
        Two different ones at least.
    C : float
        Inverse strength of the regularisation of the standardised features.
    n_tones : int, optional
        If some do not occur in ``target``.

    Returns
    -------
    weights : ndarray of shape (n_features, n_tones)
    constants : ndarray of shape (n_tones,)
        A tone that does not occur gets -20.
    """
    from vnnews.tagging._learners import LogisticRegression, StandardScaler

    scaler = StandardScaler().fit(scores)
    model = LogisticRegression(C=C, max_iter=1000).fit(scaler.transform(scores), target)
    coef, intercept = model.coef_, model.intercept_
    if len(model.classes_) == 2:
        coef, intercept = both(coef), both(intercept)
    n = n_tones or int(target.max()) + 1
    weights, constants = np.zeros((scores.shape[1], n)), np.full(n, _NEVER)
    weights[:, model.classes_] = (coef / scaler.scale_).T
    constants[model.classes_] = intercept - scaler.mean_ @ weights[:, model.classes_]
    return weights, constants
