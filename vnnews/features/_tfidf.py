"""Raw text or articles to a TF-IDF matrix, with scikit-learn's interface and scikit-learn's numbers."""

from __future__ import annotations

import copy
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from numbers import Integral, Real
from typing import Any, Literal, NamedTuple, Self

import numpy as np
import scipy.sparse as sp
from numpy.typing import DTypeLike, NDArray
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.utils._param_validation import HasMethods, Interval, RealNotInt

from vnnews.articles import Article
from vnnews.features._documents import Documents, Normalize, check_in_place, map_chunks, read_documents
from vnnews.features._lexicon import Ids, Ints
from vnnews.features._reading import Fields, Occurrences, Parts, Reading, Rows, Weighting, make_rows, to_matrix
from vnnews.features._tally import FixedTally, Limits, Tally
from vnnews.features._vectorizer import VietnameseVectorizer, naming_document
from vnnews.features._vocabulary import Vocabulary
from vnnews.features._words import WordReader, Words

_NO_FIELDS: Fields = (np.empty(0, np.int64), np.empty(0, np.int64))


class _Learnt(NamedTuple):
    """The learnt state: the vocabulary, the IDF as it was given, and, derived, as the kernels take it."""

    vocabulary: Vocabulary | None
    idf: NDArray[np.floating] | None
    weights: NDArray[np.float64]


class _Kept(NamedTuple):
    """What `fit_transform` keeps of a chunk until the vocabulary is known."""

    indptr: Ints
    ids: Ids
    fields: Fields


