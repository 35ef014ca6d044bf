"""What a TF-IDF vectorizer learns, and how: the base of `VietnameseTfidfVectorizer`."""

from __future__ import annotations

import copy
import warnings
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import clone
from sklearn.exceptions import NotFittedError

from vnnews.articles import Article
from vnnews.features._documents import Documents, map_chunks, read_documents
from vnnews.features._lexicon import Ids, Ints
from vnnews.features._reading import Found
from vnnews.features._tally import FixedTally, Limits, Tally
from vnnews.features._vectorizer import VietnameseVectorizer, naming_document
from vnnews.features._vocabulary import Vocabulary
from vnnews.features._weighted_rows import NO_FIELDS, Fields, Rows, Weighting, make_rows
from vnnews.features._words import WordReader, Words


class Learnt(NamedTuple):
    """The learnt state: the vocabulary, the IDF as it was given, and, derived, as the kernels take it."""

    vocabulary: Vocabulary | None
    idf: NDArray[np.floating] | None
    weights: NDArray[np.float64]

    def __reduce__(self) -> tuple[Any, ...]:
        return make_learnt, (self.vocabulary, self.idf)


class Kept(NamedTuple):
    """What `fit_transform` keeps of a chunk until the vocabulary is known."""

    indptr: Ints
    ids: Ids
    fields: Fields


