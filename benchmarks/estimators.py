"""The vectorizers that are compared, with the same settings, and the proof that they give the same matrix."""

from __future__ import annotations

import importlib.util
import unicodedata
from collections.abc import Sequence
from typing import Any

import numpy as np
import scipy.sparse as sp
from measure import NGRAMS
from sklearn.feature_extraction.text import HashingVectorizer, TfidfVectorizer

import vnnews  # imports what is used: a peer in a process of its own does not carry our kernels

TOLERANCE = 1e-12


def ours(n_jobs: int = 1, **options: Any) -> vnnews.VietnameseTfidfVectorizer:
    threads: dict[str, Any] = {} if n_jobs == 1 else {"n_jobs": n_jobs}
    return vnnews.VietnameseTfidfVectorizer(ngram_range=NGRAMS, **threads, **options)


def ours_hashing() -> Any:
    """Return our vectorizer that hashes n-grams to columns."""
    return vnnews.VietnameseHashingVectorizer(ngram_range=NGRAMS)


def on_segmented(**options: Any) -> TfidfVectorizer:
    """Return scikit-learn's vectorizer for text that is segmented already."""
    return TfidfVectorizer(ngram_range=NGRAMS, tokenizer=str.split, token_pattern=None, **options)


def hashing_on_segmented() -> HashingVectorizer:
    return HashingVectorizer(ngram_range=NGRAMS, tokenizer=str.split, token_pattern=None)


def has_pyvi() -> bool:
    return importlib.util.find_spec("pyvi") is not None


def with_pyvi(**options: Any) -> TfidfVectorizer:
    """Return scikit-learn's vectorizer with pyvi as its tokenizer: case is a clue for pyvi, so it is lowered after."""
    from pyvi import ViTokenizer  # optional; takes a second to import

    def words(text: str) -> list[str]:
        return [word.lower() for word in ViTokenizer.tokenize(unicodedata.normalize("NFC", text)).split()]

    return TfidfVectorizer(ngram_range=NGRAMS, tokenizer=words, token_pattern=None, lowercase=False, **options)


def fitted_as(peer: TfidfVectorizer, fitted: TfidfVectorizer) -> TfidfVectorizer:
    """Give a vectorizer the vocabulary of another that reads the same words; to fit it with pyvi takes minutes."""
    peer.set_params(vocabulary=fitted.vocabulary_)
    peer.idf_ = fitted.idf_
    return peer


def check_same_matrix(ours: sp.csr_matrix, theirs: sp.csr_matrix, who: str) -> None:
    """Raise AssertionError unless two matrices have the same columns in the same places, and the same values."""
    theirs.sort_indices()
    if ours.shape != theirs.shape:
        raise AssertionError(f"vnnews gives a matrix of {ours.shape}, {who} one of {theirs.shape}")
    if not (np.array_equal(ours.indptr, theirs.indptr) and np.array_equal(ours.indices, theirs.indices)):
        raise AssertionError(f"vnnews and {who} find n-grams in different columns")
    difference = float(np.abs(ours.data - theirs.data).max(initial=0))
    if difference > TOLERANCE:
        raise AssertionError(f"vnnews and {who} differ by {difference}, more than {TOLERANCE}")


def check_same(texts: Sequence[str], segmented: Sequence[str], n_pyvi: int) -> list[str]:
    """Compare fit_transform and transform with both peers; return what was compared."""
    done = []
    vectorizer = ours()
    fitted = vectorizer.fit_transform(texts)
    peer = on_segmented()
    check_same_matrix(fitted, peer.fit_transform(segmented), "scikit-learn")
    check_same_matrix(vectorizer.transform(texts), peer.transform(segmented), "scikit-learn")
    done.append(f"scikit-learn on {len(texts)} segmented articles")
    if has_pyvi():
        part = texts[:n_pyvi]
        vectorizer, peer = ours(), with_pyvi()
        check_same_matrix(vectorizer.fit_transform(part), peer.fit_transform(part), "scikit-learn with pyvi")
        if vectorizer.get_feature_names_out().tolist() != peer.get_feature_names_out().tolist():
            raise AssertionError("vnnews and scikit-learn with pyvi name their columns differently")
        done.append(f"scikit-learn with pyvi on {len(part)} articles")
    return done
