from hypothesis import given
from hypothesis import strategies as st

from vnnews.articles import sentences
from vnnews.tagging._passages import passages


@given(st.lists(st.integers(1, 90), max_size=12))
def test_passages_are_runs_of_sentences(lengths: list[int]) -> None:
    text = " ".join("Từ " + "từ " * (n - 1) + "hết." for n in lengths)
    spans = sentences(text)
    parts = passages(text, spans)
    assert len(spans) == len(lengths)
    starts, ends = {span.start for span in spans}, {span.end for span in spans}
    for i, part in enumerate(parts):
        assert part.start in starts
        assert part.end in ends
        assert i == len(parts) - 1 or len(text[part.start : part.end].split()) >= 60
    assert " ".join(text[part.start : part.end] for part in parts) == text
