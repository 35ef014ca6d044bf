"""The model as immutable arrays: pyvi's CRF and dictionary, and the classes of the code points.

The file was compiled from the installed pyvi release by ``python -m vnnews.text._compile_model``. It is pyvi's work in
another form (MIT licence, ``data/LICENSE-pyvi.txt``); no pickle is read.
"""

from __future__ import annotations

import functools
import unicodedata
from importlib import resources
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from vnnews.text import _code_points

PYVI_VERSION = "0.1.1"
"""The release whose results are reproduced."""
FILE = f"data/pyvi-{PYVI_VERSION}.npz"

SLOT_BITS = 14
"""The hash table of forms has ``2 ** SLOT_BITS`` slots."""
SPREAD = 0xD6E8FEB86659FD93
"""A form is looked for from slot ``hash * SPREAD >> (64 - SLOT_BITS)`` on (multiplicative hashing, Knuth 6.4)."""
NO_FORM = 0xFFFFFFFFFFFFFFFF
"""The hash in an empty slot."""

FORM = np.dtype(
    {
        "names": ["hash", "own", "previous", "following", "syllable", "base"],
        "formats": ["<u8", "<f8", "<f8", "<f8", "<i4", "<i4"],
        "itemsize": 64,  # a cache line each
    }
)
PAIR = np.dtype([("owner", "<i2"), ("base", "<i2"), ("is_entry", "<i2")])

OWN, PREVIOUS, NEXT = 0, 1, 2
"""Rows of ``case``."""
PAIR_BEFORE, PAIR_AFTER, TRIPLE_BEFORE, TRIPLE_AFTER = 0, 1, 2, 3
"""Entries of ``dictionary_weights``."""


class Model(NamedTuple):
    """All that the kernels read. A score is the weight of I_W minus that of B_W.

    Attributes
    ----------
    classes : uint32, shape (0x110000,)
        See `vnnews.text._code_points`.
    forms : FORM, shape (2 ** SLOT_BITS + 1,)
        Hash table of the forms that the CRF or the dictionary knows: the hash of the form; the scores it gives to its
        own token, to the token after it (as ``previous``) and to the token before it (as ``following``); its id in the
        dictionary, 0 for none; where its row of `pairs` begins. The last row stands for all unknown forms.
    pairs : PAIR
        Double array: syllable b follows syllable a if the entry at a's ``base`` + b is owned by a. ``is_entry`` tells
        the two-syllable entries of the dictionary from mere beginnings of longer ones; ``base`` begins a row of
        `triples`.
    triples : int32
        Double array: syllable c follows the pair at p if the entry at p's ``base`` + c is p.
    case : float64, shape (3, 8)
        Scores of ``isupper``, ``istitle`` and ``isdigit`` (bits 1, 2, 4): of the token itself, with the bias; of the
        token before it; of the token after it.
    dictionary_weights : float64, shape (4,)
        Scores of a pair with the token before, with the token after, of a triple with the two before, the two after.
    transitions : float64, shape (2, 2)
        Weights from row to column; 0 is B_W, 1 is I_W.
    """

    classes: npt.NDArray[np.uint32]
    forms: npt.NDArray[np.void]
    pairs: npt.NDArray[np.void]
    triples: npt.NDArray[np.int32]
    case: npt.NDArray[np.float64]
    dictionary_weights: npt.NDArray[np.float64]
    transitions: npt.NDArray[np.float64]


@functools.cache
def load() -> Model:
    """Read the model that is shipped with the package: read-only arrays, shared by all threads."""
    with resources.files("vnnews.text").joinpath(FILE).open("rb") as file, np.load(file, allow_pickle=False) as data:
        arrays: dict[str, npt.NDArray[Any]] = dict(data)
    blocks, index = arrays.pop("class_blocks"), arrays.pop("class_index")
    if arrays.pop("unicode_version").item() == unicodedata.unidata_version:
        classes = blocks[index].reshape(-1)
        classes += np.arange(len(classes), dtype=np.uint32)
    else:
        classes = _code_points.build()
    model = Model(classes=classes, **arrays)
    for array in model:
        array.setflags(write=False)
    return model