class LearningVectorizer(VietnameseVectorizer):
    """A vectorizer with a vocabulary and an IDF.

    Its state is ``_learnt`` or, after `partial_fit` and until somebody asks for what was learnt, ``_tally``.
    """

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
            If the vectorizer was fitted by other means, which leave no counts to go on from, or counts other n-grams by
            now. After an error it is as it was.
        """
        self._check_parameters()
        total = self.__dict__.get("_tally")
        if total is None and self.__sklearn_is_fitted__():
            raise ValueError(
                "partial_fit after fit: expected a vectorizer that is new or was fitted with partial_fit only, "
                "because fit keeps no counts; use partial_fit from the start, on sklearn.base.clone(vectorizer)"
            )
        # Counted by themselves first: after an error half-way the vectorizer is as it was.
        tally = self._new_tally()
        for _ in self._count(tally, raw_documents):
            pass
        if total is None:
            self._tally = tally
        else:
            total.merge(tally)
        self.__dict__.pop("_learnt", None)
        return self

    @classmethod
    def merge(cls, vectorizers: Iterable[Self]) -> Self:
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
        >>> from vnnews.features import VietnameseTfidfVectorizer
        >>> halves = [["Nga gặp Mỹ"], ["Nga và EU", "EU họp"]]
        >>> parts = [VietnameseTfidfVectorizer().partial_fit(texts) for texts in halves]
        >>> list(VietnameseTfidfVectorizer.merge(parts).vocabulary_)
        ['eu', 'gặp', 'họp', 'mỹ', 'nga', 'và']
        """
        given = list(vectorizers)
        if not given:
            raise ValueError("no vectorizer to merge; expected one or more")
        merged: Self = clone(given[0])
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
                merged._tally.merge(vectorizer._tally)  # type: ignore[arg-type]  # of one kind, by the parameters
        return merged

    @property
    def vocabulary_(self) -> Vocabulary:
        """The columns of the n-grams."""
        learnt = self._settled()
        if learnt.vocabulary is None:
            raise self._not_fitted("vocabulary_")
        return learnt.vocabulary

    @vocabulary_.setter
    def vocabulary_(self, value: Mapping[str, int]) -> None:
        old = self.__dict__.get("_learnt")
        self._forget()
        self._learnt = make_learnt(Vocabulary.from_mapping(value), None if old is None else old.idf)

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
        self._learnt = make_learnt(vocabulary, np.asarray(value))

    def __sklearn_is_fitted__(self) -> bool:
        return "_learnt" in vars(self) or "_tally" in vars(self)

    def _not_fitted(self, lacking: str) -> NotFittedError:
        return NotFittedError(
            f"This {type(self).__name__} instance is not fitted yet: it has no {lacking}. Call 'fit' with appropriate "
            "arguments before using this estimator."
        )

    def _settled(self) -> Learnt:
        # Threads that come here at once make the same thing twice, and one of the two stays.
        learnt = self.__dict__.get("_learnt")
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
            self.__dict__.pop(name, None)

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
                stacklevel=4,
            )
        return FixedTally(vocabulary)

    def _count(self, tally: Tally | FixedTally, raw_documents: Iterable[str | Article]) -> Iterator[Kept]:
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
            return words, forms, self._counted_fields(chunk, words)

        for words, forms, fields in map_chunks(spell, documents, self.n_jobs):
            yield Kept(words.indptr, tally.add(words.indptr, forms, words.hashes), fields)

    def _count_fixed(self, tally: FixedTally, documents: Iterable[Documents], reader: WordReader) -> Iterator[Kept]:
        vocabulary, ngram_range = tally.vocabulary, self.ngram_range
        weighting = Weighting(np.ones(len(vocabulary)), False, True, None, 0.0, 0.0, np.float64)

        def find(chunk: Documents) -> tuple[Kept, Rows]:
            words = self._read(chunk, reader)
            ids = vocabulary.find_words(words.hashes)
            runs = (words.indptr[:-1], words.indptr[1:])
            rows = make_rows(
                vocabulary.find_ngrams(ids, words.indptr, ngram_range), ngram_range[0], runs, None, weighting
            )
            return Kept(words.indptr, ids, self._counted_fields(chunk, words)), rows

        for kept, rows in map_chunks(find, documents, self.n_jobs):
            tally.add(len(kept.indptr) - 1, rows.indices)
            yield kept

    def _learn(self, tally: Tally | FixedTally) -> tuple[Learnt, Ids | None]:
        """Return the learnt state, and what becomes of the word ids that counting gave."""
        word_ids = None
        if isinstance(tally, FixedTally):
            vocabulary, df = tally.vocabulary, tally.df
        else:
            limits = Limits(self.min_df, self.max_df, self.max_features, self.dtype)
            vocabulary, df, word_ids = tally.learn(limits)
        if not self.use_idf:
            return make_learnt(vocabulary, np.ones(len(vocabulary))), word_ids
        smooth = int(self.smooth_idf)
        with np.errstate(divide="ignore"):  # a given n-gram that no document has, not smoothed: infinite, as there
            idf = np.log((tally.n_documents + smooth) / (df + smooth)) + 1.0
        return make_learnt(vocabulary, idf), word_ids

    def _read(self, documents: Documents, reader: WordReader) -> Words:
        try:
            return reader.read(documents.texts)
        except ValueError as error:
            raise naming_document(error, documents) from None

    def _find(self, documents: Documents, reader: WordReader, vocabulary: Vocabulary) -> Found:
        words = self._read(documents, reader)
        ids = vocabulary.find_words(words.hashes)
        grid = vocabulary.find_ngrams(ids, words.indptr, self.ngram_range)
        return Found(words, ids, grid, self._counted_fields(documents, words))

    def _counted_fields(self, documents: Documents, words: Words) -> Fields:
        """Return where title and lead end; empty arrays if they do not count by themselves."""
        return self._field_ends(documents, words) if self.title_weight or self.lead_weight else NO_FIELDS

    def _field_ends(self, documents: Documents, words: Words) -> Fields:
        """Return where, in words, title and lead end."""
        lead_ends, title_ends = words.behind(np.array([documents.lead_ends, documents.title_ends], np.int64))
        return lead_ends, title_ends


def make_learnt(vocabulary: Vocabulary | None, idf: NDArray[np.floating] | None) -> Learnt:
    if idf is None:
        return Learnt(vocabulary, None, np.empty(0))
    idf = np.asarray(idf).view()
    weights = np.require(idf, np.float64, ["C", "A"]).view()
    for array in (idf, weights):
        array.setflags(write=False)
    return Learnt(vocabulary, idf, weights)


def _comparable(vectorizer: LearningVectorizer) -> dict[str, Any]:
    """Return the parameters on which the counts depend, so that equal ones are equal in another process too."""
    parameters: dict[str, Any] = {**vectorizer.get_params(deep=False)}
    change = vectorizer.normalize
    parameters |= {
        "n_jobs": None,
        "dtype": np.dtype(vectorizer.dtype),
        "stop_words": vectorizer.get_stop_words(),
        "vocabulary": getattr(vectorizer._tally, "vocabulary", None),
        "normalize": (getattr(change, "__module__", None), getattr(change, "__qualname__", change)),
    }
    return parameters
