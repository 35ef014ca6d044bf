"""In which tone an article shows one of its issues.

Mostly in the tone of the whole article; but talks are shown in a better light than sanctions, and an issue at the
margin less strongly. One logistic regression for all issues learns how much.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.special import softmax
from sklearn.base import BaseEstimator

Floats = NDArray[np.float64]


class IssueToneClassifier(BaseEstimator):  # type: ignore[misc]  # scikit-learn has no stubs
    """Multinomial logistic regression over pairs of article and issue.

    Parameters
    ----------
    C : float, default=1.0
        Inverse strength of the regularisation.

    Attributes
    ----------
    classes_ : ndarray of shape (n_tones,)
        Sorted.
    coef_ : ndarray of shape (n_tones, 2 * n_tones + n_issues + 1)
        Weights of the article's tone scores, their softmax, which issue it is, and the issue's log-odds.
    intercept_ : ndarray of shape (n_tones,)
    """

    def __init__(self, *, C: float = 1.0) -> None:
        self.C = C

    def fit(
        self, tone_scores: Floats, log_odds: Floats, issue_tones: Sequence[Mapping[int, str]], tones: Sequence[str]
    ) -> Self:
        """Fit on the articles' tags.

        Parameters
        ----------
        tone_scores : ndarray of shape (n_articles, n_tones)
            Out of fold, as for articles to come.
        log_odds : ndarray of shape (n_articles, n_issues)
            Out of fold.
        issue_tones : sequence of mapping from int to str
            For every article, the tone of each of its issues, by the issue's column.
        tones : sequence of str
            All tones, sorted.

        Returns
        -------
        self

        Raises
        ------
        ValueError
            If some tone is that of no issue.
        """
        from vnnews.tagging._learners import LogisticRegression

        pairs = [(i, issue, tone) for i, tagged in enumerate(issue_tones) for issue, tone in tagged.items()]
        missing = set(tones) - {tone for _, _, tone in pairs}
        if missing:
            raise ValueError(
                f"no issue of any article has the tone {min(missing)!r}; to learn the tones of issues every tone must "
                "occur. Give the issues without their tones, and each takes the tone of its article"
            )
        rows = np.array([_features(tone_scores[i], log_odds[i], issue) for i, issue, _ in pairs])
        model = LogisticRegression(C=self.C, max_iter=5000).fit(rows, [tone for _, _, tone in pairs])
        coef, intercept = model.coef_, model.intercept_
        if len(model.classes_) == 2:
            # scikit-learn keeps the weights of the second of two classes only.
            coef, intercept = (np.concatenate([-part, part]) / 2 for part in (coef, intercept))
        self.classes_ = model.classes_
        self.coef_: Floats = np.ascontiguousarray(coef)
        self.intercept_: Floats = intercept
        return self

    def predict_proba(self, tone_scores: Floats, log_odds: Floats, issue: int) -> Floats:
        """Return the probability of every tone for one issue of one article.

        Parameters
        ----------
        tone_scores : ndarray of shape (n_tones,)
        log_odds : ndarray of shape (n_issues,)
        issue : int
            The issue's column.

        Returns
        -------
        ndarray of shape (n_tones,)
        """
        return np.asarray(softmax(self.coef_ @ _features(tone_scores, log_odds, issue) + self.intercept_))


def _features(tone_scores: Floats, log_odds: Floats, issue: int) -> Floats:
    which = np.zeros(len(log_odds))
    which[issue] = 1.0
    return np.concatenate([tone_scores, softmax(tone_scores), which, log_odds[[issue]]])
