"""`Segmenter`: options, engines, threads; texts go to the kernels in chunks.

A chunk is about 64 k characters: its arrays stay in the processor's cache, and memory is bounded by the longest text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal, TypeVar

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from vnnews.text._normalize import ToneMarks
    from vnnews.text._pipeline import Forms
    from vnnews.text._words import Words

Engine = Literal["vnnews", "pyvi"]
T = TypeVar("T")

_CHUNK = 1 << 16


@dataclass(frozen=True)
class WordHashes:
    """The words of many texts as flat arrays, in the order of the texts.

    Attributes
    ----------
    indptr : numpy.ndarray of int64, shape (n_texts + 1,)
        Text ``i`` has the words ``indptr[i]`` to ``indptr[i + 1]``.
    hashes : numpy.ndarray of uint64, shape (n_words,)
        `hash_word` of each word: one value for all words that differ in case only.
    starts, ends : numpy.ndarray of int32, shape (n_words,)
        Where each word stands in its text as given, in characters.
    """

    indptr: npt.NDArray[np.int64]
    hashes: npt.NDArray[np.uint64]
    starts: npt.NDArray[np.int32]
    ends: npt.NDArray[np.int32]


@dataclass(frozen=True)
class WordForms:
    """How the words of a `WordHashes` are spelled, without a string for each.

    Attributes
    ----------
    codes : numpy.ndarray of uint32
        Code points.
    starts, ends : numpy.ndarray of int64, shape (n_words,)
        Word ``i`` is spelled ``codes[starts[i]:ends[i]]``, in the case it has in the text.
    """

    codes: npt.NDArray[np.uint32]
    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]


class Segmenter:
    """Vietnamese word segmentation with pyvi's model.

    With the default options the words are those of pyvi 0.1.1, character by character. A segmenter holds nothing but
    its options; any number of threads may use one.

    Parameters
    ----------
    engine : {"vnnews", "pyvi"}
        ``"pyvi"`` runs the reference implementation, which must be installed.
    keep_numbers : bool
        Keep dates, times and numbers whole: ``20/11/2020``, ``7-8``, ``19:30``. pyvi does so where the parts are joined
        by ``.``, ``,`` or ``_`` only.
    keep_urls : bool
        Keep URLs and e-mail addresses whole, also URLs without a scheme (``vnexpress.net/the-thao``), and split off the
        punctuation that follows them.
    n_jobs : int
        Threads over which many texts are spread.

    Raises
    ------
    ValueError
        If an option is unknown, or asks the reference for what it cannot do.

    Examples
    --------
    >>> Segmenter().tokenize("Thủ tướng đến Hà Nội.")
    'Thủ_tướng đến Hà_Nội .'
    >>> Segmenter(keep_numbers=True).segment("sáng 20/11/2020")
    ['sáng', '20/11/2020']
    """

    def __init__(
        self, *, engine: Engine = "vnnews", keep_numbers: bool = False, keep_urls: bool = False, n_jobs: int = 1
    ) -> None:
        if engine not in ("vnnews", "pyvi"):
            raise ValueError(f"engine={engine!r}: expected 'vnnews' or 'pyvi'")
        if engine == "pyvi" and (keep_numbers or keep_urls):
            raise ValueError("engine='pyvi' cannot keep numbers or URLs whole: use engine='vnnews' for that")
        if n_jobs < 1:
            raise ValueError(f"n_jobs={n_jobs}: expected a number of threads, 1 or more")
        self.engine = engine
        self.keep_numbers = keep_numbers
        self.keep_urls = keep_urls
        self.n_jobs = n_jobs

    def tokenize(self, text: str) -> str:
        """Return one text segmented; see `tokenize_many`."""
        return self.tokenize_many([text])[0]

    def segment(self, text: str) -> list[str]:
        """Return the words of one text."""
        return self.tokenize(text).split()

    def segment_with_offsets(self, text: str) -> tuple[list[str], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Return the words of one text and their places; see `vnnews.text.segment_with_offsets`."""
        (texts,) = _chunks([text])
        words, forms = self.spell_words(texts)
        spelled = forms.codes.tobytes().decode("utf-32-le")
        spans = zip(forms.starts.tolist(), forms.ends.tolist(), strict=True)
        return [spelled[start:end] for start, end in spans], words.starts.astype(np.int64), words.ends.astype(np.int64)

    def tokenize_many(self, texts: Iterable[str]) -> list[str]:
        """Return each text in NFC with its tokens separated by spaces, or by ``_`` within a word.

        Parameters
        ----------
        texts : iterable of str

        Returns
        -------
        list of str

        Raises
        ------
        TypeError
            If ``texts`` is one string, or something in it is none.
        ValueError
            If a text holds a lone surrogate.
        ImportError
            If the engine is ``"pyvi"`` and pyvi is not installed.
        """
        return [text for chunk in self._run(self._spell, texts) for text in chunk]

    def segment_many(self, texts: Iterable[str]) -> list[list[str]]:
        """Return the words of each text; errors as `tokenize_many`."""
        return [text.split() for text in self.tokenize_many(texts)]

    def hash_words(self, texts: Iterable[str], *, tone_marks: ToneMarks = "keep") -> WordHashes:
        """Return the words of many texts as hashes with their places; no string is built. Errors as `tokenize_many`.

        Parameters
        ----------
        texts : iterable of str
        tone_marks : {"keep", "old", "new"}, default="keep"
            The placement of the tone marks that the words are hashed in, as in `vnnews.text.normalize`.

        Returns
        -------
        WordHashes

        Examples
        --------
        >>> from vnnews.text import hash_word
        >>> words = Segmenter().hash_words(["Học sinh đến", "học sinh"])
        >>> words.indptr.tolist(), words.starts.tolist(), words.ends.tolist()
        ([0, 2, 3], [0, 9, 0], [8, 12, 8])
        >>> [int(word) == hash_word("học_sinh") for word in words.hashes]
        [True, False, True]
        """
        chunks = list(self._run(partial(self._hash, tone_marks=tone_marks), texts))
        if len(chunks) == 1:
            return WordHashes(*chunks[0])
        counts = [np.zeros(1, np.int64), *(np.diff(chunk.indptr) for chunk in chunks)]
        return WordHashes(
            np.cumsum(np.concatenate(counts)),
            np.concatenate([np.empty(0, np.uint64), *(chunk.hashes for chunk in chunks)]),
            np.concatenate([np.empty(0, np.int32), *(chunk.starts for chunk in chunks)]),
            np.concatenate([np.empty(0, np.int32), *(chunk.ends for chunk in chunks)]),
        )

    def spell_words(self, texts: Sequence[str]) -> tuple[WordHashes, WordForms]:
        """Return the words of a few texts as `hash_words` does, and how each is spelled. Errors as `tokenize_many`.

        The texts are segmented once, as one chunk and by the calling thread.

        Parameters
        ----------
        texts : sequence of str

        Returns
        -------
        words : WordHashes
        forms : WordForms

        Examples
        --------
        >>> words, forms = Segmenter().spell_words(["Học sinh đến"])
        >>> "".join(map(chr, forms.codes[forms.starts[0] : forms.ends[0]]))
        'Học_sinh'
        """
        from vnnews.text import _pipeline, _reference

        words: Words
        forms: Forms
        if self.engine == "pyvi":
            words, (_, forms) = _reference.hash_words(texts), _pipeline.split_at_spaces(self._spell(list(texts)))
        else:
            words, forms = _pipeline.spell_words(texts, _pipeline.Keep(self.keep_numbers, self.keep_urls))
        return WordHashes(*words), WordForms(*forms)

    def spell(self, texts: Sequence[str], words: WordHashes, which: npt.ArrayLike) -> list[str]:
        """Return how some of the words are spelled. Only the texts that they stand in are segmented again.

        Parameters
        ----------
        texts : sequence of str
            What `hash_words` was given.
        words : WordHashes
            What it returned.
        which : array_like of int
            Indices into ``words.hashes``, such as the first occurrence of each hash.

        Returns
        -------
        list of str

        Examples
        --------
        >>> texts = ["Học sinh đến trường", "học sinh"]
        >>> segmenter = Segmenter()
        >>> words = segmenter.hash_words(texts)
        >>> _, first = np.unique(words.hashes, return_index=True)
        >>> sorted(segmenter.spell(texts, words, first))
        ['Học_sinh', 'trường', 'đến']
        """
        indices = np.asarray(which, np.int64)
        owners = np.searchsorted(words.indptr, indices, side="right") - 1
        needed = np.unique(owners).tolist()
        segmented = dict(zip(needed, self.segment_many(texts[i] for i in needed), strict=True))
        within = indices - words.indptr[owners]
        return [segmented[owner][i] for owner, i in zip(owners.tolist(), within.tolist(), strict=True)]

    def _spell(self, texts: list[str]) -> list[str]:
        from vnnews.text import _pipeline, _reference  # numba takes 0.3 s to import: not before it is needed

        if self.engine == "pyvi":
            return [_reference.tokenize(text) for text in texts]
        return _pipeline.spell(texts, _pipeline.Keep(self.keep_numbers, self.keep_urls))

    def _hash(self, texts: list[str], tone_marks: ToneMarks) -> Words:
        from vnnews.text import _fold, _pipeline, _reference

        if self.engine == "vnnews":
            return _pipeline.hash_words(texts, _pipeline.Keep(self.keep_numbers, self.keep_urls), tone_marks)
        words = _reference.hash_words(texts)
        if tone_marks == "keep":
            return words
        _, forms = _pipeline.split_at_spaces(self._spell(texts))
        return words._replace(hashes=_fold.fold(WordForms(*forms), lowercase=True, tone_marks=tone_marks)[0])

    def _run(self, step: Callable[[list[str]], T], texts: Iterable[str]) -> Iterator[T]:
        if self.n_jobs == 1:
            yield from map(step, _chunks(texts))
        else:
            chunks = list(_chunks(texts))
            size = -(-len(chunks) // (4 * self.n_jobs))  # four parts a thread: even enough, and few hand-overs
            parts = [chunks[i : i + size] for i in range(0, len(chunks), size or 1)]
            with ThreadPoolExecutor(self.n_jobs) as pool:
                for results in pool.map(lambda part: [step(chunk) for chunk in part], parts):
                    yield from results


def _chunks(texts: Iterable[str]) -> Iterator[list[str]]:
    if isinstance(texts, str):
        raise TypeError(f"expected texts, got one string: put it in a list, [{texts[:20]!r}]")
    chunk: list[str] = []
    length = 0
    for text in texts:
        if not isinstance(text, str):
            raise TypeError(f"expected a text (str), got {text!r} of type {type(text).__name__}")
        chunk.append(text)
        length += len(text)
        if length >= _CHUNK:
            yield chunk
            chunk, length = [], 0
    if chunk:
        yield chunk
