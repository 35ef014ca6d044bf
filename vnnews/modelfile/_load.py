"""Model folder to tagger. Nothing is unpickled, and nothing is believed before it is checked."""

from __future__ import annotations

import hashlib
import json
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import safetensors.numpy
from safetensors import SafetensorError

from vnnews.features import VietnameseTfidfVectorizer, Vocabulary
from vnnews.modelfile._format import CONFIG, FORMAT, WEIGHTS, Arrays
from vnnews.tagging import ArticleTagger, IssueClassifier, IssueToneClassifier, ToneClassifier
from vnnews.taxonomy import taxonomy_from_dict

_SHIPPED = "international-relations"


def load_tagger(path: str | Path | None = None) -> ArticleTagger:
    """Read a tagger from a model folder.

    Parameters
    ----------
    path : path, optional
        A folder that `save_tagger` wrote; by default the trained model that comes with the package.

    Returns
    -------
    ArticleTagger
        Its predictions are those of the saved one, to the bit.

    Raises
    ------
    FileNotFoundError
        If there is no such folder, or it lacks a file.
    ValueError
        If the folder is damaged, or of a format that this version does not know. The message names file and reason.

    Examples
    --------
    >>> tags = load_tagger().tag("Tổng thống Nga Putin và Tổng thống Mỹ Biden hội đàm tại Geneva về Ukraine")
    >>> sorted(issue.id for issue in tags.issues)
    ['summit_diplomacy', 'ukraine', 'us_russia']
    """
    folder = _shipped_model() if path is None else Path(path)
    for name in (CONFIG, WEIGHTS):
        if not (folder / name).is_file():
            raise FileNotFoundError(
                f"{folder} is no model folder: it has no {name}; expected one that save_tagger wrote"
            )
    weights = (folder / WEIGHTS).read_bytes()
    try:
        config = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
        if not isinstance(config, dict) or config.get("format") != FORMAT:
            found = config.get("format") if isinstance(config, dict) else config
            raise ValueError(
                f"its format is {found!r}, and this version of vnnews reads format {FORMAT}; install a version of "
                "vnnews that is as new as the one that wrote the model"
            )
        if hashlib.sha256(weights).hexdigest() != config["weights_sha256"]:
            raise ValueError(f"the SHA-256 of {WEIGHTS} is not the one in {CONFIG}: one of the two is damaged")
        return _build(config, safetensors.numpy.load(weights))
    except (ValueError, KeyError, TypeError, SafetensorError) as error:
        reason = f"{error} is missing" if isinstance(error, KeyError) else str(error)
        raise ValueError(f"can't load the model folder {folder}: {reason}") from error


def _shipped_model() -> Path:
    package = Path(str(resources.files("vnnews")))
    # In a wheel the models are inside the package, in a checkout beside it.
    for models in (package / "models", package.parent / "models"):
        if (models / _SHIPPED / CONFIG).is_file():
            return models / _SHIPPED
    raise FileNotFoundError(
        f"the model {_SHIPPED!r} is neither in {package / 'models'} nor beside the package; install vnnews again, or "
        "train it with examples/train_tagger.py"
    )


def _build(config: dict[str, Any], arrays: Arrays) -> ArticleTagger:
    taxonomy = taxonomy_from_dict(config["taxonomy"])
    vocabulary = Vocabulary.from_utf8(
        _checked(arrays, "vectorizer.vocabulary", (-1,), np.uint8),
        _checked(arrays, "vectorizer.vocabulary_offsets", (-1,), np.int64),
    )
    n_features, n_issues = len(vocabulary), len(taxonomy.issues)

    parameters = config["vectorizer"]
    vectorizer = VietnameseTfidfVectorizer(**parameters | {"ngram_range": tuple(parameters["ngram_range"])})
    vectorizer.vocabulary_ = vocabulary
    vectorizer.idf_ = _checked(arrays, "vectorizer.idf", (n_features,))

    issues = IssueClassifier(**config["issue_classifier"])
    issues.classes_, issues.n_features_in_ = np.arange(n_issues), n_features
    issues.coef_ = _checked(arrays, "issues.coef", (n_issues, n_features))
    issues.intercept_ = _checked(arrays, "issues.intercept", (n_issues,))
    issues.mixing_ = _checked(arrays, "issues.mixing", (n_issues, 4))
    issues.thresholds_ = _checked(arrays, "issues.thresholds", (n_issues,))

    tone_parameters = dict(config["tone_classifier"])
    classes = _tones(tone_parameters.pop("classes"), taxonomy.tone_ids)
    tone = ToneClassifier(**tone_parameters)
    tone.classes_, tone.n_features_in_ = classes, n_features
    tone.coef_ = _checked(arrays, "tone.coef", (len(classes), n_features))
    tone.intercept_ = _checked(arrays, "tone.intercept", (len(classes),))
    tone.offsets_ = _checked(arrays, "tone.offsets", (len(classes),))

    tagger = ArticleTagger(taxonomy, n_evidence=config["n_evidence"])
    tagger.taxonomy_ = taxonomy
    tagger.vectorizer_ = vectorizer
    tagger.issue_classifier_ = issues
    tagger.tone_classifier_ = tone
    tagger.issue_tone_classifier_ = None
    if config["issue_tone_classifier"] is not None:
        own_parameters = dict(config["issue_tone_classifier"])
        own_classes = _tones(own_parameters.pop("classes"), tuple(classes))
        issue_tone = IssueToneClassifier(**own_parameters)
        issue_tone.classes_ = own_classes
        issue_tone.coef_ = _checked(arrays, "issue_tone.coef", (len(classes), 2 * len(classes) + n_issues + 1))
        issue_tone.intercept_ = _checked(arrays, "issue_tone.intercept", (len(classes),))
        tagger.issue_tone_classifier_ = issue_tone
    return tagger


def _tones(classes: list[str], known: tuple[str, ...]) -> np.ndarray[Any, np.dtype[np.str_]]:
    if len(set(classes)) != len(classes) or not set(classes) <= set(known):
        raise ValueError(f"the tones {classes} are not among those of the taxonomy, {list(known)}")
    return np.array(classes)


def _checked(arrays: Arrays, name: str, shape: tuple[int, ...], dtype: type | None = None) -> np.ndarray[Any, Any]:
    array = arrays[name]
    allowed = (np.float32, np.float64) if dtype is None else (dtype,)
    if array.dtype not in [np.dtype(kind) for kind in allowed]:
        raise ValueError(
            f"{name} has the type {array.dtype}, expected {' or '.join(kind.__name__ for kind in allowed)}"
        )
    if len(array.shape) != len(shape) or any(n not in (-1, m) for n, m in zip(shape, array.shape, strict=True)):
        raise ValueError(f"{name} has the shape {array.shape}, expected {shape}")
    if dtype is None and not np.isfinite(array).all():
        raise ValueError(f"{name} holds values that are not finite")
    return array
