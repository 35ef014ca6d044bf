"""The likeliest course of roles over the words of a page (kernel).

It does what `vnnews.articles._word_roles.by_arrays` does in the plain way, to the last number.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from vnnews._jit import helper, kernel
from vnnews.articles import _word_marks as _marks
from vnnews.articles import _word_roles as _roles

Ints = NDArray[np.int64]
Whole = NDArray[np.int32]


@kernel
def search(  # noqa: PLR0917  # numba takes no names
    line_of: Ints,
    word_numbers: Ints,
    line_numbers: Ints,
    word_marks: NDArray[np.int64],
    line_marks: NDArray[np.int64],
    row_of: Whole,
    weights: NDArray[np.int16],
    following: Whole,
    role_of: Ints,
    is_barred: NDArray[np.bool_],
    of_lines: Ints,
    scores: Ints,
    courses: Ints,
    roles: Ints,
    leads: Ints,
) -> None:
    """Write the role of every word and how sure it is.

    Parameters
    ----------
    line_of, word_numbers, line_numbers
        Those of a `vnnews.articles._word_marks.PageWords`.
    word_marks, line_marks : int64, shape (n_marks, most, 2)
        What `vnnews.articles._word_marks.recipes` returns.
    row_of, weights, following
        Those of a `vnnews.articles._word_roles.RoleWeights`.
    role_of : int64, shape (n_states,)
    is_barred : bool, shape (n,)
        Which words are not of the title.
    of_lines, scores, courses : int64, shape (n_lines, n_states), (n, n_states), (n, n_states)
        Room.
    roles, leads : int64, shape (n,)
        What `vnnews.articles._word_roles.read_roles` returns.
    """
    for line in range(len(of_lines)):
        of_lines[line, :] = 0
        _add(of_lines[line], line_numbers, line, line_marks, len(word_marks), row_of, weights)
    for i in range(len(scores)):
        for j in range(len(role_of)):
            is_out = is_barred[i] and role_of[j] == _roles.TITLE
            scores[i, j] = of_lines[line_of[i], j] + (_roles.NEVER if is_out else 0)
        _add(scores[i], word_numbers, i, word_marks, 0, row_of, weights)
    _go_forth(scores, following, courses)
    _go_back(scores, following, role_of, courses, of_lines[0], roles, leads)


@helper
def _go_forth(scores: Ints, following: Whole, courses: Ints) -> None:
    """Write the best course up to each state of each word."""
    n, n_states = scores.shape
    for j in range(n_states):
        courses[0, j] = scores[0, j]
    for i in range(1, n):
        for j in range(n_states):
            courses[i, j] = courses[i - 1, 0] + following[0, j]
        for k in range(1, n_states):
            for j in range(n_states):
                courses[i, j] = max(courses[i, j], courses[i - 1, k] + following[k, j])
        for j in range(n_states):
            courses[i, j] += scores[i, j]


@helper
def _go_back(  # noqa: PLR0917  # numba takes no names
    scores: Ints, following: Whole, role_of: Ints, courses: Ints, since: Ints, roles: Ints, leads: Ints
) -> None:
    """Write the roles and how sure they are; to the scores is added the best course from each state on."""
    n, n_states = scores.shape
    state, before, best = 0, 0, np.int64(0)
    for i in range(n - 1, -1, -1):
        if i == n - 1:
            since[:] = 0
            state = _likeliest(courses[i], since)
            best = courses[i, state]
        else:
            before = state
            for j in range(n_states):
                since[j] = following[j, before]
            state = _likeliest(courses[i], since)
            _follow(since, following, scores[i + 1])
        roles[i] = role_of[state]
        leads[i] = best - _best_other(courses[i], since, role_of, roles[i])
        for j in range(n_states):
            scores[i, j] += since[j]


@helper
def _likeliest(until: Ints, since: Ints) -> int:
    """Return the first state through which the best course goes."""
    state = 0
    for j in range(1, len(until)):
        if until[j] + since[j] > until[state] + since[state]:
            state = j
    return state


@helper
def _follow(since: Ints, following: Whole, scores: Ints) -> None:
    """Write the best course from behind each state on."""
    for j in range(len(since)):
        since[j] = following[j, 0] + scores[0]
        for k in range(1, len(since)):
            since[j] = max(since[j], following[j, k] + scores[k])


@helper
def _add(  # noqa: PLR0917  # numba takes no names
    scores: Ints, numbers: Ints, at: int, marks: Ints, first: int, row_of: Whole, weights: NDArray[np.int16]
) -> None:
    """Add the weights of the marks of a word, or line, to its scores."""
    for k in range(len(marks)):
        row = ((first + k) * _marks.SEED) & _marks.WIDTH
        is_told = False
        for part in range(marks.shape[1]):
            column, by = marks[k, part, 0], marks[k, part, 1]
            if column >= 0:
                place = at + by
                number = numbers[place, column] if 0 <= place < len(numbers) else _marks.OUTSIDE
                is_told = is_told or number != _marks.NOTHING
                row = ((row ^ number) * _marks.FACTOR) & _marks.WIDTH
                row ^= row >> _marks.SHIFT
        found = row_of[row & ((1 << _marks.N_BITS) - 1)] if is_told else 0
        if found > 0:
            for j in range(len(scores)):
                scores[j] += weights[found, j]


@helper
def _best_other(until: Ints, since: Ints, role_of: Ints, role: int) -> int:
    """Return the best course through a word in which it has none of the roles of its kind."""
    best = np.int64(_roles.NEVER) << 20
    for j in range(len(until)):
        if role == _roles.TITLE:
            is_other = role_of[j] != _roles.TITLE
        elif role == _roles.TEXT:
            is_other = role_of[j] > _roles.TEXT
        else:
            is_other = role_of[j] <= _roles.TEXT
        if is_other:
            best = max(best, until[j] + since[j])
    return int(best)
