import subprocess
import sys

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from vnnews.evaluation import PerIssueF1Display, RiskCoverageDisplay
from vnnews.evaluation._plot import spread, wilson_interval

pytestmark = pytest.mark.usefixtures("canvas")


def test_evaluation_needs_no_matplotlib_until_it_draws() -> None:
    code = "import sys, vnnews.evaluation; sys.exit(any(name.startswith('matplotlib') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_without_matplotlib_the_error_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.pyplot", None)
    with pytest.raises(ImportError, match=r"pip install 'vnnews\[plots\]'"):
        PerIssueF1Display(["Iran"], [0.5], [0.4], [0.6], [10]).plot()


def test_axes_that_are_given_are_drawn_on() -> None:
    figure, axes = plt.subplots()
    first = RiskCoverageDisplay.from_predictions([1, 0], [1, 1], [0.9, 0.2], ax=axes)
    second = RiskCoverageDisplay(first.curve).plot(ax=axes, color="black")
    assert first.ax_ is second.ax_ is axes
    assert first.figure_ is figure
    assert len(plt.get_fignums()) == 1


@given(st.lists(st.floats(0, 1), max_size=12), st.floats(0.01, 0.3))
def test_labels_keep_their_distance_and_their_order(positions: list[float], distance: float) -> None:
    moved = spread(positions, distance, lowest=0.0)
    order = np.argsort(positions, kind="stable")
    assert (np.diff(moved[order]) >= distance - 1e-9).all()
    assert (moved >= -1e-9).all()
    if len(positions) > 1 and np.diff(np.sort(positions)).min() >= distance:
        np.testing.assert_allclose(moved, positions, atol=1e-9)


def test_labels_move_as_little_as_they_can() -> None:
    assert spread([0.5, 0.5, 0.9], 0.2).tolist() == pytest.approx([0.4, 0.6, 0.9])
    assert spread([0.0, 0.0], 0.2, lowest=0.0).tolist() == pytest.approx([0.0, 0.2])


@pytest.mark.parametrize(("hits", "n"), [(0, 10), (3, 10), (10, 10), (420, 1000)])
def test_interval_is_that_of_scipy(hits: int, n: int) -> None:
    low, high = wilson_interval([hits], [n])
    expected = binomtest(hits, n).proportion_ci(method="wilson")
    assert (low[0], high[0]) == pytest.approx((expected.low, expected.high), abs=1e-6)


def test_interval_of_nothing() -> None:
    low, high = wilson_interval([[0.0]], [[0.0]])
    assert np.isnan(low).all()
    assert np.isnan(high).all()
