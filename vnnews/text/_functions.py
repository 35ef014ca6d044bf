"""Segmentation as functions: `Segmenter` with its default options, or with those given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from vnnews.text._normalize import ToneMarks
from vnnews.text._segmenter import Engine, Segmenter, WordForms, WordHashes


def tokenize(text: str, *, engine: Engine = "vnnews", keep_numbers: bool = False, keep_urls: bool = False) -> str:
    """Segment a text into words, as ``pyvi.ViTokenizer.tokenize`` does.

    Parameters
    ----------
    text : str
        In any normalization form, of any length.
    engine, keep_numbers, keep_urls
        See `Segmenter`.

    Returns
    -------
    str
        The tokens in NFC, separated by spaces, or by ``_`` within a word. A text without tokens comes back as it is.

    Raises
    ------
    ValueError
        If the text holds a lone surrogate.
    ImportError
        If the engine is ``"pyvi"`` and pyvi is not installed.

    Examples
    --------
    >>> tokenize("Thủ tướng họp về kinh tế xã hội.")
    'Thủ_tướng họp về kinh_tế xã_hội .'
    """
    return Segmenter(engine=engine, keep_numbers=keep_numbers, keep_urls=keep_urls).tokenize(text)


def segment(text: str, *, engine: Engine = "vnnews", keep_numbers: bool = False, keep_urls: bool = False) -> list[str]:
    """Return the words of a text: ``tokenize(text).split()``.

    Parameters and errors are those of `tokenize`.

    Examples
    --------
    >>> segment("Học sinh đến trường")
    ['Học_sinh', 'đến', 'trường']
    """
    return Segmenter(engine=engine, keep_numbers=keep_numbers, keep_urls=keep_urls).segment(text)


def segment_with_offsets(
    text: str, *, engine: Engine = "vnnews", keep_numbers: bool = False, keep_urls: bool = False
) -> tuple[list[str], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return the words of a text, and where they stand in it.

    Parameters and errors are those of `tokenize`.

    Returns
    -------
    words : list of str
        As `segment` gives them.
    starts, ends : numpy.ndarray of int64, shape (n_words,)
        Word ``i`` is ``text[starts[i]:ends[i]]``, in characters of ``text`` as given, also where NFC changed it.

    Examples
    --------
    >>> text = "Các học  sinh"
    >>> words, starts, ends = segment_with_offsets(text)
    >>> words[1], text[starts[1] : ends[1]]
    ('học_sinh', 'học  sinh')
    """
    segmenter = Segmenter(engine=engine, keep_numbers=keep_numbers, keep_urls=keep_urls)
    return segmenter.segment_with_offsets(text)


def tokenize_many(
    texts: Iterable[str],
    *,
    engine: Engine = "vnnews",
    keep_numbers: bool = False,
    keep_urls: bool = False,
    n_jobs: int = 1,
) -> list[str]:
    """Segment many texts, in order; faster than one call each.

    Parameters
    ----------
    texts : iterable of str
    engine, keep_numbers, keep_urls, n_jobs
        See `Segmenter`.

    Returns
    -------
    list of str
        As `tokenize` gives them.

    Raises
    ------
    TypeError
        If ``texts`` is one string, or something in it is none.
    ValueError
        If a text holds a lone surrogate.
    ImportError
        If the engine is ``"pyvi"`` and pyvi is not installed.

    Examples
    --------
    >>> tokenize_many(["Thủ tướng họp báo", "Hà Nội có mưa"])
    ['Thủ_tướng họp_báo', 'Hà_Nội có mưa']
    """
    segmenter = Segmenter(engine=engine, keep_numbers=keep_numbers, keep_urls=keep_urls, n_jobs=n_jobs)
    return segmenter.tokenize_many(texts)


def segment_many(
    texts: Iterable[str],
    *,
    engine: Engine = "vnnews",
    keep_numbers: bool = False,
    keep_urls: bool = False,
    n_jobs: int = 1,
) -> list[list[str]]:
    """Return the words of many texts, in order.

    Parameters and errors are those of `tokenize_many`.

    Examples
    --------
    >>> segment_many(["Thủ tướng họp báo", "Hà Nội có mưa"])
    [['Thủ_tướng', 'họp_báo'], ['Hà_Nội', 'có', 'mưa']]
    """
    segmenter = Segmenter(engine=engine, keep_numbers=keep_numbers, keep_urls=keep_urls, n_jobs=n_jobs)
    return segmenter.segment_many(texts)


def split_words(texts: Sequence[str]) -> tuple[WordHashes, WordForms]:
    """Return the words of texts that are segmented already: what `str.split` gives, as flat arrays.

    Parameters
    ----------
    texts : sequence of str
        Taken as they are: not brought to NFC.

    Returns
    -------
    words : WordHashes
    forms : WordForms

    Raises
    ------
    ValueError
        If a text holds a lone surrogate.

    Examples
    --------
    >>> words, forms = split_words(["Hà_Nội có  mưa"])
    >>> words.starts.tolist(), words.ends.tolist()
    ([0, 7, 11], [6, 9, 14])
    """
    from vnnews.text import _pipeline  # numba takes 0.3 s to import: not before it is needed

    words, forms = _pipeline.split_at_spaces(texts)
    return WordHashes(*words), WordForms(*forms)


def fold_words(
    forms: WordForms, *, lowercase: bool = True, tone_marks: ToneMarks = "keep"
) -> tuple[npt.NDArray[np.uint64], WordForms]:
    """Bring words to one case and one placement of the tone marks.

    Parameters
    ----------
    forms : WordForms
    lowercase : bool, default=True
        Lower-case every word by itself, as `str.lower` does.
    tone_marks : {"keep", "old", "new"}, default="keep"
        As in `vnnews.text.normalize`.

    Returns
    -------
    hashes : numpy.ndarray of uint64, shape (n_words,)
        ``hash_word(word, lowercase=False)`` of every folded word.
    folded : WordForms

    Examples
    --------
    >>> words, forms = split_words(["Hoà HÒA hòa"])
    >>> hashes, folded = fold_words(forms, tone_marks="old")
    >>> len(set(hashes.tolist()))
    1
    """
    from vnnews.text import _fold

    return _fold.fold(forms, lowercase=lowercase, tone_marks=tone_marks)
