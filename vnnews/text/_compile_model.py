"""Compile the installed pyvi release to the arrays that `vnnews.text` ships.

Usage::

    python -m vnnews.text._compile_model [FILE]

pyvi's model is read from the CRFsuite binary inside of its pickle (the format of Okazaki's CRFsuite 0.12: a header, the
features, and constant databases of the labels' and attributes' names), its dictionary from ``words.txt``. The same
release and the same version of Unicode give the same bytes.
"""

from __future__ import annotations

import struct
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from vnnews.text import _code_points, _model
from vnnews.text._hashing import hash_word
from vnnews.text._model import NO_FORM, SLOT_BITS, SPREAD
from vnnews.text._tokens import IS_DIGIT, IS_TITLE, IS_UPPER

_STATE_FEATURE = 0
_OWN_FORM, _PREVIOUS_FORM, _NEXT_FORM = "word.lower():", "-1:word.lower():", "+1:word.lower():"
_DICTIONARY_ATTRIBUTES = ("-1:word.bi_gram()", "+1:word.bi_gram()", "-2:word.tri_gram()", "+2:word.tri_gram()")

Weights = dict[str, float]


def read_crf(data: bytes) -> tuple[Weights, npt.NDArray[np.float64]]:
    """Parse a CRFsuite model with the labels B_W and I_W.

    Parameters
    ----------
    data : bytes
        The file's contents.

    Returns
    -------
    weights : dict of str to float
        Attribute to weight, I_W minus B_W.
    transitions : numpy.ndarray of float64, shape (2, 2)
        From row to column; 0 is B_W, 1 is I_W.
    """
    magic, _, kind, version, _, n_labels, _, features_at, labels_at, attributes_at = struct.unpack(
        "<4sI4s7I", data[:40]
    )
    if (magic, kind, version, n_labels) != (b"lCRF", b"FOMC", 100, 2):
        raise ValueError(
            f"expected a CRFsuite model of version 100 with 2 labels, got {(magic, kind, version, n_labels)}"
        )
    labels = _read_names(data, labels_at)
    order = [labels.index("B_W"), labels.index("I_W")]
    attributes = _read_names(data, attributes_at)
    (n_features,) = struct.unpack_from("<I", data, features_at + 8)
    feature = np.dtype([("kind", "<u4"), ("source", "<u4"), ("target", "<u4"), ("weight", "<f8")])
    features = np.frombuffer(data, feature, n_features, features_at + 12)
    by_label = np.zeros((len(attributes), 2))
    transitions = np.zeros((2, 2))
    for feature_kind, source, target, weight in features.tolist():
        table = by_label if feature_kind == _STATE_FEATURE else transitions
        table[source, target] = weight
    differences = by_label[:, order[1]] - by_label[:, order[0]]
    return dict(zip(attributes, differences.tolist(), strict=True)), transitions[np.ix_(order, order)]


def _read_names(data: bytes, at: int) -> list[str]:
    """Read a constant database (CQDB): the names in the order of their ids."""
    magic, _, _, _, n_names, index_at = struct.unpack_from("<4s5I", data, at)
    if magic != b"CQDB":
        raise ValueError(f"expected a constant database at byte {at}, got {magic!r}")
    names = []
    for offset in struct.unpack_from(f"<{n_names}I", data, at + index_at):
        _, size = struct.unpack_from("<2I", data, at + offset)
        names.append(data[at + offset + 8 : at + offset + 8 + size - 1].decode("utf-8"))
    return names


def read_dictionary(text: str) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """Return the two- and three-syllable entries that a lower-cased text can match, sorted."""
    entries = {tuple(line.split(" ")) for line in text.split("\n") if line == line.lower()}
    return sorted(entry for entry in entries if len(entry) == 2), sorted(entry for entry in entries if len(entry) == 3)


def double_array(rows: Mapping[int, Sequence[int]], width: int) -> tuple[dict[int, int], npt.NDArray[np.int64]]:
    """Lay sparse rows over each other so that no two of their entries meet (first fit, longest row first).

    Parameters
    ----------
    rows : mapping of int to sequence of int
        Row number to the columns that are set, all positive.
    width : int
        More than any column that is ever looked for.

    Returns
    -------
    bases : dict of int to int
        Row number to the place where the row begins.
    owners : numpy.ndarray of int64
        The row that owns the place, -1 for none. Long enough for any column at any base.
    """
    owners = np.full(2 * sum(map(len, rows.values())) + 2 * width, -1, np.int64)
    bases = {}
    for row in sorted(rows, key=lambda row: (-len(rows[row]), row)):
        meets = np.zeros(len(owners) - width, bool)
        for column in rows[row]:
            meets |= owners[column : column + len(meets)] >= 0
        base = int(np.argmin(meets))
        owners[base + np.array(rows[row])] = row
        bases[row] = base
    return bases, owners[: max(bases.values()) + width]


