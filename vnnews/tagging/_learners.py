"""What only training takes from scikit-learn and scipy: the functions that train import it from here, when they run.

Who tags with a saved model does not wait for it. And threads that begin to train at the same time import it in one
order, whatever they need first: scikit-learn's modules import one another in circles.
"""

from __future__ import annotations

from scipy.optimize import minimize, minimize_scalar
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import KFold, StratifiedKFold, StratifiedShuffleSplit
from sklearn.preprocessing import StandardScaler
from sklearn.svm import LinearSVC

__all__ = [
    "KFold",
    "LinearSVC",
    "LogisticRegression",
    "StandardScaler",
    "StratifiedKFold",
    "StratifiedShuffleSplit",
    "f1_score",
    "minimize",
    "minimize_scalar",
]
