from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from vnnews.text._edits import Edit, EditMap, apply_edits

pieces = st.lists(
    st.tuples(st.text("ab", max_size=3), st.text("xy", max_size=3), st.text("uvw", max_size=3)), max_size=6
)


def edited(parts: list[tuple[str, str, str]]) -> tuple[str, list[Edit], str]:
    """Return a text, edits that replace its x and y by u, v and w, and the text after."""
    before, edits, after = "", [], ""
    for kept, old, new in parts:
        before, after = before + kept, after + kept
        if old or new:
            edits.append((len(before), len(before) + len(old), new))
        before, after = before + old, after + new
    return before, edits, after


@given(pieces)
def test_edits_are_applied(parts: list[tuple[str, str, str]]) -> None:
    before, edits, after = edited(parts)
    assert apply_edits(before, edits) == after


@given(pieces)
def test_the_map_is_monotone_and_keeps_what_was_kept(parts: list[tuple[str, str, str]]) -> None:
    before, edits, after = edited(parts)
    if not edits:
        return
    edit_map = EditMap.of(edits)
    offsets = np.arange(len(after) + 1)
    starts, ends = edit_map.starts(offsets), edit_map.ends(offsets)
    for places in (starts, ends):
        assert places.dtype == np.int64
        assert (np.diff(places) >= 0).all()
        assert 0 <= places[0] <= places[-1] <= len(before)
    for i, letter in enumerate(after):
        source = before[starts[i] : ends[i + 1]]
        assert source == letter if letter in "ab" else not set(source) & set("ab")
    whole = before[starts[0] : ends[-1]]
    assert [char for char in whole if char in "ab"] == [char for char in before if char in "ab"]


def test_what_was_deleted_belongs_to_neither_side() -> None:
    edit_map = EditMap.of([(1, 3, "")])
    assert edit_map.starts(np.array([0, 1, 2])).tolist() == [0, 3, 4]
    assert edit_map.ends(np.array([0, 1, 2])).tolist() == [0, 1, 4]


def test_a_place_inside_goes_to_the_edges() -> None:
    edit_map = EditMap.of([(2, 4, "uvw")])
    assert edit_map.starts(np.arange(7)).tolist() == [0, 1, 2, 2, 2, 4, 5]
    assert edit_map.ends(np.arange(7)).tolist() == [0, 1, 2, 4, 4, 4, 5]
