"""Estimator to model folder or ZIP file."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import sklearn
from sklearn.base import BaseEstimator

from vnnews._version import __version__
from vnnews.modelfile._estimators import ESTIMATORS
from vnnews.modelfile._folder import Folder, write_folder
from vnnews.modelfile._json import digest, parse_json, to_json
from vnnews.modelfile._layout import (
    CARD,
    CONFIG,
    FORMAT,
    METRICS,
    MOST_CONFIG,
    MOST_WEIGHTS,
    UNFINISHED,
    WEIGHTS,
    weights_name,
)
from vnnews.modelfile._store import Store
from vnnews.modelfile._tensors import write_tensors
from vnnews.modelfile._tree import write_component
from vnnews.modelfile._zip import Archive, write_zip
from vnnews.tagging import ArticleTagger


def save_model(
    estimator: BaseEstimator,
    path: str | Path,
    *,
    metrics: Mapping[str, Any] | None = None,
    card: str | None = None,
    compress: bool = False,
) -> Path:
    """Write a fitted estimator of vnnews to a model folder, or to one ZIP file.

    The same estimator gives the same bytes. An older model at ``path`` is replaced at once: a crash leaves the old one
    or the new one, whole, in a folder at worst without card and metrics. (One process at a time saves to a path; others
    may read from it meanwhile.)

    Parameters
    ----------
    estimator : estimator
        Fitted; of a class of vnnews, with sub-estimators of vnnews. Weights are stored in the precision they have; see
        `ArticleTagger.compact`.
    path : path
        A folder, or a file whose name ends in ``.zip``. What is there and is no model is not touched.
    metrics : mapping, optional
        Figures to put beside the model, as JSON.
    card : str, optional
        The model card, as Markdown; `model_card` makes one.
    compress : bool, default=False
        Whether to deflate a ZIP file: it gets some tenths smaller and takes several times as long to load.

    Returns
    -------
    Path
        ``path``.

    Raises
    ------
    FileExistsError
        If ``path`` exists and is no model.
    TypeError
        If the estimator, or a part of it, is of a class that is not vnnews's.
    ValueError
        If it holds what no model file can: weights that are not finite, parameters out of range. Also if ``compress``
        is asked for a folder.
    sklearn.exceptions.NotFittedError
        If it is not fitted.

    Examples
    --------
    >>> import tempfile
    >>> from vnnews import VietnameseTfidfVectorizer, load_model
    >>> vectorizer = VietnameseTfidfVectorizer().fit(["Tổng thống Nga tới Geneva."])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = save_model(vectorizer, f"{folder}/words.zip")
    ...     load_model(path).get_feature_names_out().tolist()
    ['.', 'geneva', 'nga', 'tổng_thống', 'tới']
    """
    target = Path(path)
    zipped = target.suffix.lower() == ".zip"
    if compress and not zipped:
        raise ValueError(f"compress=True goes with a ZIP file, and {target} is none; let the name end in .zip")
    store = Store()
    model = write_component(estimator, ESTIMATORS, store)
    weights = write_tensors(store.arrays)
    files = {weights_name(hashlib.sha256(weights).hexdigest()): weights}
    if metrics is not None:
        files[METRICS] = to_json(metrics).encode("utf-8")
    if card is not None:
        files[CARD] = card.encode("utf-8")
    files[CONFIG] = to_json(_config(model, files)).encode("utf-8")
    if len(weights) > MOST_WEIGHTS or len(files[CONFIG]) > MOST_CONFIG:
        raise ValueError(
            f"the model has {len(weights):,} bytes of weights and {len(files[CONFIG]):,} of parameters, expected at "
            f"most {MOST_WEIGHTS:,} and {MOST_CONFIG:,}; fit it with fewer features, see also ArticleTagger.compact"
        )
    check_target(target, zipped)
    if zipped:
        write_zip(target, files, deflate=compress)
    else:
        write_folder(target, files)
    return target


def save_tagger(
    tagger: ArticleTagger,
    path: str | Path,
    *,
    metrics: Mapping[str, Any] | None = None,
    card: str | None = None,
    compress: bool = False,
) -> Path:
    """Write a fitted tagger to a model folder, or to one ZIP file.

    Parameters
    ----------
    tagger : ArticleTagger
    path, metrics, card, compress
        As for `save_model`, which saves any estimator of vnnews.

    Returns
    -------
    Path
        ``path``.

    Raises
    ------
    TypeError
        If ``tagger`` is no `ArticleTagger`.
    FileExistsError, ValueError, sklearn.exceptions.NotFittedError
        As for `save_model`.
    """
    if not isinstance(tagger, ArticleTagger):
        raise TypeError(f"expected an ArticleTagger, got {type(tagger).__name__}; save_model saves other estimators")
    return save_model(tagger, path, metrics=metrics, card=card, compress=compress)


def _config(model: dict[str, Any], files: Mapping[str, bytes]) -> dict[str, Any]:
    config = {
        "format": FORMAT,
        "versions": {
            "python": platform.python_version(),
            "vnnews": __version__,
            "numpy": np.__version__,
            "scikit-learn": sklearn.__version__,
        },
        "files": {name: {"bytes": len(raw), "sha256": hashlib.sha256(raw).hexdigest()} for name, raw in files.items()},
        "model": model,
    }
    # As it will be read: a tuple is a list by then.
    return config | {"sha256": digest(json.loads(to_json(config)))}


def check_target(target: Path, zipped: bool) -> None:
    """Refuse to write where something else is."""
    if not target.exists() or (not zipped and target.is_dir() and all(map(_is_left_over, target.iterdir()))):
        return
    try:
        with Archive(target) if zipped and target.is_file() else Folder(target) as source:
            config = parse_json(source.read(CONFIG, MOST_CONFIG))
        if target.is_dir() != zipped and {"format", "versions"} <= set(config):
            return
    except (ValueError, NotADirectoryError):
        pass
    raise FileExistsError(f"{target} exists and is no model {'file' if zipped else 'folder'}; choose another path")


def _is_left_over(path: Path) -> bool:
    """Tell whether a file is what an interrupted first save left in the folder that it had made."""
    return bool(WEIGHTS.fullmatch(path.name) or UNFINISHED.fullmatch(path.name))
