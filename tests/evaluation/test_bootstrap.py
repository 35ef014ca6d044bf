import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.metrics import accuracy_score, f1_score

from vnnews.evaluation import bootstrap_interval, opposite_rate, ordinal_error, paired_bootstrap
from vnnews.evaluation._bootstrap import resample_weights

RNG = np.random.default_rng(0)
TONES = np.array(["positive", "negative", "mixed", "neutral"])
TRUTH = TONES[RNG.integers(0, 4, 60)]
SAID = np.where(RNG.random(60) < 0.7, TRUTH, TONES[RNG.integers(0, 4, 60)])
Y_TRUE = (RNG.random((60, 5)) < [0.5, 0.3, 0.2, 0.05, 0.0]).astype(int)
Y_PRED = np.where(RNG.random((60, 5)) < 0.85, Y_TRUE, RNG.integers(0, 2, (60, 5)))
Y_PRED[:, 4] = 0


def f1(average: str):  # type: ignore[no-untyped-def]  # a metric, as scikit-learn has them
    return lambda truth, said: f1_score(truth, said, average=average, zero_division=np.nan)


@pytest.mark.parametrize("groups", [None, RNG.integers(0, 12, 60)])
@pytest.mark.parametrize(
    ("name", "slow", "truth", "said"),
    [
        ("accuracy", accuracy_score, TRUTH, SAID),
        ("macro_f1", f1("macro"), TRUTH, SAID),
        ("weighted_f1", f1("weighted"), TRUTH, SAID),
        ("opposite_rate", opposite_rate, TRUTH, SAID),
        ("ordinal_error", ordinal_error, TRUTH, SAID),
        ("micro_f1", f1("micro"), Y_TRUE, Y_PRED),
        ("macro_f1", f1("macro"), Y_TRUE, Y_PRED),
    ],
)
def test_sums_give_what_scikit_learn_gives_on_every_sample(name, slow, truth, said, groups) -> None:  # type: ignore[no-untyped-def]  # too many kinds
    fast = bootstrap_interval(name, truth, said, groups=groups, n_resamples=60)
    brute = bootstrap_interval(slow, truth, said, groups=groups, n_resamples=60)
    assert (fast.estimate, fast.low, fast.high) == pytest.approx((brute.estimate, brute.low, brute.high))


def test_f1_of_every_label() -> None:
    found = bootstrap_interval("f1", Y_TRUE, Y_PRED, n_resamples=200)
    assert isinstance(found.estimate, np.ndarray)
    np.testing.assert_allclose(found.estimate, f1_score(Y_TRUE, Y_PRED, average=None, zero_division=np.nan))
    known = ~np.isnan(found.estimate)
    assert known.tolist() == [True, True, True, True, False]
    assert (found.low[known] <= found.estimate[known]).all()  # type: ignore[index]  # arrays, as the estimate
    assert (found.estimate[known] <= found.high[known]).all()  # type: ignore[index]


def test_samples_are_draws_with_replacement() -> None:
    drawn = np.random.default_rng(3).integers(0, 7, size=(5, 7))
    weights = np.vstack(list(resample_weights(7, 5, 3)))
    np.testing.assert_array_equal(weights, [np.bincount(row, minlength=7) for row in drawn])


def test_chunks_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = bootstrap_interval("accuracy", TRUTH, SAID, n_resamples=50)
    monkeypatch.setattr("vnnews.evaluation._bootstrap._CHUNK", 130)
    assert bootstrap_interval("accuracy", TRUTH, SAID, n_resamples=50) == whole


def test_interval_covers_the_truth_as_often_as_it_says() -> None:
    rng = np.random.default_rng(1)
    covered = 0
    for trial in range(200):
        hits = (rng.random(150) < 0.7).astype(int)
        found = bootstrap_interval("accuracy", np.ones(150, int), hits, n_resamples=300, random_state=trial)
        covered += bool(found.low <= 0.7 <= found.high)
    assert 0.9 <= covered / 200 <= 0.99


def test_copies_count_once() -> None:
    """Every article five times tells no more than once, if the copies are known."""
    truth, said = np.repeat(TRUTH, 5), np.repeat(SAID, 5)
    blind = bootstrap_interval("accuracy", truth, said)
    knowing = bootstrap_interval("accuracy", truth, said, groups=np.repeat(np.arange(60), 5))
    once = bootstrap_interval("accuracy", TRUTH, SAID)
    assert knowing == once
    assert float(blind.high) - float(blind.low) < 0.6 * (float(once.high) - float(once.low))


def test_paired_comparison() -> None:
    other = np.where(RNG.random(60) < 0.2, "mixed", SAID)
    found = paired_bootstrap("accuracy", TRUTH, SAID, other)
    assert found.first == pytest.approx(accuracy_score(TRUTH, SAID))
    assert found.second == pytest.approx(accuracy_score(TRUTH, other))
    assert found.difference == pytest.approx(found.first - found.second)
    assert found.low <= found.difference <= found.high
    turned = paired_bootstrap("accuracy", TRUTH, other, SAID)
    assert (turned.difference, turned.low, turned.high) == pytest.approx((-found.difference, -found.high, -found.low))
    assert turned.p_value == pytest.approx(found.p_value)


def test_p_values() -> None:
    same = paired_bootstrap("macro_f1", Y_TRUE, Y_PRED, Y_PRED)
    assert (same.difference, same.p_value) == (0.0, 1.0)
    worse = paired_bootstrap("micro_f1", Y_TRUE, Y_TRUE, 1 - Y_TRUE, n_resamples=199)
    assert worse.p_value == pytest.approx(2 / 200)


def test_p_values_of_equal_models_are_spread_evenly() -> None:
    rng = np.random.default_rng(2)
    p = []
    for trial in range(150):
        first, second = (rng.random((2, 200)) < 0.6).astype(int)
        p.append(paired_bootstrap("accuracy", np.ones(200, int), first, second, n_resamples=200, random_state=trial))
    below: NDArray[np.bool_] = np.array([one.p_value for one in p]) < 0.1
    assert 0.03 < below.mean() < 0.2


def test_a_function_gets_probabilities() -> None:
    p = RNG.random(60)
    found = bootstrap_interval(lambda truth, said: float(np.mean((truth - said) ** 2)), Y_TRUE[:, 0], p)
    assert found.estimate == pytest.approx(np.mean((Y_TRUE[:, 0] - p) ** 2))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"metric": "f2"}, "metric='f2': expected a function or one of 'accuracy'"),
        ({"y_pred": SAID[:3]}, "60 labelled articles, predictions for"),
        ({"y_true": [], "y_pred": []}, "there are no articles"),
        ({"level": 1.5}, "level=1.5"),
        ({"n_resamples": 0}, "n_resamples=0"),
        ({"groups": [1, 2]}, "groups of shape"),
        ({"y_true": Y_TRUE, "y_pred": Y_PRED}, "needs one label per article"),
        ({"metric": "micro_f1", "y_true": Y_TRUE, "y_pred": SAID}, "expected the same shape"),
    ],
)
def test_errors_say_what_to_do(arguments: dict[str, object], message: str) -> None:
    given: dict[str, object] = {"metric": "accuracy", "y_true": TRUTH, "y_pred": SAID, **arguments}
    with pytest.raises(ValueError, match=message):
        bootstrap_interval(**given)  # type: ignore[arg-type]  # wrong on purpose


def test_a_comparison_is_of_one_figure() -> None:
    with pytest.raises(ValueError, match="figure per label"):
        paired_bootstrap("f1", Y_TRUE, Y_PRED, Y_PRED)
