"""String in, normalised string, syllables and words out: pyvi's segmentation, a hundred times faster.

Segmentation, in the order in which a text passes through:

=================  ====================================================================================
``_segmenter``     options, engines, threads; texts in, words or flat arrays out
``_pipeline``      a chunk of texts through the kernels
``_nfc``           NFC, and the way back to places in the text as given
``_keep``          spans that an option keeps whole
``_split``         code points -> tokens, each known by a hash (kernel)
``_label``         tokens -> which of them continue a word: the CRF (kernel)
``_words``         tokens -> words, as hashes or as text (kernels)
``_fold``          words -> the form in which they are counted (kernel)
``_single_pass``   code points -> words as hashes, all in one call (kernel)
``_spaced``        text that is segmented already -> words (kernels)
=================  ====================================================================================

``_tokens`` defines what passes between the kernels, ``_code_points``, ``_model`` and ``_hashing`` what they read;
``vnnews._jit`` compiles them, ``_compile_model`` made the model's file, and ``_reference`` is pyvi itself. Beside it
stand ``_language``, which tells whether a text is Vietnamese at all (``_language_counts`` is its kernel for many
texts), and what repairs it before it is read:

=================  ====================================================================================
``_normalize``     options; text in, normalised text out, or what changed and the way back
``_steps``         the steps, small functions in a list
``_edits``         what a step is, what it rewrote, and the map from its result to its input
``_tone_marks``    the step that moves tone marks; ``_syllables`` tells it how syllables are spelled
``_names``         spelling variants of foreign names (``data/names.toml``)
=================  ====================================================================================
"""

from vnnews.text._functions import (
    fold_words,
    segment,
    segment_many,
    segment_with_offsets,
    split_words,
    tokenize,
    tokenize_many,
)
from vnnews.text._hashing import hash_word
from vnnews.text._language import Language, judge_language, judge_languages
from vnnews.text._names import Names, load_names
from vnnews.text._normalize import Normalization, StepChange, explain_normalization, normalize
from vnnews.text._segmenter import Segmenter, WordForms, WordHashes
from vnnews.text._tone_marks import new_tone_marks, old_tone_marks

__all__ = [
    "Language",
    "Names",
    "Normalization",
    "Segmenter",
    "StepChange",
    "WordForms",
    "WordHashes",
    "explain_normalization",
    "fold_words",
    "hash_word",
    "judge_language",
    "judge_languages",
    "load_names",
    "new_tone_marks",
    "normalize",
    "old_tone_marks",
    "segment",
    "segment_many",
    "segment_with_offsets",
    "split_words",
    "tokenize",
    "tokenize_many",
]
