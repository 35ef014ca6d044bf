"""Syllables -> CRF -> words: Vietnamese word segmentation as pyvi does it, a hundred times faster.

In the order in which a text passes through:

=================  ====================================================================================
``_segmenter``     options, engines, threads; texts in, words or flat arrays out
``_pipeline``      a chunk of texts through the kernels
``_nfc``           NFC, and the way back to places in the text as given
``_keep``          spans that an option keeps whole
``_split``         code points -> tokens, each known by a hash (kernel)
``_label``         tokens -> which of them continue a word: the CRF (kernel)
``_words``         tokens -> words, as hashes or as text (kernels)
=================  ====================================================================================

``_tokens`` defines what passes between the kernels, ``_code_points``, ``_model`` and ``_hashing`` what they read;
``_jit`` compiles them, ``_compile_model`` made the model's file, and ``_reference`` is pyvi itself.
"""

from vnnews.text._functions import segment, segment_many, segment_with_offsets, tokenize, tokenize_many
from vnnews.text._hashing import hash_word
from vnnews.text._segmenter import Segmenter, WordHashes

__all__ = [
    "Segmenter",
    "WordHashes",
    "hash_word",
    "segment",
    "segment_many",
    "segment_with_offsets",
    "tokenize",
    "tokenize_many",
]
