"""Syllables -> CRF -> words."""

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
