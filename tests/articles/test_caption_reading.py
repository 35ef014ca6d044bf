"""The kernel reads the words and sentences that the plain way reads."""

from __future__ import annotations

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.articles.captions import MODEL, page_of
from vnnews._jit import INTERPRETED
from vnnews.articles import _caption_reading as reading
from vnnews.articles._bare_captions import text_of
from vnnews.articles._caption_features import Reader
from vnnews.articles._caption_table import table_of
from vnnews.articles._codes import codes_of

SIGNS = "abcNgaĐđ“”\"'.,:;()[]’?!…–-1½²ΣİⅧǅ\u212aＡ \u00a0\u3000\t"
lines = st.text(st.sampled_from(SIGNS + " " * 12), max_size=60)
N_EXAMPLES = 20 if INTERPRETED else 500


@given(lines, lines, st.lists(lines, min_size=1, max_size=5).map("\n".join))
@example("", "", "Tổng thống Nga (trái). Hai bên  gặp nhau TẠI Geneva: “Ông nói”. 12 người")
@settings(max_examples=N_EXAMPLES, deadline=None)
def test_as_in_the_plain_way(title: str, lead: str, body: str) -> None:
    page = page_of(title.strip(), lead.strip(), body)
    codes = codes_of(page.source)
    if not page.body or codes is None:
        return
    table = table_of(MODEL)
    parts = page.top + page.body
    spans = np.array([[part.start for part in parts], [part.end for part in parts]])
    room = len(page.source) + 1
    rows, counts = np.empty((room, reading.N_COLUMNS), np.int32), np.zeros(reading.N_COUNTS, np.int64)
    counts[reading.N_TITLE], counts[reading.N_TOP] = sum(part.role == "title" for part in page.top), len(page.top)
    slots = np.empty(2 << room.bit_length(), np.int32)
    reading.read(codes, table.classes, table.known, spans, counts, rows, np.empty(room, np.uint64), slots)

    text = text_of(page)
    plain = Reader(text, MODEL)
    words = text.words
    n = counts[reading.N_WORDS]
    assert (n, counts[reading.N_TITLE], counts[reading.N_TOP]) == (len(words), text.n_title, text.n_top)
    columns = (reading.START, reading.END, reading.FLAGS, reading.KNOWN)
    assert rows[:n, columns].tolist() == [
        [word.start, word.end, word.flags, known] for word, known in zip(words, plain.known, strict=True)
    ]
    for i, word in enumerate(words):
        places = plain.places[word.text]
        at = places.index(i)
        before, behind = ([-1, *places][at], [*places, -1][at + 1])
        assert rows[i, [reading.PREVIOUS, reading.NEXT, reading.FIRST]].tolist() == [before, behind, places[0]]
        assert rows[places[0], reading.LATEST] == places[-1]
    sentences = rows[: counts[reading.N_SENTENCES], [reading.BEGIN, reading.STOP, reading.PARAGRAPH]]
    assert sentences.tolist() == [list(span) for span in plain.sentences.spans]
    assert rows[: counts[reading.N_PARAGRAPHS], reading.SIZE].tolist() == plain.sentences.sizes
    assert counts[reading.SEVERAL] == plain.several
