"""One chunk of texts through the kernels: NFC -> code points -> tokens -> joins -> words.

Nothing is learnt, interned or changed on the way: the model is read-only and every call has its own arrays. So threads
need no lock, and a stream may bring any number of new syllables. Importing this module imports numba.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple, NoReturn

import numpy as np

from vnnews.text import _keep, _label, _model, _nfc, _split, _words
from vnnews.text._jit import warn_if_interpreted
from vnnews.text._split import Chunk, Tokens
from vnnews.text._words import Words

_SURROGATE = re.compile("[\ud800-\udfff]")


class Keep(NamedTuple):
    """What is kept whole: the options of `vnnews.text.Segmenter`."""

    numbers: bool
    urls: bool


def spell(texts: Sequence[str], keep: Keep) -> list[str]:
    """Return each text segmented; one without tokens comes back as it is.

    Raises
    ------
    ValueError
        If a text holds a lone surrogate.
    """
    chunk = _chunk(texts, [_nfc.nfc(text) for text in texts], keep)
    tokens, n_tokens = _tokens(chunk)
    bounds = np.empty(len(texts) + 1, np.int64)
    codes = np.empty(len(chunk.codes) + n_tokens, np.uint32)
    length = _words.spell(chunk.codes, tokens, bounds, codes)
    spelled = codes[:length].tobytes().decode("utf-32-le")
    pieces = (spelled[start:end] for start, end in itertools.pairwise(bounds.tolist()))
    return [piece or text for piece, text in zip(pieces, texts, strict=True)]


def hash_words(texts: Sequence[str], keep: Keep) -> Words:
    """Return the words of the texts, with their places in the texts as given.

    Raises
    ------
    ValueError
        If a text holds a lone surrogate.
    """
    normalized = [_nfc.nfc(text) for text in texts]
    chunk = _chunk(texts, normalized, keep)
    tokens, n = _tokens(chunk)
    words = Words(
        np.empty(len(texts) + 1, np.int64), np.empty(n, np.uint64), np.empty(n, np.int64), np.empty(n, np.int64)
    )
    n_words = _words.hash_words(chunk.bounds, tokens, words)
    words = Words(words.indptr, words.hashes[:n_words], words.starts[:n_words], words.ends[:n_words])
    for i, (text, text_in_nfc) in enumerate(zip(texts, normalized, strict=True)):
        if text_in_nfc is not text:
            its = slice(words.indptr[i], words.indptr[i + 1])
            starts, ends = _nfc.places(text, text_in_nfc)
            words.starts[its] = starts[words.starts[its]]
            words.ends[its] = ends[words.ends[its]]
    return words


def _chunk(texts: Sequence[str], normalized: Sequence[str], keep: Keep) -> Chunk:
    bounds = np.zeros(len(texts) + 1, np.int64)
    np.cumsum([len(text) for text in normalized], out=bounds[1:])
    try:
        codes = np.frombuffer("".join(normalized).encode("utf-32-le"), "<u4")
    except UnicodeEncodeError:
        _refuse_surrogate(texts)
    kept = [
        (bounds[i] + start, bounds[i] + end)
        for i, text in enumerate(normalized if any(keep) else ())
        for start, end in _keep.spans(text, numbers=keep.numbers, urls=keep.urls)
    ]
    starts = np.array([start for start, _ in kept], np.int64)
    ends = np.array([end for _, end in kept], np.int64)
    return Chunk(codes, bounds, starts, ends)


def _tokens(chunk: Chunk) -> tuple[Tokens, int]:
    warn_if_interpreted()
    model = _model.load()
    n = len(chunk.codes)  # no text has more tokens than characters
    tokens = Tokens(
        indptr=np.empty(len(chunk.bounds), np.int64),
        starts=np.empty(n, np.int64),
        ends=np.empty(n, np.int64),
        hashes=np.empty(n, np.uint64),
        powers=np.empty(n, np.uint64),
        slots=np.empty(n, np.int32),
        flags=np.empty(n, np.uint8),
    )
    n_tokens = _split.split(chunk, model, tokens)
    _label.label(model, tokens, np.empty(n_tokens, np.float64))
    return tokens, n_tokens


def _refuse_surrogate(texts: Sequence[str]) -> NoReturn:
    for i, text in enumerate(texts):
        if found := _SURROGATE.search(text):
            raise ValueError(
                f"text {i} of this call has the lone surrogate {found[0]!a} at character {found.start()}, which is no "
                "character: decode the bytes again, or remove it with text.encode('utf-8', 'ignore').decode('utf-8')"
            )
    raise AssertionError("a text that cannot be encoded holds a surrogate")
