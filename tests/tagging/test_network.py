import numpy as np
import pytest
from scipy.special import expit, log_softmax
from sklearn.base import clone
from sklearn.exceptions import NotFittedError

from vnnews.tagging._network import MultiTaskNetwork, Targets, Weights, class_weights, differentiate


def batch(n: int = 9) -> tuple[np.ndarray, np.ndarray, Targets]:
    rng = np.random.default_rng(0)
    flags = rng.integers(0, 2, (n, 4)).astype(float)
    targets = Targets(flags, np.array([1.0, 1.0, 0.3, 0.3]), rng.integers(0, 3, n), 3)
    return rng.normal(size=(n, 5)), rng.choice([0.0, 2.0], (n, 6)), targets


def loss(weights: Weights, x: np.ndarray, mask: np.ndarray, targets: Targets, tone_weights: np.ndarray) -> float:
    out = np.maximum(x @ weights.hidden + weights.hidden_constant, 0) * mask @ weights.output + weights.output_constant
    p, n = expit(out[:, :4]), len(x)
    flags = -(targets.flags * np.log(p) + (1 - targets.flags) * np.log(1 - p)) @ targets.flag_weights
    tones = -log_softmax(out[:, 4:], axis=1)[np.arange(n), targets.tones] * tone_weights[targets.tones]
    return float((flags + tones).mean())


def test_gradient_against_finite_differences() -> None:
    x, mask, targets = batch()
    rng = np.random.default_rng(1)
    weights = Weights(*(rng.normal(size=shape) for shape in ((5, 6), (6,), (6, 7), (7,))))
    tone_weights = np.array([0.5, 1.0, 2.0])
    gradient = differentiate(weights, x, mask, targets, tone_weights)
    for k, array in enumerate(weights):
        for place in np.ndindex(array.shape):
            values = []
            for change in (1e-5, -1e-5):
                moved = array.copy()
                moved[place] += change
                values.append(loss(Weights(*weights[:k], moved, *weights[k + 1 :]), x, mask, targets, tone_weights))
            assert abs(gradient[k][place] - (values[0] - values[1]) / 2e-5) < 1e-6


@pytest.fixture(scope="module")
def data() -> tuple[np.ndarray, Targets]:
    rng = np.random.default_rng(0)
    X = rng.normal(size=(1500, 8)).astype(np.float32)
    X[::7, 4:] = 0
    flags = np.column_stack([X[:, 0] * X[:, 1] > 0, X[:, 2] > 1]).astype(np.float32)
    return X, Targets(flags, np.ones(2, np.float32), (X[:, 3] > 0).astype(np.int64) + (X[:, 3] > 1), 3)


SIZES = {"n_hidden": 64, "n_epochs": 30, "learning_rate": 0.01, "input_dropout": 0.0, "n_networks": 2}


def test_learns_what_no_linear_model_can(data: tuple[np.ndarray, Targets]) -> None:
    X, targets = data
    train = Targets(targets.flags[:1000], targets.flag_weights, targets.tones[:1000], 3)
    out = MultiTaskNetwork(**SIZES).fit(X[:1000], train, blocks=(4, 4)).decision_function(X[1000:])
    assert np.mean((out[:, :2] > 0) == targets.flags[1000:]) > 0.9
    assert np.mean(out[:, 2:].argmax(axis=1) == targets.tones[1000:]) > 0.85


def test_same_seed_same_bits(data: tuple[np.ndarray, Targets]) -> None:
    X, targets = data
    model = MultiTaskNetwork(**SIZES).set_params(n_epochs=2)
    one, two, other = (clone(model).set_params(random_state=seed).fit(X, targets) for seed in (0, 0, 7))
    assert np.array_equal(one.hidden_, two.hidden_)
    assert not np.array_equal(one.hidden_, other.hidden_)
    # The second network of a model has the next seed.
    after = clone(model).set_params(random_state=1).fit(X, targets)
    assert np.array_equal(one.hidden_[1], after.hidden_[0])


def test_a_narrow_entry_says_about_the_same(data: tuple[np.ndarray, Targets]) -> None:
    X, targets = data
    model = MultiTaskNetwork(**SIZES)
    wide, narrow, plenty = (clone(model).set_params(rank=rank).fit(X, targets, blocks=(4, 4)) for rank in (None, 6, 8))
    assert wide.entry_ is plenty.entry_ is None
    assert np.array_equal(wide.hidden_, plenty.hidden_)
    assert narrow.entry_ is not None
    assert narrow.entry_.shape == (8, 6)
    assert narrow.hidden_.shape == (2, 6, 64)
    # Four of eight features tell something.
    one, two = wide.decision_function(X), narrow.decision_function(X)
    assert np.mean((one[:, :2] > 0) == (two[:, :2] > 0)) > 0.95
    assert np.mean(one[:, 2:].argmax(axis=1) == two[:, 2:].argmax(axis=1)) > 0.95
    compact = narrow.compact()
    assert compact.entry_ is not None
    assert compact.entry_.dtype == np.float16
    np.testing.assert_allclose(compact.decision_function(X), two, atol=0.2)


@pytest.mark.parametrize("rank", [None, 3])
def test_an_absent_block_is_neutral(rank: int | None, data: tuple[np.ndarray, Targets]) -> None:
    X, targets = data
    model = MultiTaskNetwork(**SIZES).set_params(n_epochs=1, n_networks=1, rank=rank).fit(X, targets, blocks=(4, 4))
    absent, average = X[:1].copy(), X[:1].copy()
    absent[0, 4:], average[0, 4:] = 0, model.mean_[4:]
    np.testing.assert_allclose(model.decision_function(absent), model.decision_function(average), atol=1e-6)


def test_rare_tones_weigh_more() -> None:
    tones = np.array([0] * 8 + [1] * 2)
    np.testing.assert_allclose(class_weights(tones, 2, 1.0), [10 / 16, 10 / 4])
    np.testing.assert_allclose(class_weights(tones, 3, 0.0), [1, 1, 1])


def test_errors(data: tuple[np.ndarray, Targets]) -> None:
    X, targets = data
    with pytest.raises(NotFittedError):
        MultiTaskNetwork().decision_function(X)
    with pytest.raises(ValueError, match="targets of 1500 texts for 3"):
        MultiTaskNetwork().fit(X[:3], targets)
    with pytest.raises(ValueError, match="the blocks have 5 features, expected 8"):
        MultiTaskNetwork().fit(X, targets, blocks=(2, 3))
    with pytest.raises(ValueError, match="rank=0: expected 1 or more"):
        MultiTaskNetwork(rank=0).fit(X, targets)
