"""Model folder or ZIP file to estimator. Nothing is unpickled, and nothing is believed before it is checked."""

from __future__ import annotations

import hashlib
import re
import reprlib
import warnings
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

from sklearn.base import BaseEstimator

from vnnews.modelfile._estimators import ESTIMATORS
from vnnews.modelfile._folder import Folder
from vnnews.modelfile._json import digest, parse_json
from vnnews.modelfile._layout import (
    CARD,
    CONFIG,
    METRICS,
    MOST_CONFIG,
    MOST_WEIGHTS,
    WEIGHTS,
    DamageError,
    blame,
    weights_name,
)
from vnnews.modelfile._store import Store
from vnnews.modelfile._tensors import read_tensors
from vnnews.modelfile._tree import read_component
from vnnews.modelfile._zip import Archive
from vnnews.tagging import ArticleTagger

_SHIPPED = "international-relations"
_SHA256 = re.compile(r"[0-9a-f]{64}")
_ATTEMPTS = 20

Source = Folder | Archive
Found = tuple[BaseEstimator, list[str]]
"""An estimator, and which files beside it are not as they were saved."""


def load_model(path: str | Path) -> BaseEstimator:
    """Read an estimator from a model folder or ZIP file.

    No code of the model is run, whatever it holds. The weights of a folder are mapped into memory, not copied; changing
    an array of the estimator changes no file.

    Parameters
    ----------
    path : path
        What `save_model` wrote. A folder that was zipped by hand will do, too.

    Returns
    -------
    estimator
        Its predictions are those of the saved one, to the bit.

    Raises
    ------
    FileNotFoundError
        If there is nothing at ``path``.
    ValueError
        If it is no model, is damaged in any way, or of a format that this version does not know. The message begins
        with "can't load the model" and names file and reason.

    Warns
    -----
    UserWarning
        If model card or metrics are not those that were saved with the model. They are not needed to load it.

    See Also
    --------
    save_model : Writes it, with an example.
    """
    return _load(Path(path), BaseEstimator)


def load_tagger(path: str | Path | None = None) -> ArticleTagger:
    """Read a tagger from a model folder or ZIP file.

    Parameters
    ----------
    path : path, optional
        What `save_tagger` wrote; by default the trained model that comes with the package.

    Returns
    -------
    ArticleTagger
        Its predictions are those of the saved one, to the bit.

    Raises
    ------
    FileNotFoundError, ValueError
        As for `load_model`; also if the model is no tagger.

    Examples
    --------
    >>> tags = load_tagger().tag("Tổng thống Nga Putin và Tổng thống Mỹ Biden hội đàm tại Geneva về Ukraine")
    >>> sorted(issue.id for issue in tags.issues)
    ['summit_diplomacy', 'ukraine', 'us_russia']
    """
    tagger: ArticleTagger = _load(shipped_model() if path is None else Path(path), ArticleTagger)
    return tagger


def _load(path: Path, kind: type[BaseEstimator]) -> Any:
    if not path.exists():
        raise FileNotFoundError(f"there is no model at {path}; expected a folder or ZIP file that save_model wrote")
    try:
        estimator, changed = _read(path)
        if not isinstance(estimator, kind):
            raise DamageError(
                f"{CONFIG}: it holds a {type(estimator).__name__}, expected a {kind.__name__}; see load_model"
            )
    except ValueError as error:
        raise ValueError(f"can't load the model {path}: {error}") from error
    for name in changed:
        warnings.warn(
            f"{name} of the model {path} was not saved with the model as it is; what it says may be of another one",
            stacklevel=3,
        )
    return estimator


def _read(path: Path) -> Found:
    if path.is_dir():
        return _read_folder(Folder(path))
    if not path.is_file():
        raise ValueError("it is neither a folder nor a regular file")
    with blame(path.name), Archive(path) as archive:
        return _read_config(archive, archive.read(CONFIG, MOST_CONFIG))


def _read_folder(folder: Folder) -> Found:
    """Read a folder; what goes wrong must go wrong twice, for another process may be putting a new model there."""
    tried = b""
    for _ in range(_ATTEMPTS):
        raw = folder.read(CONFIG, MOST_CONFIG)
        try:
            found = _read_config(folder, raw)
        except ValueError:
            if raw == tried:
                raise
        else:
            if raw == tried or not found[1]:
                return found
        tried = raw
    raise ValueError(f"{CONFIG}: it was replaced {_ATTEMPTS} times while it was read; try again when it is at rest")


