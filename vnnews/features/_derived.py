"""What is made of learnt arrays for fast use: made once, and never saved."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from operator import is_
from typing import Any, Self, TypeVar, overload

T = TypeVar("T")
_PREFIX = "_made_"


class made_once(cached_property[T]):  # noqa: N801  # a decorator, named like `property`
    """A `cached_property` without its lock, which before Python 3.12 is one for all instances.

    While a thread made the property of one object, others would wait with theirs. Threads that come at once to the same
    object make the same thing twice.
    """

    @overload
    def __get__(self, instance: None, owner: type[Any] | None = None) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type[Any] | None = None) -> T: ...
    def __get__(self, instance: object, owner: type[Any] | None = None) -> Self | T:
        if instance is None:
            return self
        made = instance.__dict__[self.attrname or ""] = self.func(instance)
        return made


class Derived:
    """An estimator that keeps beside its learnt arrays what is made of them; pickles leave that out."""

    def _derive(self, name: str, sources: tuple[Any, ...], make: Callable[[], T]) -> T:
        """Return what `make` returned for these very sources; it is called again when one of them is another object.

        Threads that come here at once make the same thing twice.
        """
        kept = self.__dict__.get(_PREFIX + name)
        if kept is None or not all(map(is_, kept[0], sources)):
            kept = (sources, make())
            self.__dict__[_PREFIX + name] = kept
        made: T = kept[1]
        return made

    def __getstate__(self) -> dict[str, Any]:
        state: dict[str, Any] = super().__getstate__()  # type: ignore[assignment]  # scikit-learn gives a dict
        return {name: value for name, value in state.items() if not name.startswith(_PREFIX)}
