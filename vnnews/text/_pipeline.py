"""One chunk of texts through the kernels: NFC -> code points -> tokens -> joins -> words.

Nothing is learnt or interned on the way: the model is read-only, and every call has its own arrays. So threads need
no lock, and a stream may bring any number of new syllables. Importing this module imports numba.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple, NoReturn

import numpy as np
import numpy.typing as npt

from vnnews._jit import warn_if_interpreted
from vnnews.text import _fold, _keep, _label, _model, _nfc, _single_pass, _spaced, _split, _words
from vnnews.text._code_points import IRREGULAR
from vnnews.text._hashing import hash_word
from vnnews.text._normalize import ToneMarks
from vnnews.text._segmenter import WordForms
from vnnews.text._tokens import Chunk, Codes, Tokens
from vnnews.text._words import Words

_SURROGATE = re.compile("[\ud800-\udfff]")
_LONGEST = 2**31 - 1
_NONE = np.empty(0, np.int64)
_REUSED = 1 << 20
"""Characters up to which arrays are used again: longer texts are rare, and pay for the memory each time."""


class Keep(NamedTuple):
    """What is kept whole: the options of `vnnews.text.Segmenter`."""

    numbers: bool
    urls: bool


class Forms(NamedTuple):
    """How the words of a chunk are spelled.

    Attributes
    ----------
    codes : uint32
        Code points.
    starts, ends : int64, shape (number of words,)
        Where in `codes` each word stands.
    """

    codes: Codes
    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]


class _Arrays(NamedTuple):
    """What the kernels write. No text has more tokens or words than characters."""

    tokens: Tokens
    margins: npt.NDArray[np.float64]
    words: Words
    spelled: Codes


_free: list[_Arrays] = []
"""Arrays that nobody uses, as many as calls ever ran at once; list.pop and list.append are atomic."""


def spell(texts: Sequence[str], keep: Keep) -> list[str]:
    """Return each text segmented; one without tokens comes back as it is.

    Raises
    ------
    ValueError
        If a text holds a lone surrogate.
    """
    chunk, arrays, _ = _segmented(texts, keep)
    bounds = np.empty(len(texts) + 1, np.int64)
    length = _words.spell(chunk.codes, arrays.tokens, bounds, arrays.spelled)
    spelled = arrays.spelled[:length].tobytes().decode("utf-32-le")
    _give_back(arrays)
    pieces = (spelled[start:end] for start, end in itertools.pairwise(bounds.tolist()))
    return [piece or text for piece, text in zip(pieces, texts, strict=True)]


def hash_words(texts: Sequence[str], keep: Keep, tone_marks: ToneMarks = "keep") -> Words:
    """Return the words of the texts, with their places in the texts as given; their tone marks in one placement.

    Raises
    ------
    ValueError
        If a text holds a lone surrogate.
    """
    warn_if_interpreted()
    chunk = _chunk(texts, keep)
    arrays = _arrays(chunk)
    scratch = Words(np.empty(len(chunk.bounds), np.int64), *arrays.words[1:])
    filled = arrays.tokens, arrays.margins, scratch
    n = _single_pass.read_words(chunk, _model.load(), _fold.fold_rules(tone_marks), filled)
    if n == _single_pass.UNREAD:
        return _hash_closely(texts, keep, tone_marks, (chunk, arrays))
    words = _kept(scratch, n)
    _give_back(arrays)
    return words


def _hash_closely(texts: Sequence[str], keep: Keep, tone_marks: ToneMarks, found: tuple[Chunk, _Arrays]) -> Words:
    """Do what `hash_words` does, where texts may change in NFC, or have letters that are not lowered by themselves.

    They are split already.
    """
    chunk, arrays, normalized = _labelled(texts, keep, (*found, IRREGULAR))
    if tone_marks != "keep" and not _fold.fold_tokens(chunk.codes, arrays.tokens, tone_marks):
        _give_back(arrays)
        words, forms = spell_words(texts, keep)
        return words._replace(hashes=_fold.fold(WordForms(*forms), lowercase=True, tone_marks=tone_marks)[0])
    words = _hashed(texts, normalized, chunk, arrays)
    _give_back(arrays)
    return words


def spell_words(texts: Sequence[str], keep: Keep) -> tuple[Words, Forms]:
    """Return what `hash_words` returns, and how each word is spelled.

    Raises
    ------
    ValueError
        If a text holds a lone surrogate.
    """
    chunk, arrays, normalized = _segmented(texts, keep)
    words = _hashed(texts, normalized, chunk, arrays)
    bounds = np.empty(len(texts) + 1, np.int64)
    length = _words.spell(chunk.codes, arrays.tokens, bounds, arrays.spelled)
    spelled = arrays.spelled[:length].copy()
    spelled.setflags(write=False)  # like the codes of a chunk: one machine code for what reads either
    _give_back(arrays)
    forms = Forms(spelled, np.empty(len(words.hashes), np.int64), np.empty(len(words.hashes), np.int64))
    _spaced.part(spelled, bounds, _model.load().classes, forms.starts, forms.ends)
    return words, forms


def split_at_spaces(texts: Sequence[str]) -> tuple[Words, Forms]:
    """Return what stands between white space in the texts, as `spell_words` returns the words of segmented ones.

    Raises
    ------
    ValueError
        If a text holds a lone surrogate.
    """
    warn_if_interpreted()
    chunk = _chunk(texts, Keep(numbers=False, urls=False))
    n = (len(chunk.codes) + len(texts) + 1) // 2
    words = Words(
        np.empty(len(texts) + 1, np.int64), np.empty(n, np.uint64), np.empty(n, np.int32), np.empty(n, np.int32)
    )
    unusual = np.empty(n, np.int64)
    count, n_unusual = _spaced.split_at_spaces(chunk.codes, chunk.bounds, _model.load().classes, words, unusual)
    words = Words(words.indptr, words.hashes[:count], words.starts[:count], words.ends[:count])
    origins = np.repeat(chunk.bounds[:-1], np.diff(words.indptr))
    forms = Forms(chunk.codes, words.starts + origins, words.ends + origins)
    for word in unusual[:n_unusual].tolist():
        spelled = chunk.codes[forms.starts[word] : forms.ends[word]].tobytes().decode("utf-32-le")
        words.hashes[word] = hash_word(spelled)
    return words, forms


def _hashed(texts: Sequence[str], normalized: Sequence[str], chunk: Chunk, arrays: _Arrays) -> Words:
    scratch = Words(np.empty(len(texts) + 1, np.int64), *arrays.words[1:])
    words = _kept(scratch, _words.hash_words(chunk.bounds, arrays.tokens, scratch))
    if normalized is texts:
        return words
    for i, (text, text_in_nfc) in enumerate(zip(texts, normalized, strict=True)):
        if text_in_nfc is not text:
            its = slice(words.indptr[i], words.indptr[i + 1])
            starts, ends = _nfc.places(text, text_in_nfc)
            words.starts[its] = starts[words.starts[its]]
            words.ends[its] = ends[words.ends[its]]
    return words


def _kept(words: Words, n: int) -> Words:
    """Return the first words, in arrays of their own."""
    return Words(words.indptr, words.hashes[:n].copy(), words.starts[:n].copy(), words.ends[:n].copy())


def _segmented(texts: Sequence[str], keep: Keep) -> tuple[Chunk, _Arrays, Sequence[str]]:
    """Split and label the texts in NFC. The arrays are the caller's, to give back.

    The texts are taken to be in NFC until a character turns up in a token that may say otherwise: asking Python first
    would cost a tenth of the time, with the interpreter's lock held.
    """
    warn_if_interpreted()
    return _labelled(texts, keep, _split_texts(texts, keep))


def _labelled(
    texts: Sequence[str], keep: Keep, found: tuple[Chunk, _Arrays, int]
) -> tuple[Chunk, _Arrays, Sequence[str]]:
    """Do what `_segmented` does, given the tokens of the texts as they are, and the classes of their characters."""
    chunk, arrays, seen = found
    normalized = texts
    if seen & IRREGULAR:
        normalized = [_nfc.nfc(text) for text in texts]
        if any(text_in_nfc is not text for text_in_nfc, text in zip(normalized, texts, strict=True)):
            _give_back(arrays)
            chunk, arrays, _ = _split_texts(normalized, keep)
    _label.label(_model.load(), arrays.tokens, arrays.margins)
    return chunk, arrays, normalized


def _split_texts(texts: Sequence[str], keep: Keep) -> tuple[Chunk, _Arrays, int]:
    chunk = _chunk(texts, keep)
    arrays = _arrays(chunk)
    return chunk, arrays, _split.split(chunk, _model.load(), arrays.tokens)


def _chunk(texts: Sequence[str], keep: Keep) -> Chunk:
    places = list(itertools.accumulate(map(len, texts), initial=0))
    if places[-1] > _LONGEST:
        raise ValueError(
            f"the texts of one chunk have {places[-1]} characters, expected at most {_LONGEST}; split the longest text"
        )
    bounds = np.array(places, np.int64)
    try:
        codes = np.frombuffer("".join(texts).encode("utf-32-le"), "<u4")
    except UnicodeEncodeError:
        _refuse_surrogate(texts)
    if not any(keep):
        return Chunk(codes, bounds, _NONE, _NONE)
    kept = [
        (bounds[i] + start, bounds[i] + end)
        for i, text in enumerate(texts)
        for start, end in _keep.spans(text, numbers=keep.numbers, urls=keep.urls)
    ]
    starts = np.array([start for start, _ in kept], np.int64)
    ends = np.array([end for _, end in kept], np.int64)
    return Chunk(codes, bounds, starts, ends)


def _arrays(chunk: Chunk) -> _Arrays:
    """Return arrays for a chunk, used ones if possible: fresh memory costs more, by the page, than the work."""
    n = len(chunk.codes)
    try:
        arrays = _free.pop()
    except IndexError:
        arrays = _new_arrays(n)
    if len(arrays.margins) < n:
        arrays = _new_arrays(n)
    return _Arrays(Tokens(np.empty(len(chunk.bounds), np.int64), *arrays.tokens[1:]), *arrays[1:])


def _new_arrays(n: int) -> _Arrays:
    tokens = Tokens(
        indptr=_NONE,
        starts=np.empty(n, np.int32),
        ends=np.empty(n, np.int32),
        hashes=np.empty(n, np.uint64),
        powers=np.empty(n, np.uint64),
        slots=np.empty(n, np.int32),
        flags=np.empty(n, np.uint8),
    )
    words = Words(indptr=_NONE, hashes=np.empty(n, np.uint64), starts=np.empty(n, np.int32), ends=np.empty(n, np.int32))
    return _Arrays(tokens, np.empty(n, np.float64), words, np.empty(2 * n, np.uint32))


def _give_back(arrays: _Arrays) -> None:
    if len(arrays.margins) <= _REUSED:
        _free.append(arrays)


def _refuse_surrogate(texts: Sequence[str]) -> NoReturn:
    for i, text in enumerate(texts):
        if found := _SURROGATE.search(text):
            raise ValueError(
                f"text {i} of this call has the lone surrogate {found[0]!a} at character {found.start()}, which is no "
                "character: decode the bytes again, or remove it with text.encode('utf-8', 'ignore').decode('utf-8')"
            )
    raise AssertionError("a text that cannot be encoded holds a surrogate")
