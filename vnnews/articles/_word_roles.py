"""What the words of a crawled page belong to: title, text, caption, credit, date, or what stands around an article.

A linear-chain conditional random field (J. Lafferty et al., Conditional random fields, 2001) over the words of the
page: every mark of a word (`vnnews.articles._word_marks`) speaks for some roles, and every role for some that may
follow. A role above the title is another state than below it, and does not follow that: a headline below the text
does not pass for the title. The weights are made by ``examples/fit_word_roles.py``; they are whole numbers, so that
sums are the same in any order.
"""

from __future__ import annotations

import functools
from importlib import resources
from types import ModuleType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vnnews.articles._patience import Patience
from vnnews.articles._word_marks import N_BITS, PageWords, marks_of, recipes

FILE = "word_roles.npz"
UNIT = 64
"""What weights are counted in: so much is a factor of e between two probabilities."""
TITLE, TEXT, FURNITURE, DATE, CAPTION, CREDIT, OUTLET = range(7)
ROLES = ("title", "body", "furniture", "date", "caption", "credit", "outlet")
LABELS = ("T", "B", "F1", "F2", "D1", "D2", "C1", "C2", "R1", "R2", "O1", "O2")
"""Roles above the title (1) and below it (2); each has two states, for the first word of a piece and for the others."""
ROLE_OF = np.array([0, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6]).repeat(2)
"""The role of each state."""
NEVER = -(1 << 20)
"""The weight of what does not follow."""
FEWEST_TITLE, _MOST_TRIES = 4, 3
"""So many words a title has at least."""

_patience = Patience("vnnews.articles._word_role_search", "search", some=20, many=100)

Whole = NDArray[np.int32]


class RoleWeights(NamedTuple):
    """Weights, all whole numbers.

    Attributes
    ----------
    row_of : int32, shape (2 ** N_BITS,)
        Where the weights of a mark stand; those without any share the row 0.
    weights : int16, shape (n_rows, n_states)
    following : int32, shape (n_states, n_states)
        That a state (row) is followed by another.
    """

    row_of: Whole
    weights: NDArray[np.int16]
    following: Whole


@functools.lru_cache(maxsize=1)
def load_role_weights() -> RoleWeights:
    """Read the weights that come with the package."""
    with (
        resources.files("vnnews.articles").joinpath(FILE).open("rb") as file,
        np.load(file, allow_pickle=False) as data,
    ):
        marks, weights = np.cumsum(data["marks"].astype(np.int64)), data["weights"]
        following = data["following"].astype(np.int32)
    row_of = np.zeros(1 << N_BITS, np.int32)
    row_of[marks] = np.arange(1, len(marks) + 1)
    found = RoleWeights(row_of, np.vstack([np.zeros_like(weights[:1]), weights]), following)
    for array in found:
        array.setflags(write=False)
    return found


def read_roles(
    page: PageWords, is_barred: NDArray[np.bool_] | None = None
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the role of every word of a page, and how sure that is.

    Parameters
    ----------
    page : PageWords
    is_barred : bool, shape (n,), optional
        Which words are not of the title.

    Returns
    -------
    roles : int64, shape (n,)
        Of the likeliest course of roles over the page.
    leads : int64, shape (n,)
        By how much that is ahead, in `UNIT`, of the likeliest course in which the word is no text (of text), is text
        (of others), or is no title (of the title).
    """
    kernel, weights = _patience.end(), load_role_weights()
    # A line of few words is no title, and where one of few is found there is another one.
    is_short = (np.bincount(page.line_of) < FEWEST_TITLE)[page.line_of]
    is_barred = is_short if is_barred is None else is_short | is_barred
    for _ in range(_MOST_TRIES):
        found = by_arrays(page, weights, is_barred) if kernel is None else by_kernel(page, weights, is_barred, kernel)
        is_title = found[0] == TITLE
        if not 0 < np.count_nonzero(is_title) < FEWEST_TITLE:
            break
        is_barred |= is_title
    return found


def by_kernel(
    page: PageWords, weights: RoleWeights, is_barred: NDArray[np.bool_], kernel: ModuleType
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return them by a kernel: `vnnews.articles._word_role_search`, imported late since numba takes half a second."""
    n, n_states = len(page.starts), len(weights.following)
    roles, leads = np.empty(n, np.int64), np.empty(n, np.int64)
    scores, courses = np.empty((n, n_states), np.int64), np.empty((n, n_states), np.int64)
    of_lines = np.empty((len(page.of_lines), n_states), np.int64)
    kernel.search(*page[2:], *recipes(), *weights, ROLE_OF, is_barred, of_lines, scores, courses, roles, leads)
    return roles, leads


def by_arrays(
    page: PageWords, weights: RoleWeights, is_barred: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return them in the plain way."""
    rows, following = weights.weights.astype(np.int64), weights.following.astype(np.int64)
    of_words, of_lines = (rows[weights.row_of[one]].sum(axis=1) for one in marks_of(page))
    scores = of_words + of_lines[page.line_of] + np.where(np.outer(is_barred, ROLE_OF == TITLE), NEVER, 0)
    n = len(scores)
    # The best course up to each state of each word, and from it on.
    until, since = scores.copy(), np.zeros_like(scores)
    for i in range(1, n):
        until[i] += (until[i - 1][:, np.newaxis] + following).max(axis=0)
    for i in range(n - 2, -1, -1):
        since[i] = (following + (since[i + 1] + scores[i + 1])).max(axis=1)
    states = np.empty(n, np.int64)
    states[-1] = until[-1].argmax()
    for i in range(n - 2, -1, -1):
        states[i] = (until[i] + following[:, states[i + 1]]).argmax()
    roles, through = ROLE_OF[states], until + since
    best = {kind: through[:, chosen].max(axis=1) for kind, chosen in _OTHERS.items()}
    leads = through.max() - np.where(roles == TITLE, best[TITLE], np.where(roles == TEXT, best[TEXT], best[FURNITURE]))
    return roles, leads


_OTHERS = {TITLE: ROLE_OF != TITLE, TEXT: ROLE_OF > TEXT, FURNITURE: ROLE_OF <= TEXT}
"""What the title, text, and all else is held against."""
