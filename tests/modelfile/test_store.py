import numpy as np
import pytest

from vnnews.modelfile._store import Store


def test_the_first_shape_says_how_large_a_size_is() -> None:
    store = Store()
    store.agree("coef_", ("n_issues", "n_features"), (3, 5))
    store.agree("idf_", ("n_features",), (5,))
    assert store.sizes == {"n_issues": 3, "n_features": 5}


def test_sums_are_checked_and_solved_for_what_is_not_known() -> None:
    store = Store()
    store.agree("classes_", ("n_tones",), (4,))
    store.agree("coef_", ("n_tones", "2*n_tones + n_issues + 1"), (4, 30))
    assert store.sizes["n_issues"] == 21
    with pytest.raises(ValueError, match=r"expected \(2\*n_tones \+ n_issues \+ 1 = 30\)"):
        store.agree("more_", ("2*n_tones + n_issues + 1",), (31,))


@pytest.mark.parametrize(
    ("shape", "found"),
    [
        (("n",), (0,)),
        (("n",), ()),
        (("n",), (2, 2)),
        (("n", "n"), (2, 3)),
        ((4,), (5,)),
        (("2*n_tones + n_issues + 1",), (9,)),
    ],
)
def test_other_shapes_are_refused(shape: tuple[str | int, ...], found: tuple[int, ...]) -> None:
    store = Store()
    store.agree("classes_", ("n_tones",), (4,))
    with pytest.raises(ValueError, match=r"x_ has the shape \(.*\), expected \(.+\)"):
        store.agree("x_", shape, found)


def test_arrays_are_taken_once() -> None:
    store = Store({"idf_": np.ones(2)})
    store.apart().take("idf_")
    with pytest.raises(ValueError, match="idf_ is missing"):
        store.take("idf_")


def test_sizes_apart_do_not_meet() -> None:
    store = Store()
    store.agree("a_", ("n",), (2,))
    store.apart().agree("b_", ("n",), (3,))
    assert store.sizes == {"n": 2}
