import numpy as np
import pytest
import scipy.sparse as sp

from vnnews.tagging._linear import linear_scores


@pytest.mark.parametrize("density", [0.0, 0.002, 0.5])
def test_equals_the_product(density: float) -> None:
    rng = np.random.default_rng(0)
    X = sp.random(5, 400, density=density, format="csr", random_state=0)
    coef, intercept = rng.normal(size=(3, 400)), rng.normal(size=3)
    expected = X.toarray() @ coef.T + intercept
    np.testing.assert_allclose(linear_scores(X, coef, intercept), expected, atol=1e-12)
    np.testing.assert_allclose(linear_scores(X.toarray(), coef, intercept), expected, atol=1e-12)
