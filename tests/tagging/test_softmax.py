import numpy as np
import scipy.special
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from vnnews.tagging._softmax import lay_log_softmax, log_softmax, mix_log_softmax, softmax


@given(npst.arrays(np.float64, st.tuples(st.integers(0, 3), st.integers(1, 5)), elements=st.floats(-800, 800)))
def test_as_scipy(scores: np.ndarray) -> None:
    np.testing.assert_allclose(softmax(scores), scipy.special.softmax(scores, axis=-1), atol=1e-15)
    np.testing.assert_allclose(log_softmax(scores), scipy.special.log_softmax(scores, axis=-1), rtol=1e-12, atol=1e-12)


@given(npst.arrays(np.float64, st.tuples(st.integers(0, 3), st.just(9)), elements=st.floats(-800, 800)))
def test_laid_out_among_others(rows: np.ndarray) -> None:
    before, scores, behind = rows[:, :3], rows[:, 2:7], rows[:, 7:].copy()
    found = np.empty((len(rows), 8))
    lay_log_softmax(before, scores, behind, found)
    assert np.array_equal(found, np.concatenate([before, log_softmax(scores[:, 2:]), behind], axis=1))


@given(
    st.integers(0, 3).flatmap(
        lambda n: st.tuples(
            npst.arrays(np.float64, (n, 4), elements=st.floats(-800, 800)),
            npst.arrays(np.float32, (n, 6), elements=st.floats(-800, 800, width=32)),
        )
    ),
    npst.arrays(np.float64, 4, elements=st.floats(-800, 800)),
    st.floats(0, 1),
)
def test_mixtures_have_the_bits_of_their_steps(
    scores: tuple[np.ndarray, np.ndarray], constants: np.ndarray, share: float
) -> None:
    first, more, second = scores[0], scores[1][:, :4], scores[1][:, 2:]
    expected = log_softmax((1 - share) * log_softmax(first + constants + more) + share * log_softmax(second))
    found = np.empty_like(first)
    mix_log_softmax((first.copy(), constants, more), scores[1], share, found)
    assert np.array_equal(found, expected)
