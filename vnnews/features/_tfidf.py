"""Raw text or articles to a TF-IDF matrix, with scikit-learn's interface and scikit-learn's numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from numbers import Integral, Real
from typing import Any, Literal, Self

import numpy as np
import scipy.sparse as sp
from numpy.typing import DTypeLike, NDArray
from sklearn.utils._param_validation import HasMethods, Interval, RealNotInt

from vnnews.articles import Article
from vnnews.features._documents import Documents, Normalize, lead_back, map_chunks, read_documents
from vnnews.features._learning import Kept, LearningVectorizer
from vnnews.features._lexicon import Ints
from vnnews.features._reading import Found, Occurrences, Parts, Reading, join_found
from vnnews.features._vectorizer import VietnameseVectorizer
from vnnews.features._weighted_rows import Rows, make_rows, to_matrix

_NO_DOCUMENTS = Documents(0, [], [], [], [])


class VietnameseTfidfVectorizer(LearningVectorizer):
    """Convert Vietnamese texts or articles to a matrix of TF-IDF features.

    With the default parameters, fed the same words, it gives the vocabulary, the column order and the values of
    `sklearn.feature_extraction.text.TfidfVectorizer`. It never holds an n-gram as a string: words are hashes, checked
    for collisions when they are learnt, and n-grams are tuples of word numbers. Once fitted it is not changed by use,
    so any number of threads may use one.

    Parameters
    ----------
    segment : bool, default=True
        Segment raw text into words (``tổng_thống``). ``False`` takes the text as words already, between white space.
    lowercase : bool, default=True
        Lower-case the words; after segmentation, for which case is a clue.
    tone_marks : {"keep", "old", "new"}, default="keep"
        Bring the tone marks of the words to one placement (``hoà_bình`` and ``hòa_bình`` are one word then).
    normalize : bool or callable, default=False
        Normalise each text first: with `vnnews.normalize`, or with a function from str to str.
    stop_words : {"vietnamese"} or iterable of str, optional
        Words to leave out before n-grams are formed: `load_stop_words`, or your own, written as they are counted.
    ngram_range : tuple of int, default=(1, 1)
        Lengths of the n-grams of words, smallest and largest.
    max_df, min_df : int or float, default=1.0 and 1
        Drop n-grams that more, or fewer, documents hold: an int counts documents, a float is a share of them.
    max_features : int, optional
        Keep only so many n-grams, the most frequent ones.
    vocabulary : mapping or iterable of str, optional
        The n-grams to use, in the order of the columns (or the column of each); then `fit` learns only the IDF.
    binary : bool, default=False
        Count an n-gram once per document.
    norm : {"l2", "l1", None}, default="l2"
        How rows are scaled.
    use_idf, smooth_idf, sublinear_tf : bool, default=True, True, False
        As in `sklearn.feature_extraction.text.TfidfTransformer`.
    title_weight, lead_weight : float, default=0.0
        For an `Article`, the row of the title alone, and that of title and lead, are added to the row of the whole text
        with these weights, and the sum is scaled again. Plain strings have neither.
    n_jobs : int, optional
        Threads; as joblib counts them (-1 for one per core, None for 1 unless `joblib.parallel_config` says otherwise).
        The results do not depend on it.
    dtype : dtype, default=float64
        float64 or float32.

    Attributes
    ----------
    vocabulary_ : Vocabulary
        The column of each n-gram; reads like scikit-learn's dictionary. May be set, to a dictionary too.
    idf_ : ndarray of shape (n_features,)
        The inverse document frequencies; ones without ``use_idf``. Read-only; may be set as a whole.

    See Also
    --------
    VietnameseHashingVectorizer : Without a vocabulary, so without a fit.
    sklearn.feature_extraction.text.TfidfVectorizer : The same for words that a regular expression finds.

    Examples
    --------
    >>> texts = ["Tổng thống Nga tới Geneva.", "Tổng thống Mỹ gặp Tổng thống Nga."]
    >>> vectorizer = VietnameseTfidfVectorizer(min_df=2)
    >>> vectorizer.fit_transform(texts).shape
    (2, 3)
    >>> vectorizer.get_feature_names_out().tolist()
    ['.', 'nga', 'tổng_thống']
    """

    _parameter_constraints: dict[str, Any] = {  # noqa: RUF012  # scikit-learn's name and type
        **VietnameseVectorizer._parameter_constraints,
        "max_df": [Interval(RealNotInt, 0, 1, closed="both"), Interval(Integral, 1, None, closed="left")],
        "min_df": [Interval(RealNotInt, 0, 1, closed="both"), Interval(Integral, 1, None, closed="left")],
        "max_features": [Interval(Integral, 1, None, closed="left"), None],
        "vocabulary": [Mapping, HasMethods("__iter__"), None],
        "use_idf": ["boolean"],
        "smooth_idf": ["boolean"],
        "sublinear_tf": ["boolean"],
        "title_weight": [Interval(Real, 0, None, closed="left")],
        "lead_weight": [Interval(Real, 0, None, closed="left")],
    }

    def __init__(
        self,
        *,
        segment: bool = True,
        lowercase: bool = True,
        tone_marks: Literal["keep", "old", "new"] = "keep",
        normalize: Normalize = False,
        stop_words: Literal["vietnamese"] | Iterable[str] | None = None,
        ngram_range: tuple[int, int] = (1, 1),
        max_df: float = 1.0,
        min_df: float = 1,
        max_features: int | None = None,
        vocabulary: Mapping[str, int] | Iterable[str] | None = None,
        binary: bool = False,
        norm: Literal["l2", "l1"] | None = "l2",
        use_idf: bool = True,
        smooth_idf: bool = True,
        sublinear_tf: bool = False,
        title_weight: float = 0.0,
        lead_weight: float = 0.0,
        n_jobs: int | None = None,
        dtype: DTypeLike = np.float64,
    ) -> None:
        self.segment = segment
        self.lowercase = lowercase
        self.tone_marks = tone_marks
        self.normalize = normalize
        self.stop_words = stop_words
        self.ngram_range = ngram_range
        self.max_df = max_df
        self.min_df = min_df
        self.max_features = max_features
        self.vocabulary = vocabulary
        self.binary = binary
        self.norm = norm
        self.use_idf = use_idf
        self.smooth_idf = smooth_idf
        self.sublinear_tf = sublinear_tf
        self.title_weight = title_weight
        self.lead_weight = lead_weight
        self.n_jobs = n_jobs
        self.dtype = dtype

    def fit(self, raw_documents: Iterable[str | Article], y: object = None) -> Self:
        """Learn the vocabulary and the inverse document frequencies.

        Parameters
        ----------
        raw_documents : iterable of str or Article
            Read once, in chunks: memory grows with the number of n-grams, not with that of the documents.
        y : ignored

        Returns
        -------
        self

        Raises
        ------
        TypeError
            If a document is neither text nor `Article`; the message gives its position.
        ValueError
            If a parameter is out of range, or no n-gram is left.
        """
        self._check_parameters()
        tally = self._new_tally()
        for _ in self._count(tally, raw_documents):
            pass
        learnt, _ = self._learn(tally)
        self._forget()
        self._learnt = learnt
        return self

    def fit_transform(self, raw_documents: Iterable[str | Article], y: object = None) -> sp.csr_matrix:
        """Fit and return the matrix of the same documents; each is segmented once.

        Parameters
        ----------
        raw_documents : iterable of str or Article
        y : ignored

        Returns
        -------
        csr_matrix of shape (n_documents, n_features)
        """
        self._check_parameters()
        tally = self._new_tally()
        kept = list(self._count(tally, raw_documents))
        learnt, word_ids = self._learn(tally)
        del tally
        self._forget()
        self._learnt = learnt
        vocabulary, weighting = self._state()
        ngram_range = self.ngram_range

        def rows(chunk: Kept) -> Rows:
            ids = chunk.ids if word_ids is None else word_ids[chunk.ids]
            grid = vocabulary.find_ngrams(ids, chunk.indptr, ngram_range)
            return make_rows(grid, ngram_range[0], (chunk.indptr[:-1], chunk.indptr[1:]), chunk.fields, weighting)

        chunks = list(map_chunks(rows, _emptied(kept), self.n_jobs))
        return to_matrix(chunks, len(vocabulary), self.dtype)

    def transform(self, raw_documents: Iterable[str | Article]) -> sp.csr_matrix:
        """Return the TF-IDF matrix of the documents.

        Parameters
        ----------
        raw_documents : iterable of str or Article

        Returns
        -------
        csr_matrix of shape (n_documents, n_features)
            Rows in order, column indices sorted. A document without known n-grams gives an empty row.

        Raises
        ------
        sklearn.exceptions.NotFittedError
            If the vectorizer is not fitted.
        TypeError
            If a document is neither text nor `Article`.
        """
        vocabulary, weighting = self._state()
        reader, smallest = self._reader(), self.ngram_range[0]

        def rows(documents: Documents) -> Rows:
            words, _, grid, fields = self._find(documents, reader, vocabulary)
            return make_rows(grid, smallest, (words.indptr[:-1], words.indptr[1:]), fields, weighting)

        chunks = list(map_chunks(rows, read_documents(raw_documents, self.normalize), self.n_jobs))
        return to_matrix(chunks, len(vocabulary), self.dtype)

    def read(self, raw_documents: Iterable[str | Article]) -> Reading:
        """Find the n-grams of documents once, for rows, rows of parts and occurrences.

        Parameters
        ----------
        raw_documents : iterable of str or Article

        Returns
        -------
        Reading

        Raises
        ------
        ValueError
            If ``normalize`` is a function and changed a text: where things stood in the given one is lost then.

        Examples
        --------
        >>> vectorizer = VietnameseTfidfVectorizer(norm=None, use_idf=False).fit(["Nga và Mỹ"])
        >>> reading = vectorizer.read(["Nga, Nga và Mỹ"])
        >>> reading.rows().toarray().tolist()
        [[1.0, 2.0, 1.0]]
        >>> reading.part_rows([[(0, 3), (5, 14)]])[0].toarray().tolist()
        [[0.0, 1.0, 0.0], [1.0, 1.0, 1.0]]
        >>> reading.occurrences(0).start.tolist()
        [0, 5, 9, 12]
        """
        vocabulary, weighting = self._state()
        reader = self._reader()

        def find(documents: Documents) -> Found:
            found = self._find(documents, reader, vocabulary)
            fields = found.fields if len(found.fields[0]) else self._field_ends(documents, found.words)
            return Found(lead_back(documents, found.words, self.normalize), found.ids, found.grid, fields)

        chunks = list(map_chunks(find, read_documents(raw_documents, self.normalize), self.n_jobs))
        found = join_found(chunks or [find(_NO_DOCUMENTS)])
        return Reading(found.words, found.ids, found.grid, self.ngram_range[0], found.fields, weighting)

    def transform_parts(self, raw_documents: Iterable[str | Article], parts: Parts) -> tuple[sp.csr_matrix, Ints]:
        """Return rows of parts of documents, each document segmented once and as a whole.

        Parameters
        ----------
        raw_documents : iterable of str or Article
        parts : sequence of sequences of (start, end)
            For every document, ranges of characters of the text.

        Returns
        -------
        rows : csr_matrix of shape (n_parts, n_features)
        indptr : ndarray of int64, shape (n_documents + 1,)
            Document ``i`` has the rows ``indptr[i]`` to ``indptr[i + 1]``. See `Reading.part_rows`.
        """
        return self.read(raw_documents).part_rows(parts)

    def locate(self, document: str | Article) -> Occurrences:
        """Return where in a document its n-grams stand and what each occurrence adds to the document's row.

        An n-gram that occurs several times in the text shares its value equally among the occurrences; what the title
        adds by ``title_weight`` goes to the occurrences in the title, and so for the lead.

        Parameters
        ----------
        document : str or Article

        Returns
        -------
        Occurrences
            Offsets point into the string, or into ``Article.text``.

        Raises
        ------
        ValueError
            If ``normalize`` is a function and changed the text: where things stood in the given one is lost then.
        """
        return self.read([document]).occurrences(0)

    def get_feature_names_out(self, input_features: object = None) -> NDArray[np.object_]:
        """Return the n-grams in the order of the columns.

        Parameters
        ----------
        input_features : ignored

        Returns
        -------
        ndarray of str objects, shape (n_features,)
        """
        return np.array(self.vocabulary_.names(), dtype=object)


def _emptied(chunks: list[Kept]) -> Iterator[Kept]:
    """Yield chunks in order and let go of each."""
    chunks.reverse()
    while chunks:
        yield chunks.pop()
