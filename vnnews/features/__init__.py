"""Texts in, sparse matrix out.

The path of a text, in the order of the modules:

==================  ================================================================================
``_documents``      what is given -> checked texts, normalised if asked for, in chunks; threads
``_words``          texts -> hashes of words; ``_stop_words`` are gone from there on
``_lexicon``        hashes -> ids of words, checked by spelling when they are learnt (kernels)
``_trie``           ids of words -> n-grams, as integer keys (kernels)
``_tally``          documents -> document frequencies -> what is kept of them: the vocabulary
``_vocabulary``     n-grams and their columns: the learnt ``vocabulary_``
``_row_counts``     columns -> counts (kernels)
``_rows``           counts -> TF-IDF values (kernels)
``_weighted_rows``  both, for runs of words -> the rows of a matrix
``_reading``        documents whose n-grams are found: whole rows, rows of parts, occurrences
``_part_sums``      what the parts of a document add to sums over its n-grams (kernels)
``_skip_gram``      ids of words -> vectors by their neighbours (kernels)
``_word_topics``    counts of words -> vectors by the documents they share
``_row_sums``       sums of rows of a table, each times a weight (kernel)
``_vector_sums``    what goes into the sums of the vectors of words (kernels)
``_word_vectors``   both, learnt without labels
``_read_vectors``   means of them for documents and sentences, and without sentences
==================  ================================================================================

`VietnameseTfidfVectorizer` (``_tfidf``, and ``_learning``: how it learns) and `VietnameseHashingVectorizer`
(``_hashing``) put them together; ``_vectorizer`` is what they share.
"""

from vnnews.features._hashing import VietnameseHashingVectorizer
from vnnews.features._reading import Occurrences, Reading
from vnnews.features._stop_words import load_stop_words
from vnnews.features._tfidf import VietnameseTfidfVectorizer
from vnnews.features._vocabulary import Vocabulary
from vnnews.features._word_vectors import WordVectors

__all__ = [
    "Occurrences",
    "Reading",
    "VietnameseHashingVectorizer",
    "VietnameseTfidfVectorizer",
    "Vocabulary",
    "WordVectors",
    "load_stop_words",
]
