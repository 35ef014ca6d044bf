"""String in, normalised string, syllables and words out."""

from vnnews.text._functions import segment, segment_many, segment_with_offsets, tokenize, tokenize_many
from vnnews.text._hashing import hash_word
from vnnews.text._language import Language, judge_language
from vnnews.text._normalize import new_tone_marks, normalize, old_tone_marks
from vnnews.text._segmenter import Segmenter, WordHashes

__all__ = [
    "Language",
    "Segmenter",
    "WordHashes",
    "hash_word",
    "judge_language",
    "new_tone_marks",
    "normalize",
    "old_tone_marks",
    "segment",
    "segment_many",
    "segment_with_offsets",
    "tokenize",
    "tokenize_many",
]
