"""What training takes from scikit-learn and scipy: all that is named, and asked for by who trains, in threads too."""

from tests.text import processes
from vnnews.tagging import _learners


def test_all_is_there() -> None:
    assert _learners.__all__ == sorted(_learners.__all__)
    assert all(getattr(_learners, name).__module__.startswith(("sklearn.", "scipy.")) for name in _learners.__all__)


def test_threads_may_begin_to_train_at_once() -> None:
    code = """
import numpy as np
from concurrent.futures import ThreadPoolExecutor
from vnnews.tagging import IssueClassifier, ToneClassifier, TopicClassifier
X, y = np.eye(40), np.arange(40) % 2
fits = [
    lambda: IssueClassifier(cv=2).fit(X, np.column_stack([y, 1 - y])),
    lambda: ToneClassifier(cv=2).fit(X, y.astype(str)),
    lambda: TopicClassifier(validation_fraction=0.0).fit(X, y.astype(str)),
]
with ThreadPoolExecutor(3) as pool:
    print(*[future.result().n_features_in_ for future in [pool.submit(fit) for fit in fits]])
"""
    assert processes.run(code).split() == ["40", "40", "40"]
