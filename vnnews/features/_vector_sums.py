"""What goes into the sums of the vectors of words, and what parts change in them (kernels).

The words of a run are added one by one, in their order: what a run sums to does not depend on which others are summed
with it.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from vnnews._jit import helper, kernel
from vnnews.features._lexicon import Hashes, Ids, Ints

Bytes = NDArray[np.int8]
Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

_SPREAD = np.uint64(0xD6E8FEB86659FD93)
_HALF = np.uint64(32)
_ZERO = np.uint64(0)
_ROOM = 1.6
_ONE = np.float32(1.0)
_SHORTEST = 1e-9
_NOTHING = 1e-5


def make_table(hashes: Hashes, order: Ints) -> Hashes:
    """Return a hash table of the places of distinct hashes, for `find_places`; its rows hold hash and place + 1.

    Those that come first in the order stand in their first slots: nearly all that is looked up, if they are frequent.
    """
    table = np.zeros((max(16, int(len(hashes) * _ROOM)), 2), np.uint64)
    _enter(hashes, order, table)
    return table


@helper
def _slot(value: np.uint64, table: Hashes) -> int:
    """Return the slot of a hash, or the empty one where it would stand (linear probing, Knuth 6.4)."""
    slot = int(np.int64((((value * _SPREAD) >> _HALF) * np.uint64(len(table))) >> _HALF))
    while table[slot, 1] != _ZERO and table[slot, 0] != value:
        slot += 1
        if slot == len(table):
            slot = 0
    return slot


@kernel
def _enter(hashes: Hashes, order: Ints, table: Hashes) -> None:
    for i in order:
        slot = _slot(hashes[i], table)
        table[slot, 0] = hashes[i]
        table[slot, 1] = np.uint64(i + 1)


@kernel
def find_places(hashes: Hashes, table: Hashes, places: Ids) -> None:
    """Write the place of every hash; -1 for one that is not in the table."""
    for i in range(len(hashes)):
        places[i] = np.int64(table[_slot(hashes[i], table), 1]) - 1


@kernel
def list_runs(indptr: Ints, ends: Ints, runs: tuple[Ints, Ints], listed: tuple[Ints, Ints, Ints]) -> None:
    """List the words of all fields of documents, field by field, and behind them runs of words.

    Parameters
    ----------
    indptr : int64, shape (n_documents + 1,)
    ends : int64, shape (n_fields, n_documents)
        Where the fields end, which begin with their document.
    runs : (starts, ends)
        Those of one document behind those of the one before.
    listed : (starts, ends, order)
        Filled; in this order those of the same words stand one behind the other.
    """
    n_documents = ends.shape[1]
    n_fields = ends.size
    starts, stops, order = listed
    place = 0
    run = 0
    for document in range(n_documents):
        for field in range(len(ends)):
            number = field * n_documents + document
            starts[number] = indptr[document]
            stops[number] = ends[field, document]
            order[place] = number
            place += 1
        while run < len(runs[0]) and (runs[0][run] < indptr[document + 1] or document + 1 == n_documents):
            starts[n_fields + run] = runs[0][run]
            stops[n_fields + run] = runs[1][run]
            order[place] = n_fields + run
            place += 1
            run += 1


@kernel
def pick_words(
    words: Ids,
    factors: Floats,
    runs: tuple[Ints, Ints],
    picked: tuple[Ids, Floats, Ints],
    bounds: tuple[Ints, Ints],
) -> None:
    """Pick the words that have a vector.

    Parameters
    ----------
    words : int32
        Rows of the table, negative for words without a vector.
    factors : float32, shape (n_words,)
        What each vector is multiplied by.
    runs : (starts, ends)
    picked : (rows, weights, before)
        Filled: rows and factors of those that have one, and, one longer than `words`, how many of these come before
        each word and the end.
    bounds : (starts, ends)
        Filled: where the picked words of each run begin and end.
    """
    rows, weights, before = picked
    n = 0
    for i in range(len(words)):
        before[i] = n
        rows[n] = words[i]
        weights[n] = factors[max(words[i], 0)]
        n += words[i] >= 0
    before[len(words)] = n
    for run in range(len(runs[0])):
        bounds[0][run] = before[runs[0][run]]
        bounds[1][run] = before[runs[1][run]]


@helper
def _add_run(words: Ids, run: tuple[int, int], vectors: tuple[Floats, Bytes], total: Floats) -> None:
    factors, table = vectors
    total[:] = 0
    for i in range(run[0], run[1]):
        if words[i] >= 0:
            factor = factors[words[i]]
            vector = table[words[i]]
            for k in range(len(total)):
                total[k] += factor * np.float32(vector[k])


@kernel
def weigh_distinct(
    words: tuple[Ids, Ints], factors: Floats, scratch: tuple[Ids, Floats], picked: tuple[Ints, Ids, Floats]
) -> None:
    """Weigh the distinct words of documents: each by 1 + the logarithm of its count.

    Parameters
    ----------
    words : (rows, indptr)
        int32, rows of a table, negative for words without one; and where each document begins and ends.
    factors : float32, shape (n_words,)
        What each weight is multiplied by.
    scratch : (counts, logarithms)
        int32, shape (n_words,), all 0 before and after; and 1 + log of 1, 2, … from the second value on.
    picked : (indptr, rows, weights)
        Filled: the distinct words of every document in the order in which they first stand there; as much room as
        `words` take.
    """
    rows, indptr = words
    counts, logarithms = scratch
    picked_indptr, distinct, weights = picked
    n = 0
    for document in range(len(indptr) - 1):
        first = n
        picked_indptr[document] = n
        for i in range(indptr[document], indptr[document + 1]):
            if rows[i] >= 0:
                distinct[n] = rows[i]
                n += counts[rows[i]] == 0
                counts[rows[i]] += 1
        for j in range(first, n):
            word = distinct[j]
            count = counts[word]
            counts[word] = 0
            frequency = logarithms[count] if count < len(logarithms) else _ONE + np.float32(math.log(count))
            weights[j] = frequency * factors[word]
    picked_indptr[len(indptr) - 1] = n


@helper
def _measure(rows: Floats, lengths: Doubles) -> None:
    """Fill the lengths of rows. Each addition waits for the one before: four rows side by side keep it busy."""
    last = len(rows) - 1
    for i in range(0, len(rows), 4):
        j, k, m = min(i + 1, last), min(i + 2, last), min(i + 3, last)
        one, two, three, four = rows[i], rows[j], rows[k], rows[m]
        first, second, third, fourth = 0.0, 0.0, 0.0, 0.0
        for column in range(rows.shape[1]):
            first += one[column] * one[column]
            second += two[column] * two[column]
            third += three[column] * three[column]
            fourth += four[column] * four[column]
        lengths[i] = math.sqrt(first)
        lengths[j] = math.sqrt(second)
        lengths[k] = math.sqrt(third)
        lengths[m] = math.sqrt(fourth)


@kernel
def scale_rows(rows: Floats, lengths: Doubles, found: Floats) -> None:
    """Fill `found` with the rows at length 1, zeros stay; and how long they were."""
    _measure(rows, lengths)
    for i in range(len(rows)):
        scale = np.float32(1.0 / max(lengths[i], _SHORTEST))
        for k in range(rows.shape[1]):
            found[i, k] = scale * rows[i, k]


@kernel
def lay_blocks(means: Floats, topics: Floats, lengths: Doubles, found: Floats) -> None:
    """Lay out the vectors of documents: the means of their fields, and their topics at length 1, zeros stay.

    Parameters
    ----------
    means : float32, shape (n_fields * n_documents, n_dimensions)
        Field by field; more rows may follow.
    topics : float32, shape (n_documents, n_topics)
    lengths : float64, shape (n_documents,)
        Filled: how long the topics were.
    found : float32, shape (n_documents, n_fields * n_dimensions + n_topics)
        Filled.
    """
    _measure(topics, lengths)
    size = means.shape[1]
    n_fields = (found.shape[1] - topics.shape[1]) // size
    for document in range(len(found)):
        for field in range(n_fields):
            for k in range(size):
                found[document, field * size + k] = means[field * len(found) + document, k]
        scale = np.float32(1.0 / max(lengths[document], _SHORTEST))
        for k in range(topics.shape[1]):
            found[document, n_fields * size + k] = scale * topics[document, k]


@kernel
def place_parts(runs: tuple[Ints, Ints], parts: tuple[Ints, Ints], ends: Ints, places: Ints) -> int:
    """Give a number to each part of a whole: a run of words that begins before the end of a field of its document.

    Parameters
    ----------
    runs : (starts, ends)
    parts : (runs, documents)
        int64, shape (n,): which runs, and the document of each.
    ends : int64, shape (n_fields, n_documents)
    places : int64, shape (n_fields, n)
        Filled: the number of each run's part, field by field; -1 where it has no words of the field.

    Returns
    -------
    int
        How many there are.
    """
    starts, stops = runs
    which, documents = parts
    count = 0
    for field in range(len(ends)):
        for i in range(len(which)):
            places[field, i] = -1
            if starts[which[i]] < min(stops[which[i]], ends[field, documents[i]]):
                places[field, i] = count
                count += 1
    return count


@kernel
def change_means(
    runs: tuple[Ints, Ints, Floats],
    parts: tuple[Ints, Ints, Ints],
    wholes: tuple[Ints, Floats, Doubles],
    words: tuple[Ids, Floats, Bytes],
    changes: tuple[Floats, Doubles, NDArray[np.bool_]],
) -> None:
    """Fill what the absence of parts changes in the means of their wholes.

    Parameters
    ----------
    runs : (starts, ends, sums)
    parts : (runs, documents, places)
        See `place_parts`.
    wholes : (ends, sums, lengths)
        Where the fields end, as there; float32, shape (n_fields * n_documents, n_dimensions): their sums, field by
        field; and how long these are.
    words : (words, factors, table)
        Rows of the table, negative for words without a vector; what each vector is multiplied by; int8, shape
        (n_words, n_dimensions). A run may begin in a field and end after it.
    changes : (differences, lengths, vanished)
        Filled, float32, shape (n_parts, n_dimensions): the mean, of length 1, of the whole without the part less the
        one with it; the length of the sum without it; bool, shape (n_parts,): whether nothing is left.
    """
    starts, stops, sums = runs
    which, documents, places = parts
    ends, totals, old_lengths = wholes
    differences, lengths, vanished = changes
    for field in range(len(ends)):
        for i in range(len(which)):
            if places[field, i] < 0:
                continue
            rest, part = differences[places[field, i]], sums[which[i]]
            stop = ends[field, documents[i]]
            if stop < stops[which[i]]:
                _add_run(words[0], (starts[which[i]], stop), words[1:], rest)
                part = rest
            whole = totals[field * ends.shape[1] + documents[i]]
            for k in range(len(rest)):
                rest[k] = whole[k] - part[k]
    _measure(differences, lengths)
    for field in range(len(ends)):
        for i in range(len(which)):
            row = places[field, i]
            if row < 0:
                continue
            owner = field * ends.shape[1] + documents[i]
            # What is left of a part that was all there is: rounding errors.
            vanished[row] = lengths[row] < _NOTHING * old_lengths[owner]
            scale = np.float32(0.0 if vanished[row] else 1.0 / max(lengths[row], _SHORTEST))
            old_scale = np.float32(1.0 / max(old_lengths[owner], _SHORTEST))
            for k in range(differences.shape[1]):
                differences[row, k] = scale * differences[row, k] - old_scale * totals[owner, k]