def _read_config(source: Source, raw: bytes) -> Found:
    with blame(CONFIG):
        config = parse_json(raw)
        found = config.get("format")
        if type(found) is not int or found not in _LOADERS:
            remedy = "; install a newer version of vnnews" if type(found) is int and found > max(_LOADERS) else ""
            raise ValueError(
                f"its format is {reprlib.repr(found)}, and this version of vnnews reads "
                f"{' and '.join(map(str, _LOADERS))}{remedy}"
            )
    return _LOADERS[found](source, config)


def _read_format_1(source: Source, config: dict[str, Any]) -> Found:
    with blame(CONFIG):
        if set(config) != {"format", "sha256", "versions", "files", "model"}:
            raise ValueError(f"it has the keys {reprlib.repr(sorted(config))}, which are not those of format 1")
        if config["sha256"] != digest({key: value for key, value in config.items() if key != "sha256"}):
            raise ValueError("its SHA-256 is not the one it tells: it was changed after it was saved")
        files = _files(config["files"])
        weights = next(name for name in files if WEIGHTS.fullmatch(name))
        n_bytes, sha256 = files[weights]
        if weights != weights_name(sha256):
            raise ValueError(f"{weights} has a name that does not fit its SHA-256, {sha256}")
    data = source.load(weights, n_bytes)
    with blame(weights):
        if hashlib.sha256(data.data).hexdigest() != sha256:
            raise ValueError(f"its SHA-256 is not the one in {CONFIG}: it is damaged, or of another model")
        store = Store(read_tensors(data), weights)
    estimator: BaseEstimator = read_component(config["model"], ESTIMATORS, store)
    if store.arrays:
        raise DamageError(f"{weights}: the array {min(store.arrays)} belongs to nothing in the model")
    return estimator, [name for name in (METRICS, CARD) if not _is_as_saved(source, name, files.get(name))]


def _files(entries: Any) -> dict[str, tuple[int, str]]:
    """Return size and SHA-256 of every file that the config names."""
    files = {}
    for name, entry in entries.items() if isinstance(entries, dict) else ():
        if not (name in (METRICS, CARD) or WEIGHTS.fullmatch(name)):
            raise ValueError(f"it names the file {name[:80]!r}, and a model has none such")
        if not isinstance(entry, dict) or set(entry) != {"bytes", "sha256"}:
            raise ValueError(f"it does not tell bytes and sha256 of {name}")
        n_bytes, sha256 = entry["bytes"], entry["sha256"]
        if type(n_bytes) is not int or not 0 <= n_bytes <= MOST_WEIGHTS:
            raise ValueError(f"{name} has {reprlib.repr(n_bytes)} bytes, expected at most {MOST_WEIGHTS:,}")
        if not isinstance(sha256, str) or not _SHA256.fullmatch(sha256):
            raise ValueError(f"the SHA-256 of {name} is {reprlib.repr(sha256)}")
        files[name] = (n_bytes, sha256)
    if sum(bool(WEIGHTS.fullmatch(name)) for name in files) != 1:
        raise ValueError("it does not name one file of weights")
    return files


def _is_as_saved(source: Source, name: str, saved: tuple[int, str] | None) -> bool:
    """Tell whether a card, or figures, are those of this model; without them a model is as good."""
    raw = source.find(name, MOST_CONFIG)
    return raw is None or (saved is not None and hashlib.sha256(raw).hexdigest() == saved[1])


_LOADERS: dict[int, Callable[[Source, dict[str, Any]], Found]] = {1: _read_format_1}
"""How each format that was ever released is read. Estimators that change later are brought up to date here."""


def shipped_model() -> Path:
    """Return where the model is that comes with the package."""
    package = Path(str(resources.files("vnnews")))
    # In a wheel the models are inside the package, in a checkout beside it.
    for models in (package / "models", package.parent / "models"):
        if (models / _SHIPPED / CONFIG).is_file():
            return models / _SHIPPED
    raise FileNotFoundError(
        f"the model {_SHIPPED!r} is neither in {package / 'models'} nor beside the package; install vnnews again, or "
        "train it with examples/train_tagger.py"
    )