def compile_dictionary(
    pairs: Iterable[tuple[str, ...]], triples: Iterable[tuple[str, ...]]
) -> tuple[dict[str, int], dict[int, int], npt.NDArray[np.void], npt.NDArray[np.int32]]:
    """Build the double arrays; return the syllables' ids, the bases of their rows, ``pairs`` and ``triples``."""
    ids = {syllable: i for i, syllable in enumerate(sorted({s for e in (*pairs, *triples) for s in e}), start=1)}
    entries = {(ids[a], ids[b]) for a, b in pairs}
    beginnings = {(ids[a], ids[b]) for a, b, _ in triples}
    rows: defaultdict[int, list[int]] = defaultdict(list)
    for a, b in sorted(entries | beginnings):
        rows[a].append(b)
    bases, owners = double_array(rows, len(ids) + 1)
    table = np.zeros(len(owners), _model.PAIR)
    table["owner"] = owners
    table["is_entry"][[bases[a] + b for a, b in entries]] = 1
    third: defaultdict[int, list[int]] = defaultdict(list)
    for first, second, last in triples:
        third[bases[ids[first]] + ids[second]].append(ids[last])
    pair_bases, pair_owners = double_array(third, len(ids) + 1)
    for pair, base in pair_bases.items():
        table["base"][pair] = base
    if max(len(ids), *pair_bases.values()) > np.iinfo(np.int16).max:
        raise ValueError("the dictionary has outgrown the 16-bit fields of vnnews.text._model.PAIR")
    # A pair that begins no triple has base 0, an unknown syllable id 0: both land on places owned by others.
    return ids, bases, table, pair_owners.astype(np.int32)


def compile_forms(weights: Weights, ids: dict[str, int], bases: dict[int, int]) -> npt.NDArray[np.void]:
    """Build the hash table of forms, in the order of the forms, so that it does not depend on the hash seed."""
    prefixes = (_OWN_FORM, _PREVIOUS_FORM, _NEXT_FORM)
    known = {name.removeprefix(prefix) for prefix in prefixes for name in weights if name.startswith(prefix)}
    forms = sorted(known | set(ids))
    if len({hash_word(form) for form in forms}) < len(forms):
        raise ValueError("two known forms have the same hash: choose another BASE in vnnews.text._split")
    size = 1 << SLOT_BITS
    table = np.zeros(size + 1, _model.FORM)
    table["hash"] = NO_FORM
    for form in forms:
        form_hash = hash_word(form)
        slot = (form_hash * SPREAD % 2**64) >> (64 - SLOT_BITS)
        while table["hash"][slot] != NO_FORM:
            slot = (slot + 1) % size
        syllable = ids.get(form, 0)
        scores = (weights.get(prefix + form, 0.0) for prefix in prefixes)
        table[slot] = (form_hash, *scores, syllable, bases.get(syllable, 0))
    return table


def compile_case(weights: Weights) -> npt.NDArray[np.float64]:
    """Sum the scores of every combination of the three properties, for the token, the one before, the one after."""
    case = np.zeros((3, 8))
    for row, prefix in enumerate(("", "-1:", "+1:")):
        for bits in range(8):
            for bit, name in ((IS_UPPER, "isupper"), (IS_TITLE, "istitle"), (IS_DIGIT, "isdigit")):
                if bits & bit:
                    case[row, bits] += weights.get(f"{prefix}word.{name}()", 0.0)
    case[0] += weights["bias"]
    return case


def compile_model(crf: bytes, dictionary: str) -> dict[str, npt.NDArray[Any]]:
    """Return the arrays of the model file."""
    weights, transitions = read_crf(crf)
    ids, bases, pairs, triples = compile_dictionary(*read_dictionary(dictionary))
    classes = _code_points.build()
    classes -= np.arange(len(classes), dtype=np.uint32)  # almost all are their own lower case
    blocks, index = np.unique(classes.reshape(-1, 256), axis=0, return_inverse=True)
    return {
        "unicode_version": np.array(unicodedata.unidata_version),
        "class_blocks": blocks,
        "class_index": index.reshape(-1).astype(np.uint16),
        "forms": compile_forms(weights, ids, bases),
        "pairs": pairs,
        "triples": triples,
        "case": compile_case(weights),
        "dictionary_weights": np.array([weights[name] for name in _DICTIONARY_ATTRIBUTES]),
        "transitions": transitions,
    }


def installed() -> tuple[bytes, str]:
    """Return the CRFsuite model and the dictionary of the installed pyvi."""
    version = metadata.version("pyvi")
    if version != _model.PYVI_VERSION:
        raise ValueError(f"expected pyvi {_model.PYVI_VERSION}, got {version}: pip install pyvi=={_model.PYVI_VERSION}")
    from pyvi import ViTokenizer  # unpickles its model

    crf = ViTokenizer.ViTokenizer.model
    if crf.tagger_ is None:  # the first access writes the model to the file that is read here
        raise RuntimeError("sklearn-crfsuite did not open pyvi's model")
    words = Path(ViTokenizer.__file__).with_name("models") / "words.txt"
    return Path(crf.modelfile.name).read_bytes(), words.read_text(encoding="utf-8")


def main(path: Path) -> None:
    """Compile the installed pyvi to `path`."""
    arrays: dict[str, Any] = compile_model(*installed())
    np.savez_compressed(path, **arrays)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / _model.FILE)
