import numpy as np
import scipy.special
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from vnnews.tagging._softmax import log_softmax, softmax


@given(npst.arrays(np.float64, st.tuples(st.integers(0, 3), st.integers(1, 5)), elements=st.floats(-800, 800)))
def test_as_scipy(scores: np.ndarray) -> None:
    np.testing.assert_allclose(softmax(scores), scipy.special.softmax(scores, axis=-1), atol=1e-15)
    np.testing.assert_allclose(log_softmax(scores), scipy.special.log_softmax(scores, axis=-1), rtol=1e-12, atol=1e-12)
