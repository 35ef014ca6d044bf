"""Estimators to a tree of components and back, as a table says.

A component is the name of a class, the parameters of its constructor and what `fit` learnt; parts of it that are
estimators themselves are components in turn. Only classes of the table are made, and only with what the table lets in.
"""

from __future__ import annotations

import reprlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sklearn.base import BaseEstimator
from sklearn.utils.validation import check_is_fitted

from vnnews.modelfile._kinds import Kind, refuse
from vnnews.modelfile._layout import CONFIG, blame
from vnnews.modelfile._store import Store


def _nothing(estimator: Any) -> None:
    """Check nothing more."""


@dataclass(frozen=True)
class Component:
    """How one class of estimators is saved.

    Attributes
    ----------
    estimator : type
    parameters : mapping from str to Kind
        Parameters of the constructor.
    learnt : mapping from str to Kind
        Learnt attributes. An attribute that says how large a size is stands before those that need it.
    left_out : tuple of str
        Parameters and learnt attributes that are no property of the model, such as the number of threads.
    check : callable
        Takes the estimator when all is read; raises ValueError if its parts do not go together.
    """

    estimator: type[BaseEstimator]
    parameters: Mapping[str, Kind]
    learnt: Mapping[str, Kind]
    left_out: tuple[str, ...] = ()
    check: Callable[[Any], None] = _nothing


Table = Mapping[str, Component]


@dataclass(frozen=True)
class Part(Kind):
    """A sub-estimator: a learnt one, or, as a parameter, one that is yet to be fitted.

    Parameters
    ----------
    table : callable
        Returns the table, which holds this part and so is not there yet when the part is made.
    classes : tuple of str
        Which components it may be.
    fitted : bool
    apart : bool
        Whether its sizes are its own, although it is fitted.
    """

    table: Callable[[], Table]
    classes: tuple[str, ...]
    fitted: bool = True
    apart: bool = False

    def write(self, value: Any, store: Store, name: str) -> dict[str, Any]:
        """Return the component."""
        own = store if self.fitted and not self.apart else store.apart()
        return write_component(value, self._among(), own, f"{name}.", fitted=self.fitted)

    def read(self, data: Any, store: Store, name: str) -> BaseEstimator:
        """Return the estimator."""
        own = store if self.fitted and not self.apart else store.apart()
        return read_component(data, self._among(), own, f"{name}.", fitted=self.fitted)

    def _among(self) -> Table:
        return {name: self.table()[name] for name in self.classes}


def write_component(
    estimator: Any, table: Table, store: Store, prefix: str = "", *, fitted: bool = True
) -> dict[str, Any]:
    """Return an estimator as JSON-ready component; its arrays go into the store.

    Parameters
    ----------
    estimator : estimator
    table : mapping from str to Component
        The classes that it may be of.
    store : Store
    prefix : str
        What the names of its arrays begin with.
    fitted : bool
        Whether to write what it learnt, too.

    Raises
    ------
    TypeError
        If its class is not in the table, or a value can't be saved.
    ValueError
        If a value can't be saved.
    sklearn.exceptions.NotFittedError
        If it has not learnt anything yet.
    """
    name = type(estimator).__name__
    component = table.get(name)
    if component is None or type(estimator) is not component.estimator:
        raise TypeError(
            f"{prefix.rstrip('.') or 'the estimator'} is of type {type(estimator).__name__}; a model file holds "
            f"{' or '.join(table)} of vnnews, and no classes of other make (joblib saves those)"
        )
    parameters = estimator.get_params(deep=False)
    written = {
        "class": name,
        "parameters": {
            key: kind.write(parameters[key], store, prefix + key) for key, kind in component.parameters.items()
        },
    }
    if fitted:
        check_is_fitted(estimator, list(component.learnt))
        _check_nothing_is_forgotten(estimator, component)
        component.check(estimator)
        learnt = {
            key: kind.write(getattr(estimator, key), store, prefix + key) for key, kind in component.learnt.items()
        }
        written["learnt"] = {key: value for key, value in learnt.items() if component.learnt[key].in_json}
    return written


def _check_nothing_is_forgotten(estimator: Any, component: Component) -> None:
    learnt = {key for key in vars(estimator) if key.endswith("_") and not key.startswith("_")}
    known = {*component.parameters, *component.learnt, *component.left_out}
    for key in sorted((learnt | set(estimator.get_params(deep=False))) - known):
        raise ValueError(f"{key} of {type(estimator).__name__} has no place in a model file; delete it before saving")


def read_component(data: Any, table: Table, store: Store, prefix: str = "", *, fitted: bool = True) -> Any:
    """Return the estimator that a component describes.

    Parameters
    ----------
    data : JSON value
        What `write_component` returned.
    table : mapping from str to Component
        The classes that it may be of.
    store : Store
        Its arrays, and maybe others.
    prefix : str
        What the names of its arrays begin with.
    fitted : bool
        Whether it has learnt something.

    Raises
    ------
    DamageError
        If anything is missing, of the wrong kind, or more than there should be.
    """
    what = prefix.rstrip(".") or "the model"
    with blame(CONFIG):
        _check_keys(data, {"class", "parameters", "learnt"} if fitted else {"class", "parameters"}, what)
        if not isinstance(data["class"], str) or data["class"] not in table:
            raise refuse(f"the class of {what}", data["class"], " or ".join(table))
        component = table[data["class"]]
        in_json = {key for key, kind in component.learnt.items() if kind.in_json}
        _check_keys(data["parameters"], set(), f"the parameters of {what}", maybe=set(component.parameters))
        _check_keys(data.get("learnt", {}), in_json if fitted else set(), f"what {what} learnt")
    # A parameter that an estimator got after the model was saved has its default, which is what was done before.
    values = {
        key: _read(kind, data["parameters"][key], store, prefix + key)
        for key, kind in component.parameters.items()
        if key in data["parameters"]
    }
    estimator = component.estimator(**values)
    if fitted:
        for key, kind in component.learnt.items():
            setattr(estimator, key, _read(kind, data["learnt"].get(key), store, prefix + key))
        with blame(CONFIG):
            component.check(estimator)
    return estimator


def _read(kind: Kind, data: Any, store: Store, name: str) -> Any:
    with blame(CONFIG if kind.in_json else store.file):
        return kind.read(data, store, name)


def _check_keys(data: Any, expected: set[str], what: str, maybe: Collection[str] = ()) -> None:
    if not isinstance(data, dict):
        raise refuse(what, data, "a mapping")
    for key in sorted((set(data) ^ expected).difference(maybe)):
        raise ValueError(f"{what}: {reprlib.repr(key)} is {'missing' if key in expected else 'unknown'}")
