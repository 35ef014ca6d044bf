"""Frozen dataclasses that write their fields at once, held against those that dataclasses make."""

import copy
import inspect
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, replace

import pytest

from vnnews._frozen import quick_init


@dataclass(frozen=True)
class Plain:
    first: int
    second: str = "b"
    third: dict[str, int] = field(default_factory=dict)
    fourth: list[int] = field(default_factory=lambda: [1])


@quick_init
@dataclass(frozen=True)
class Quick:
    first: int
    second: str = "b"
    third: dict[str, int] = field(default_factory=dict)
    fourth: list[int] = field(default_factory=lambda: [1])


@pytest.mark.parametrize(
    ("given", "named"), [((1,), {}), ((1, "c"), {"fourth": [2]}), ((1, "c", {"d": 2}), {}), ((), {"first": 3})]
)
def test_has_the_same_fields(given: tuple[object, ...], named: dict[str, object]) -> None:
    assert vars(Quick(*given, **named)) == vars(Plain(*given, **named))


def test_makes_each_default_anew() -> None:
    assert Quick(1).third is not Quick(1).third
    assert Quick(1, third=None).third is None


def test_tells_the_same_of_itself() -> None:
    assert str(inspect.signature(Quick)) == str(inspect.signature(Plain))
    assert repr(Quick(1)) == repr(Plain(1)).replace("Plain", "Quick")
    assert inspect.get_annotations(Quick.__init__) == inspect.get_annotations(Plain.__init__)


def test_misses_what_is_missing() -> None:
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'first'"):
        Quick()


def test_stays_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        Quick(1).first = 2  # type: ignore[misc]  # what is tested


def test_is_compared_copied_and_pickled_as_ever() -> None:
    one = Quick(1, "c", {"d": 2})
    assert one == copy.deepcopy(one) == pickle.loads(pickle.dumps(one))
    assert one == replace(Quick(7), first=1, second="c", third={"d": 2})
    assert one != Quick(1)
