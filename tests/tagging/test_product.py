import numpy as np
import pytest
import scipy.sparse as sp

from vnnews.tagging._product import small_product, sparse_product

RNG = np.random.default_rng(0)


def test_small_products() -> None:
    X, matrix, constants = RNG.normal(size=(30, 44)), RNG.normal(size=(44, 4)), RNG.normal(size=4)
    found = small_product(X, matrix, constants)
    np.testing.assert_allclose(found, X @ matrix + constants, atol=1e-12)
    assert np.array_equal(small_product(X[3:4], matrix, constants), found[3:4])
    single = small_product(X.astype(np.float32), matrix, constants)
    np.testing.assert_allclose(single, X.astype(np.float32).astype(float) @ matrix + constants, atol=1e-12)


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_sparse_rows(kind: type) -> None:
    X = sp.random(40, 300, 0.05, "csr", random_state=0)
    table, constants = RNG.normal(size=(300, 7)).astype(kind), RNG.normal(size=7)
    found = sparse_product(X, table, constants)
    np.testing.assert_allclose(found, X @ table.astype(np.float64) + constants, atol=1e-12)
    assert np.array_equal(sparse_product(X[5:6], table, constants), found[5:6])
    assert np.array_equal(sparse_product(X, table) + constants, found)