class VietnameseTfidfVectorizer(VietnameseVectorizer):
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
        self._forget()
        self._learnt, _ = self._learn(tally)
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
        self._forget()
        self._learnt, word_ids = self._learn(tally)
        del tally
        vocabulary, weighting = self._state()
        ngram_range = self.ngram_range

        def rows(chunk: _Kept) -> Rows:
            ids = chunk.ids if word_ids is None else word_ids[chunk.ids]
            grid = vocabulary.find_ngrams(ids, chunk.indptr, ngram_range)
            return make_rows(grid, ngram_range[0], (chunk.indptr[:-1], chunk.indptr[1:]), chunk.fields, weighting)

        chunks = list(map_chunks(rows, _emptied(kept), self.n_jobs))
        return to_matrix(chunks, len(vocabulary), self.dtype)

    def partial_fit(self, raw_documents: Iterable[str | Article], y: object = None) -> Self:
        """Learn from further documents; after each call the vectorizer is as if fitted on all of them so far.

        Nothing is pruned before the end, for ``min_df`` and its kin need the counts of all documents; the vocabulary is
        made when it is next asked for. The counts stay in the vectorizer and are pickled with it.

        Parameters
        ----------
        raw_documents : iterable of str or Article
        y : ignored

        Returns
        -------
        self

        Raises
        ------
        ValueError
            If the vectorizer was fitted by other means, which leave no counts to go on from.
        """
        self._check_parameters()
        if not hasattr(self, "_tally"):
            if self.__sklearn_is_fitted__():
                raise ValueError(
                    "partial_fit after fit: expected a vectorizer that is new or was fitted with partial_fit only, "
                    "because fit keeps no counts; use partial_fit from the start, on sklearn.base.clone(vectorizer)"
                )
            self._tally = self._new_tally()
        for _ in self._count(self._tally, raw_documents):
            pass
        vars(self).pop("_learnt", None)
        return self

    @classmethod
    def merge(cls, vectorizers: Iterable[VietnameseTfidfVectorizer]) -> VietnameseTfidfVectorizer:
        """Return the vectorizer that `partial_fit` on the documents of all of them gives.

        For counting on several machines: `partial_fit` on each, pickle, merge.

        Parameters
        ----------
        vectorizers : iterable of VietnameseTfidfVectorizer
            Fitted with `partial_fit` and with the same parameters. They stay as they are.

        Returns
        -------
        VietnameseTfidfVectorizer

        Raises
        ------
        ValueError
            If there is none, one was not fitted with `partial_fit`, or their parameters differ.

        Examples
        --------
        >>> halves = [["Nga gặp Mỹ"], ["Nga và EU", "EU họp"]]
        >>> parts = [VietnameseTfidfVectorizer().partial_fit(texts) for texts in halves]
        >>> list(VietnameseTfidfVectorizer.merge(parts).vocabulary_)
        ['eu', 'gặp', 'họp', 'mỹ', 'nga', 'và']
        """
        given = list(vectorizers)
        if not given:
            raise ValueError("no vectorizer to merge; expected one or more")
        merged = clone(given[0])
        for position, vectorizer in enumerate(given):
            if not hasattr(vectorizer, "_tally"):
                raise ValueError(f"vectorizer {position} has no counts; expected one that was fitted with partial_fit")
            if _comparable(vectorizer) != _comparable(given[0]):
                raise ValueError(
                    f"vectorizer {position} has other parameters than the first, {vectorizer!r} and {given[0]!r}; "
                    "expected the same, for counts of different things do not add up"
                )
            if position == 0:
                merged._tally = copy.deepcopy(vectorizer._tally)
            else:
                merged._tally.merge(vectorizer._tally)
        return merged

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
            words, grid, fields = self._find(documents, reader, vocabulary)
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
            If ``normalize`` changed a text, so that places in it would not be those of the given one.

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

        def find(documents: Documents) -> tuple[Words, Ids, Fields]:
            check_in_place(documents)
            return self._find(documents, reader, vocabulary)

        found = list(map_chunks(find, read_documents(raw_documents, self.normalize), self.n_jobs))
        if not found:
            found = [self._find(Documents(0, [], [], [], []), reader, vocabulary)]
        origins = np.cumsum([0, *(len(words.hashes) for words, _, _ in found)])
        indptr = [words.indptr[:-1] + origin for (words, _, _), origin in zip(found, origins, strict=False)]
        words = Words(
            np.concatenate([*indptr, origins[-1:]]),
            np.concatenate([words.hashes for words, _, _ in found]),
            np.concatenate([words.starts for words, _, _ in found]),
            np.concatenate([words.ends for words, _, _ in found]),
        )
        lead_ends, title_ends = (
            np.concatenate([fields[k] + origin for (_, _, fields), origin in zip(found, origins, strict=False)])
            for k in (0, 1)
        )
        grid = np.concatenate([grid for _, grid, _ in found], axis=1)
        return Reading(words, grid, self.ngram_range[0], (lead_ends, title_ends), weighting)

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
            If ``normalize`` changed the text, so that places in it would not be those of the given one.
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

    @property
    def vocabulary_(self) -> Vocabulary:
        """The columns of the n-grams."""
        learnt = self._settled()
        if learnt.vocabulary is None:
            raise self._not_fitted("vocabulary_")
        return learnt.vocabulary

    @vocabulary_.setter
    def vocabulary_(self, value: Mapping[str, int]) -> None:
        old = vars(self).get("_learnt")
        self._forget()
        self._learnt = _learnt(Vocabulary.from_mapping(value), None if old is None else old.idf)

    @property
    def idf_(self) -> NDArray[np.floating]:
        """The inverse document frequencies."""
        learnt = self._settled()
        if learnt.idf is None:
            raise self._not_fitted("idf_")
        return learnt.idf

    @idf_.setter
    def idf_(self, value: NDArray[np.floating]) -> None:
        vocabulary = self._settled().vocabulary if self.__sklearn_is_fitted__() else None
        self._forget()
        self._learnt = _learnt(vocabulary, np.asarray(value))

    def __sklearn_is_fitted__(self) -> bool:
        return "_learnt" in vars(self) or "_tally" in vars(self)

    def _not_fitted(self, lacking: str) -> NotFittedError:
        return NotFittedError(
            f"This {type(self).__name__} instance is not fitted yet: it has no {lacking}. Call 'fit' with appropriate "
            "arguments before using this estimator."
        )

    def _settled(self) -> _Learnt:
        # Threads that come here at once make the same thing twice, and one of the two stays.
        learnt = vars(self).get("_learnt")
        if learnt is None:
            if "_tally" not in vars(self):
                raise self._not_fitted("vocabulary_")
            learnt, _ = self._learn(self._tally)
            self._learnt = learnt
        return learnt

    def _state(self) -> tuple[Vocabulary, Weighting]:
        vocabulary, idf, weights = self._settled()
        if vocabulary is None or idf is None:
            raise self._not_fitted("idf_" if idf is None else "vocabulary_")
        if len(idf) != len(vocabulary):
            raise ValueError(
                f"idf_ has {len(idf)} values, expected {len(vocabulary)}: one for each n-gram of vocabulary_"
            )
        return vocabulary, Weighting(
            weights, self.sublinear_tf, self.binary, self.norm, self.lead_weight, self.title_weight, self.dtype
        )

    def _forget(self) -> None:
        for name in ("_tally", "_learnt"):
            vars(self).pop(name, None)

    def _new_tally(self) -> Tally | FixedTally:
        if self.vocabulary is None:
            return Tally(self.ngram_range, count_totals=self.max_features is not None and not self.binary)
        given = self.vocabulary
        if not isinstance(given, Mapping):
            given = Vocabulary.from_names(sorted(given) if isinstance(given, set) else given)
        vocabulary = Vocabulary.from_mapping(given)
        if not len(vocabulary):
            raise ValueError("vocabulary is empty; expected n-grams, or None to learn them")
        if self.lowercase and any(any(map(str.isupper, name)) for name in vocabulary):
            warnings.warn(
                "vocabulary has upper case characters while lowercase=True: these n-grams match nothing; lower-case "
                "them, or set lowercase=False",
                UserWarning,
                stacklevel=3,
            )
        return FixedTally(vocabulary)

    def _count(self, tally: Tally | FixedTally, raw_documents: Iterable[str | Article]) -> Iterator[_Kept]:
        """Count documents; words are found by all threads, and counted by this one, in order."""
        reader = self._reader()
        documents = read_documents(raw_documents, self.normalize)
        if isinstance(tally, FixedTally):
            yield from self._count_fixed(tally, documents, reader)
            return

        def spell(chunk: Documents) -> Any:
            try:
                words, forms = reader.spell(chunk.texts)
            except ValueError as error:
                raise naming_document(error, chunk) from None
            return words, forms, self._field_ends(chunk, words)

        for words, forms, fields in map_chunks(spell, documents, self.n_jobs):
            yield _Kept(words.indptr, tally.add(words.indptr, forms, words.hashes), fields)

    def _count_fixed(self, tally: FixedTally, documents: Iterable[Documents], reader: WordReader) -> Iterator[_Kept]:
        vocabulary, ngram_range = tally.vocabulary, self.ngram_range
        weighting = Weighting(np.ones(len(vocabulary)), False, True, None, 0.0, 0.0, np.float64)

        def find(chunk: Documents) -> tuple[_Kept, Rows]:
            words = self._read(chunk, reader)
            ids = vocabulary.find_words(words.hashes)
            runs = (words.indptr[:-1], words.indptr[1:])
            rows = make_rows(
                vocabulary.find_ngrams(ids, words.indptr, ngram_range), ngram_range[0], runs, None, weighting
            )
            return _Kept(words.indptr, ids, self._field_ends(chunk, words)), rows

        for kept, rows in map_chunks(find, documents, self.n_jobs):
            tally.add(len(kept.indptr) - 1, rows.indices)
            yield kept

    def _learn(self, tally: Tally | FixedTally) -> tuple[_Learnt, Ids | None]:
        """Return the learnt state, and what becomes of the word ids that counting gave."""
        word_ids = None
        if isinstance(tally, FixedTally):
            vocabulary, df = tally.vocabulary, tally.df
        else:
            limits = Limits(self.min_df, self.max_df, self.max_features, self.dtype)
            vocabulary, df, word_ids = tally.learn(limits)
        if not self.use_idf:
            return _learnt(vocabulary, np.ones(len(vocabulary))), word_ids
        smooth = int(self.smooth_idf)
        with np.errstate(divide="ignore"):  # a given n-gram that no document has, not smoothed: infinite, as there
            idf = np.log((tally.n_documents + smooth) / (df + smooth)) + 1.0
        return _learnt(vocabulary, idf), word_ids

    def _read(self, documents: Documents, reader: WordReader) -> Words:
        try:
            return reader.read(documents.texts)
        except ValueError as error:
            raise naming_document(error, documents) from None

    def _find(self, documents: Documents, reader: WordReader, vocabulary: Vocabulary) -> tuple[Words, Ids, Fields]:
        words = self._read(documents, reader)
        grid = vocabulary.find_ngrams(vocabulary.find_words(words.hashes), words.indptr, self.ngram_range)
        return words, grid, self._field_ends(documents, words)

    def _field_ends(self, documents: Documents, words: Words) -> Fields:
        """Return where, in words, title and lead end; empty arrays if that does not matter."""
        if not (self.title_weight or self.lead_weight):
            return _NO_FIELDS
        texts = np.arange(len(documents.texts))
        starts = np.zeros(len(texts), np.int64)
        lead_ends, title_ends = (
            words.runs(starts, np.array(ends, np.int64), texts)[1]
            for ends in (documents.lead_ends, documents.title_ends)
        )
        return lead_ends, title_ends


def _learnt(vocabulary: Vocabulary | None, idf: NDArray[np.floating] | None) -> _Learnt:
    if idf is None:
        return _Learnt(vocabulary, None, np.empty(0))
    weights = np.require(idf, np.float64, ["C", "A"]).view()
    idf = idf.view()
    for array in (idf, weights):
        array.setflags(write=False)
    return _Learnt(vocabulary, idf, weights)


def _comparable(vectorizer: VietnameseTfidfVectorizer) -> str:
    parameters = vectorizer.get_params(deep=False)
    parameters.pop("n_jobs")
    return repr(parameters)


def _emptied(chunks: list[_Kept]) -> Iterator[_Kept]:
    """Yield chunks in order and let go of each."""
    chunks.reverse()
    while chunks:
        yield chunks.pop()
