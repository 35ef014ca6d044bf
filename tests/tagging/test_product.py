import numpy as np
import pytest
import scipy.sparse as sp
from threadpoolctl import threadpool_limits

from vnnews.tagging._product import product, small_product, sparse_product

RNG = np.random.default_rng(0)


@pytest.mark.parametrize("shape", [(900, 1536), (200, 512), (200, 1536), (1536, 25), (16, 48), (3, 1)])
def test_rows_do_not_depend_on_how_many_there_are(shape: tuple[int, int]) -> None:
    matrix = RNG.normal(size=shape).astype(np.float32)
    X = RNG.normal(size=(150, shape[0])).astype(np.float32)
    whole = product(X, matrix)
    np.testing.assert_allclose(whole, X.astype(float) @ matrix, rtol=1e-4, atol=1e-3)
    for rows in (slice(0, 1), slice(7, 9), slice(3, 40), slice(100, 150), slice(9, 9)):
        assert np.array_equal(product(X[rows], matrix), whole[rows])


@pytest.mark.parametrize("shape", [(900, 1536), (200, 512), (700, 1536), (1536, 67)])
def test_rows_do_not_depend_on_the_number_of_threads(shape: tuple[int, int]) -> None:
    matrix = RNG.normal(size=shape).astype(np.float32)
    X = RNG.normal(size=(300, shape[0])).astype(np.float32)
    with threadpool_limits(1):
        expected = product(X, matrix)
    with threadpool_limits(2):
        assert np.array_equal(product(X, matrix), expected)
        assert np.array_equal(product(X[:40], matrix), expected[:40])


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
