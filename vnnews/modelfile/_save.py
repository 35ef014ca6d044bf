"""Tagger to model folder."""

from __future__ import annotations

import hashlib
import platform
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import safetensors.numpy
import sklearn
from sklearn.base import BaseEstimator
from sklearn.utils.validation import check_is_fitted

from vnnews._version import __version__
from vnnews.modelfile._format import CARD, CONFIG, FORMAT, METRICS, WEIGHTS, Arrays, to_json
from vnnews.tagging import ArticleTagger


def save_tagger(
    tagger: ArticleTagger,
    path: str | Path,
    *,
    metrics: Mapping[str, Any] | None = None,
    card: str | None = None,
) -> Path:
    """Write a fitted tagger to a model folder.

    The same tagger gives the same bytes. The folder is written beside its place and moved there when it is whole, so
    that a crash leaves the old model as it was.

    Parameters
    ----------
    tagger : ArticleTagger
        Fitted. Weights are stored in the precision they have; see `ArticleTagger.compact`.
    path : path
        The folder. An older model in it is replaced; a folder that holds something else is not touched.
    metrics : mapping, optional
        Figures to put beside the model, as JSON.
    card : str, optional
        The model card, as Markdown.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    FileExistsError
        If ``path`` exists and is no model folder.
    sklearn.exceptions.NotFittedError
        If the tagger is not fitted.
    """
    check_is_fitted(tagger, "issue_classifier_")
    target = Path(path)
    if target.exists() and not (target / CONFIG).is_file() and (not target.is_dir() or any(target.iterdir())):
        raise FileExistsError(f"{target} exists and is no model folder (it has no {CONFIG}); choose another path")
    weights = safetensors.numpy.save(_arrays(tagger))
    config = _config(tagger) | {"weights_sha256": hashlib.sha256(weights).hexdigest()}
    target.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        (staging / WEIGHTS).write_bytes(weights)
        (staging / CONFIG).write_text(to_json(config), encoding="utf-8", newline="\n")
        if metrics is not None:
            (staging / METRICS).write_text(to_json(metrics), encoding="utf-8", newline="\n")
        if card is not None:
            (staging / CARD).write_text(card, encoding="utf-8", newline="\n")
        staging.chmod(0o755)
        _swap(staging, target)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return target


def _swap(staging: Path, target: Path) -> None:
    if not target.exists():
        staging.replace(target)
        return
    old = staging.with_name(staging.name + "-old")
    target.replace(old)
    staging.replace(target)
    shutil.rmtree(old, ignore_errors=True)


def _arrays(tagger: ArticleTagger) -> Arrays:
    vocabulary, offsets = tagger.vectorizer_.vocabulary_.to_utf8()
    arrays = {
        "vectorizer.vocabulary": vocabulary,
        "vectorizer.vocabulary_offsets": offsets,
        "vectorizer.idf": tagger.vectorizer_.idf_,
        "issues.coef": tagger.issue_classifier_.coef_,
        "issues.intercept": tagger.issue_classifier_.intercept_,
        "issues.mixing": tagger.issue_classifier_.mixing_,
        "issues.thresholds": tagger.issue_classifier_.thresholds_,
        "tone.coef": tagger.tone_classifier_.coef_,
        "tone.intercept": tagger.tone_classifier_.intercept_,
        "tone.offsets": tagger.tone_classifier_.offsets_,
    }
    if tagger.issue_tone_classifier_ is not None:
        arrays["issue_tone.coef"] = tagger.issue_tone_classifier_.coef_
        arrays["issue_tone.intercept"] = tagger.issue_tone_classifier_.intercept_
    return {name: np.ascontiguousarray(array) for name, array in arrays.items()}


def _parameters(estimator: BaseEstimator) -> dict[str, Any]:
    # How many threads there were for training is no property of the model.
    return {name: value for name, value in estimator.get_params(deep=False).items() if name != "n_jobs"}


def _config(tagger: ArticleTagger) -> dict[str, Any]:
    vectorizer = _parameters(tagger.vectorizer_)
    # The vocabulary is among the arrays; a dtype goes by its name.
    vectorizer.pop("vocabulary")
    if callable(vectorizer["normalize"]):
        raise ValueError(
            f"the vectorizer's normalize={vectorizer['normalize']!r} is code, which a model folder does not hold; "
            "expected True or False: normalize the texts before the tagger sees them"
        )
    if not isinstance(vectorizer["stop_words"], str | None):
        vectorizer["stop_words"] = sorted(vectorizer["stop_words"])
    vectorizer["dtype"] = np.dtype(vectorizer["dtype"]).name
    vectorizer["ngram_range"] = list(vectorizer["ngram_range"])
    issue_tone = tagger.issue_tone_classifier_
    return {
        "format": FORMAT,
        "versions": {
            "python": platform.python_version(),
            "vnnews": __version__,
            "numpy": np.__version__,
            "scikit-learn": sklearn.__version__,
        },
        "taxonomy": tagger.taxonomy_.to_dict(),
        "n_evidence": tagger.n_evidence,
        "vectorizer": vectorizer,
        "issue_classifier": _parameters(tagger.issue_classifier_),
        "tone_classifier": _parameters(tagger.tone_classifier_)
        | {"classes": tagger.tone_classifier_.classes_.tolist()},
        "issue_tone_classifier": None
        if issue_tone is None
        else issue_tone.get_params(deep=False) | {"classes": issue_tone.classes_.tolist()},
    }
