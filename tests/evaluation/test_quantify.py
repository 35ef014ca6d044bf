import json

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import expit, softmax

from vnnews.evaluation import Quantifier
from vnnews.evaluation._quantify import _expectation_maximisation

Floats = NDArray[np.float64]
TONES = np.array(["mixed", "negative", "neutral", "positive"])


def binary(rng: np.random.Generator, n: int, share: float, prior: float) -> tuple[NDArray[np.int64], Floats]:
    """Labels, and the exact probabilities of a classifier that was trained where the label had the prior share."""
    y = (rng.random(n) < share).astype(int)
    x = rng.normal(np.where(y == 1, 0.8, -0.8))
    return y, expit(1.6 * x + np.log(prior / (1 - prior)))


def several(rng: np.random.Generator, n: int, share: Floats, prior: Floats) -> tuple[NDArray[np.str_], Floats]:
    k = rng.choice(4, n, p=share)
    means = 1.3 * np.eye(4)
    x = rng.normal(means[k])
    return TONES[k], softmax(x @ means.T + np.log(prior), axis=1)


def test_adjusted_count_by_hand() -> None:
    # Said of 3 in 4 that have it and of 1 in 6 that have not; said of half the collection.
    y = np.array([1] * 4 + [0] * 6)[:, None]
    p = np.array([0.9, 0.8, 0.7, 0.1, 0.6, 0.1, 0.1, 0.2, 0.2, 0.3])[:, None]
    collection = np.array([0.9, 0.1])[:, None]
    found = Quantifier("acc").fit(p, y).estimate(collection)
    assert found.counted.tolist() == [0.5]
    assert found.share[0] == pytest.approx((0.5 - 1 / 6) / (3 / 4 - 1 / 6))
    # The same with mean probabilities: 0.625 and 0.25.
    found = Quantifier("pacc").fit(p, y).estimate(collection)
    assert found.share[0] == pytest.approx((0.5 - 0.25) / (0.625 - 0.25))
    assert Quantifier("pcc").fit(p, y).estimate(collection).share[0] == pytest.approx(0.5)


def test_together_and_each_agree_on_two_labels() -> None:
    rng = np.random.default_rng(0)
    y, p = binary(rng, 500, 0.4, 0.4)
    _, q = binary(rng, 300, 0.2, 0.4)
    for method in ("acc", "pacc", "emq"):
        one = Quantifier(method).fit(p[:, None], y[:, None]).estimate(q[:, None])
        two = Quantifier(method).fit(np.column_stack([1 - p, p]), y).estimate(np.column_stack([1 - q, q]))
        assert two.share[1] == pytest.approx(one.share[0], abs=1e-4)
        assert two.share.sum() == pytest.approx(1.0)


def test_expectation_maximisation_climbs_to_the_likeliest_share() -> None:
    rng = np.random.default_rng(1)
    _, q = binary(rng, 400, 0.2, 0.5)
    both = np.column_stack([1 - q, q])
    found = _expectation_maximisation(np.array([0.5, 0.5]), np.full(400, 1 / 400), both, 1000)[1]
    shares = np.linspace(0.001, 0.999, 999)
    likelihood = [np.log((1 - q) * (1 - share) + q * share).sum() for share in shares]
    assert found == pytest.approx(shares[int(np.argmax(likelihood))], abs=0.002)


@pytest.mark.parametrize("method", ["acc", "pacc", "emq"])
def test_corrected_shares_beat_counting_under_prior_shift(method: str) -> None:
    rng = np.random.default_rng(2)
    counting, corrected = [], []
    for share in (0.02, 0.1, 0.3, 0.6, 0.9):
        y, p = binary(rng, 2000, 0.25, 0.25)
        truth, q = binary(rng, 2000, share, 0.25)
        found = Quantifier(method).fit(p[:, None], y[:, None]).estimate(q[:, None])  # type: ignore[arg-type]  # a str
        counting.append(abs(found.counted[0] - truth.mean()))
        corrected.append(abs(found.share[0] - truth.mean()))
    assert np.mean(corrected) < 0.4 * np.mean(counting)
    assert max(corrected) < 0.1


@pytest.mark.parametrize("method", ["acc", "pacc", "emq"])
def test_corrected_tones_beat_counting_under_prior_shift(method: str) -> None:
    rng = np.random.default_rng(3)
    prior = np.array([0.15, 0.5, 0.15, 0.2])
    y, p = several(rng, 3000, prior, prior)
    quantifier = Quantifier(method).fit(p, y)  # type: ignore[arg-type]  # a str
    counting, corrected = [], []
    for _ in range(8):
        share = rng.dirichlet(np.ones(4))
        truth, q = several(rng, 2000, share, prior)
        found = quantifier.estimate(q)
        true_share = np.array([np.mean(truth == tone) for tone in TONES])
        counting.append(np.abs(found.counted - true_share).sum())
        corrected.append(np.abs(found.share - true_share).sum())
        assert found.share.sum() == pytest.approx(1.0)
        assert (found.share >= 0).all()
    assert np.mean(corrected) < 0.5 * np.mean(counting)


