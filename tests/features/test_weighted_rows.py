"""Rows of chunks as one matrix, held against scipy."""

import numpy as np
import pytest
import scipy.sparse as sp

from vnnews.features._weighted_rows import Rows, to_matrix


@pytest.mark.parametrize("n_chunks", [1, 3])
def test_chunks_stand_one_below_the_other(n_chunks: int) -> None:
    rng = np.random.default_rng(0)
    values = [rng.random((4 + i, 9), dtype=np.float32) for i in range(n_chunks)]
    parts = [sp.csr_matrix(np.where(one < 0.3, one, 0)) for one in values]
    chunks = [Rows(part.indptr, part.indices, part.data) for part in parts]
    found = to_matrix(chunks, 9, np.float32)
    assert not chunks
    assert found.has_sorted_indices
    assert found.dtype == np.float32
    assert np.array_equal(found.toarray(), sp.vstack(parts).toarray())
