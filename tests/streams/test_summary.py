"""Tallies add up."""

import json
import os

from vnnews.streams._summary import MOST_FAILURES, Failure, Tally, Totals, peak_memory, tally


def test_tallies_add_up() -> None:
    totals = Totals()
    totals.add(tally(10, [Failure(3, "no text", "nothing")], ["too short: 2 words", "too short: 3 words"]))
    totals.add(tally(5, [Failure(12, "broken row", "cut"), Failure(13, "no text", "x")], ["no diacritics: …"]))
    summary = totals.summary()
    assert (summary.n_articles, summary.n_tagged) == (15, 12)
    assert summary.reasons == {"broken row": 1, "no text": 2}
    assert [failure.row for failure in summary.failures] == [3, 12, 13]
    assert summary.warnings == {"no diacritics": 1, "too short": 2}
    assert json.loads(json.dumps(summary.to_dict()))["failures"][1] == {
        "row": 12,
        "reason": "broken row",
        "message": "cut",
    }
    assert "3 failed: 1 broken row, 2 no text" in str(summary)
    assert "2 with a warning: too short" in str(summary)


def test_failures_are_counted_and_the_first_are_kept() -> None:
    totals = Totals()
    for chunk in range(3):
        totals.add(tally(600, [Failure(chunk * 600 + i, "no text", "") for i in range(600)], []))
    summary = totals.summary()
    assert summary.reasons == {"no text": 1800}
    assert [failure.row for failure in summary.failures] == list(range(MOST_FAILURES))


def test_memory_is_that_of_all_processes() -> None:
    totals = Totals()
    for peak in (5_000_000, 7_000_000):
        totals.add(Tally(1, [], tally(0, [], []).cautions, -1, peak))
    memory = totals.summary().peak_memory
    own = peak_memory()
    assert memory is None or own + 7_000_000 >= memory > 7_000_000
    if os.name == "posix":
        assert 10e6 < own < 100e9
