"""One chunk of texts through the kernels: NFC -> code points -> tokens -> joins -> words.

Nothing is learnt, interned or changed on the way: the model is read-only and every call has its own arrays. So threads need no
lock, and a stream may bring any number of new syllables. Importing this module imports numba.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple, NoReturn

import numpy as np
import numpy.typing as npt

from vnnews.text import _keep, _label, _model, _nfc, _split, _words

Ints = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]

_SURROGATE = re.compile("[\ud800-\udfff]")


class Keep(NamedTuple):
    """What is kept whole: the options of `vnnews.text.Segmenter`."""

    numbers: bool
    urls: bool


class _Tokens(NamedTuple):
    """Tokens of a chunk, as `_split.split` and `_label.label` describe them."""

    codes: npt.NDArray[np.uint32]
    bounds: Ints
    indptr: Ints
    starts: Ints
    ends: Ints
    hashes: Hashes
    powers: Hashes
    flags: npt.NDArray[np.uint8]
    joined: npt.NDArray[np.bool_]


def spell(texts: Sequence[str], keep: Keep) -> list[str]:
    """Return each text segmented; one without tokens comes back as it is.

    Raises
    ------
    ValueError
        If a text holds a lone surrogate.
    """
    tokens = _tokens(texts, [_nfc.nfc(text) for text in texts], keep)
    n_tokens = len(tokens.starts)
    bounds = np.empty(len(texts) + 1, np.int64)
    codes = np.empty(len(tokens.codes) + n_tokens, np.uint32)
    length = _words.spell(tokens.codes, tokens.indptr, tokens.starts, tokens.ends, tokens.joined, bounds, codes)
    spelled = codes[:length].tobytes().decode("utf-32-le")
    places = bounds.tolist()
    pieces = [spelled[start:end] for start, end in zip(places, places[1:], strict=False)]
    return [piece or text for piece, text in zip(pieces, texts, strict=True)]


def hash_words(texts: Sequence[str], keep: Keep) -> tuple[Ints, Hashes, Ints, Ints]:
    """Return the fields of `vnnews.text.WordHashes`.

    Raises
    ------
    ValueError
        If a text holds a lone surrogate.
    """
    normalized = [_nfc.nfc(text) for text in texts]
    tokens = _tokens(texts, normalized, keep)
    n_tokens = len(tokens.starts)
    indptr = np.empty(len(texts) + 1, np.int64)
    hashes = np.empty(n_tokens, np.uint64)
    starts = np.empty(n_tokens, np.int64)
    ends = np.empty(n_tokens, np.int64)
    n_words = _words.hash_words(
        tokens.bounds,
        tokens.indptr,
        tokens.starts,
        tokens.ends,
        tokens.hashes,
        tokens.powers,
        tokens.flags,
        tokens.joined,
        indptr,
        hashes,
        starts,
        ends,
    )
    starts, ends = starts[:n_words], ends[:n_words]
    for i, (text, text_in_nfc) in enumerate(zip(texts, normalized, strict=True)):
        if text_in_nfc is not text:
            words = slice(indptr[i], indptr[i + 1])
            place_starts, place_ends = _nfc.places(text, text_in_nfc)
            starts[words] = place_starts[starts[words]]
            ends[words] = place_ends[ends[words]]
    return indptr, hashes[:n_words], starts, ends


def _tokens(texts: Sequence[str], normalized: Sequence[str], keep: Keep) -> _Tokens:
    model = _model.load()
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
    kept_starts, kept_ends = np.array(kept, np.int64).reshape(-1, 2).T.copy()
    n = len(codes)
    indptr = np.empty(len(texts) + 1, np.int64)
    starts, ends = np.empty(n, np.int64), np.empty(n, np.int64)
    hashes, powers = np.empty(n, np.uint64), np.empty(n, np.uint64)
    slots, flags = np.empty(n, np.int32), np.empty(n, np.uint8)
    n_tokens = _split.split(
        codes,
        bounds,
        kept_starts,
        kept_ends,
        model.classes,
        model.forms,
        indptr,
        starts,
        ends,
        hashes,
        powers,
        slots,
        flags,
    )
    joined = np.empty(n_tokens, np.bool_)
    _label.label(
        indptr,
        slots,
        flags,
        model.forms,
        model.pairs,
        model.triples,
        model.case,
        model.dictionary_weights,
        model.transitions,
        np.empty(n_tokens, np.float64),
        joined,
    )
    return _Tokens(codes, bounds, indptr, starts[:n_tokens], ends[:n_tokens], hashes, powers, flags, joined)


def _refuse_surrogate(texts: Sequence[str]) -> NoReturn:
    for i, text in enumerate(texts):
        if found := _SURROGATE.search(text):
            raise ValueError(
                f"text {i} of this call has the lone surrogate {ascii(found[0])} at character {found.start()}, which no Unicode "
                "text may hold: decode the bytes again, or remove it with text.encode('utf-8', 'ignore').decode('utf-8')"
            )
    raise AssertionError("a text that cannot be encoded holds a surrogate")
