import numpy as np
import pytest
import scipy.sparse as sp

from vnnews.tagging._passage_rows import PassageRows, checked_passages, choose, strongest_passages, three_scores

ROWS = PassageRows(sp.csr_matrix(np.arange(10.0).reshape(5, 2)), np.array([0, 1, 3, 5]))


def test_three_scores() -> None:
    whole, parts = np.array([[1.0], [2.0], [3.0]]), np.array([[7.0], [4.0], [6.0], [9.0], [8.0]])
    found = three_scores(whole, parts, ROWS.indptr)
    assert found[:, 0].tolist() == [[1, 7, 7], [2, 6, 4], [3, 9, 8]]
    assert strongest_passages(parts[1:3]).tolist() == [[1], [0]]


def test_passages_of_some_articles() -> None:
    found = choose(ROWS, np.array([2, 0]))
    assert found.rows.toarray().tolist() == [[6, 7], [8, 9], [0, 1]]
    assert found.indptr.tolist() == [0, 2, 3]


def test_every_article_has_passages() -> None:
    X = sp.csr_matrix(np.ones((3, 2)))
    assert checked_passages(X, ROWS) is ROWS
    assert checked_passages(X, None).indptr.tolist() == [0, 1, 2, 3]
    with pytest.raises(ValueError, match="at least one each"):
        checked_passages(X[:2], ROWS)
