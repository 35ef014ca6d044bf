"""What both vectorizers are: the parameters that say what a word is, their checks, and how documents are read."""

from __future__ import annotations

from numbers import Integral
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils._param_validation import HasMethods, StrOptions

from vnnews.features._documents import Documents
from vnnews.features._stop_words import choose_stop_words, chosen_words
from vnnews.features._words import WordReader


class VietnameseVectorizer(TransformerMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn has no stubs
    """Base of the vectorizers."""

    # scikit-learn's own way to state what a parameter may be; `_validate_params` reads it.
    _parameter_constraints: dict[str, Any] = {  # noqa: RUF012  # scikit-learn's name and type
        "segment": ["boolean"],
        "lowercase": ["boolean"],
        "tone_marks": [StrOptions({"keep", "old", "new"})],
        "normalize": ["boolean", callable],
        "stop_words": [StrOptions({"vietnamese"}), HasMethods("__iter__"), None],
        "ngram_range": [tuple],
        "binary": ["boolean"],
        "norm": [StrOptions({"l1", "l2"}), None],
        "n_jobs": [Integral, None],
    }

    def get_stop_words(self) -> frozenset[str] | None:
        """Return the stop words; None if there are none."""
        return None if self.stop_words is None else chosen_words(self.stop_words)

    def _check_parameters(self) -> None:
        """Raise a ValueError or TypeError that gives the value, what was expected and, where it helps, what to do."""
        if isinstance(self.stop_words, str) and self.stop_words != "vietnamese":
            raise ValueError(
                f"stop_words={self.stop_words!r}: expected 'vietnamese', a collection of words or None; for a single "
                "stop word give a list"
            )
        self._validate_params()
        bounds = self.ngram_range
        if not (len(bounds) == 2 and all(isinstance(n, Integral) for n in bounds) and 1 <= bounds[0] <= bounds[1]):
            raise ValueError(
                f"ngram_range={bounds!r}: expected (smallest, largest) numbers of words with 1 <= smallest <= largest"
            )
        if self.n_jobs == 0:
            raise ValueError("n_jobs=0: expected a number of threads, -1 for one per core, or None")
        if np.dtype(self.dtype) not in (np.float64, np.float32):
            raise ValueError(f"dtype={self.dtype!r}: expected float64 or float32")

    def _reader(self) -> WordReader:
        stop_words = choose_stop_words(self.stop_words, self.tone_marks)
        return WordReader(self.segment, self.lowercase, self.tone_marks, stop_words)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        return tags


def naming_document(error: ValueError, documents: Documents) -> ValueError:
    """Return the error of a chunk of texts with the document's position in what was given to the vectorizer."""
    for i, text in enumerate(documents.texts):
        try:
            text.encode("utf-8")
        except UnicodeEncodeError as cause:
            return ValueError(
                f"document {documents.first + i} has the lone surrogate {text[cause.start]!a} at character "
                f"{cause.start}, which is no character; decode the bytes again, or remove it with "
                "text.encode('utf-8', 'ignore').decode('utf-8')"
            )
    return error
