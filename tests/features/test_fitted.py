import pytest
from sklearn.exceptions import NotFittedError

from vnnews.features import WordVectors
from vnnews.features._fitted import check_fitted


def test_only_what_is_fitted_passes() -> None:
    model = WordVectors()
    with pytest.raises(NotFittedError, match="This WordVectors instance is not fitted yet"):
        check_fitted(model, "hashes_")
    model.hashes_ = None
    check_fitted(model, "hashes_")