@pytest.mark.parametrize("method", ["count", "acc", "pacc", "emq"])
def test_intervals_cover_the_share(method: str) -> None:
    rng = np.random.default_rng(4)
    covered = 0
    for trial in range(40):
        y, p = binary(rng, 600, 0.3, 0.3)
        _, q = binary(rng, 400, 0.15, 0.3)
        quantifier = Quantifier(method).fit(p[:, None], y[:, None])  # type: ignore[arg-type]  # a str
        found = quantifier.estimate(q[:, None], n_resamples=100, random_state=trial)
        assert found.low[0] <= found.share[0] <= found.high[0]
        covered += bool(found.low[0] <= 0.15 <= found.high[0])
    assert covered >= 34 if method != "count" else covered < 34


def test_what_cannot_be_corrected_is_counted_and_named() -> None:
    y = np.array([[0, 1, 0], [0, 1, 1], [0, 1, 0], [0, 1, 1]])
    p = np.array([[0.9, 0.9, 0.8], [0.1, 0.9, 0.2], [0.2, 0.9, 0.2], [0.1, 0.9, 0.8]])
    q = np.array([[0.9, 0.9, 0.9], [0.1, 0.1, 0.9]])
    found = Quantifier("acc").fit(p, y, labels=["none", "all", "blind"]).estimate(q)
    np.testing.assert_allclose(found.share, found.counted)
    assert found.notes == (
        "none: not corrected, none of the labelled articles have it",
        "all: not corrected, all of the labelled articles have it",
        "blind: not corrected, true and false positive rate are 0.500 and 0.500",
    )
    found = Quantifier("emq").fit(p[:, :2], y[:, :2], labels=["none", "all"]).estimate(q[:, :2])
    np.testing.assert_allclose(found.share, q[:, :2].mean(axis=0))
    assert len(found.notes) == 2


def test_tones_that_say_nothing_are_counted_and_named() -> None:
    y, p = ["a", "b"] * 10, np.tile([[0.7, 0.3]], (20, 1))
    found = Quantifier("pacc").fit(p, y).estimate(p)
    assert found.share.tolist() == pytest.approx([0.7, 0.3])
    assert found.notes == ("not corrected: what is said hardly depends on the label",)


def test_a_tone_without_labelled_articles() -> None:
    p = np.array([[0.8, 0.1, 0.1], [0.1, 0.8, 0.1]] * 5)
    for method in ("acc", "pacc", "emq"):
        found = Quantifier(method).fit(p, ["a", "b"] * 5, labels=["a", "b", "c"]).estimate(p)
        assert found.share.sum() == pytest.approx(1.0)
        assert np.isfinite(found.share).all()


def test_decisions_may_be_given() -> None:
    p = np.array([[0.45], [0.3], [0.1]])
    found = Quantifier("count").fit(p, [[1], [0], [0]], decisions=[[1], [0], [0]]).estimate(p, decisions=p >= 0.4)
    assert found.share.tolist() == pytest.approx([1 / 3])
    tones = Quantifier("count").fit(np.eye(2), ["a", "b"]).estimate(np.eye(2), decisions=["b", "b"])
    assert tones.share.tolist() == [0.0, 1.0]


def test_json() -> None:
    found = Quantifier("pcc").fit([[0.5]], [[1]], labels=["iran"]).estimate([[0.25]])
    assert json.loads(json.dumps(found.to_dict())) == {
        "shares": {"iran": {"share": 0.25, "low": None, "high": None, "counted": 0.0}},
        "notes": [],
    }


def test_errors_say_what_to_do() -> None:
    with pytest.raises(ValueError, match="method='x': expected one of 'count'"):
        Quantifier("x").fit([[0.5]], [[1]])  # type: ignore[arg-type]  # wrong on purpose
    with pytest.raises(ValueError, match=r"labels \['z'\] have no column"):
        Quantifier().fit([[0.5, 0.5]], ["z"], labels=["a", "b"])
    with pytest.raises(ValueError, match="expected one row per article"):
        Quantifier().fit([[0.5]], [[1, 0]])
    fitted = Quantifier().fit([[0.5], [0.4]], [[1], [0]])
    with pytest.raises(ValueError, match=r"expected \(n_articles, 1\)"):
        fitted.estimate([[0.5, 0.5]])
    with pytest.raises(ValueError, match="expected the same articles"):
        fitted.estimate([[0.5]], decisions=[[1], [0]])
