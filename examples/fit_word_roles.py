"""Fit the weights by which the parser tells what the words of a page full of furniture belong to.

    VNNEWS_DATA=../shared/data python examples/fit_word_roles.py

The pages are the marked ones of ``tests/articles/golden/crawled.jsonl`` that are for tuning, each as it stands, half of
those with lines once more on one line; and pages of an archive that seem crowded, too, with tables, letters and lists,
as the rules alone read them: it has no captions, which rules would miss. The articles by which the parser is measured
are left out. The conditional random field is fitted by CRFsuite, which comes with pyvi
(``pip install 'vnnews[pyvi]'``). It takes ten minutes.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pycrfsuite
from marked_pages import ROOT, left_out, read_crawled_pages
from numpy.typing import NDArray
from read_once import read_once

from vnnews.articles import Article, load_rules, parse_article
from vnnews.articles import _word_roles as word_roles
from vnnews.articles._rules import Rules
from vnnews.articles._word_marks import N_BITS, PageWords, marks_of, read_words
from vnnews.articles._word_roles import LABELS, NEVER, UNIT
from vnnews.datasets import iter_vntc

WEIGHTS = ROOT / "vnnews" / "articles" / word_roles.FILE
ROLES = {
    "title": "T",
    "lead": "B",
    "body": "B",
    "furniture": "F",
    "teaser": "F",
    "date": "D",
    "caption": "C",
    "uncredited caption": "C",
    "credit": "R",
    "outlet": "O",
}
"""The first letter of a label by the role that was marked."""
STATES = [first + label for label in LABELS for first in "BI"]
"""A label has two states: for the first word of a piece and for the others."""
PENALTIES = {"c1": 0.3, "c2": 0.05, "feature.minfreq": 2}
N_STEPS = 100
SHARE_ON_ONE_LINE, FEWEST_LINES = 0.5, 3
SEED = 2

N_ARCHIVED = {iter_vntc: 150}
SHARE_OF_OTHERS = 0.02
"""Of the pages that are not crowded."""
LONGEST = 6_000

Segments = Sequence[tuple[str, str]]


def main() -> None:
    """Read the pages, fit, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", default=os.environ.get("VNNEWS_DATA"), help="the folder of the archives")
    parser.add_argument("--output", type=Path, default=WEIGHTS)
    parser.add_argument("--steps", type=int, default=N_STEPS)
    arguments = parser.parse_args()
    pages = list(variants(read_crawled_pages("tuning")))
    print(f"{len(pages):,} whole pages")
    pages += read_archived_pages(arguments.data)
    print(f"{len(pages):,} pages with those of archives")
    save(fit(pages, load_rules(), arguments.steps), arguments.output)
    print(f"{arguments.output.stat().st_size:,} bytes in {arguments.output}")


def variants(pages: Sequence[Segments]) -> Iterator[Segments]:
    """Yield the pages, and some of them on one line."""
    yield from pages
    chance = random.Random(SEED)
    for page in pages:
        if sum("\n" in text for _, text in page) > FEWEST_LINES and chance.random() < SHARE_ON_ONE_LINE:
            yield [(role, re.sub(r"\s*\n\s*", " ", text)) for role, text in page]


def read_archived_pages(folder: str | None) -> list[Segments]:
    """Return pages of archives as the rules read them: mostly those that are read again."""
    known, chance, pages = left_out(), random.Random(SEED), []
    with read_once() as had_many:
        for loader, n_pages in N_ARCHIVED.items():
            texts = [one.text for one in loader(folder=folder) if one.id not in known and len(one.text) <= LONGEST]
            found: list[Segments] = []
            for text in chance.sample(texts, len(texts)):
                article = parse_article(text)
                if had_many() or chance.random() < SHARE_OF_OTHERS:
                    found.append(segments_of(article))
                if len(found) == n_pages:
                    break
            pages += found
    return pages


def segments_of(article: Article) -> Segments:
    """Return the pieces of a page in order, with what stands between them."""
    pieces = sorted((*article.pieces, *article.removed), key=lambda piece: piece.start)
    ends = [piece.start for piece in pieces[1:]] + [len(article.source)]
    return [
        (piece.role if piece.role in ROLES else "furniture", article.source[piece.start : end])
        for piece, end in zip(pieces, ends, strict=True)
    ]


def fit(pages: Sequence[Segments], rules: Rules, steps: int) -> Any:
    """Fit a conditional random field to pages; return what it has learnt: ``state_features`` and ``transitions``."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for page in pages:
        text, pieces = joined(page)
        words = read_words(text, rules)
        if words is not None:
            trainer.append(attributes(words), labels(words, pieces))
    trainer.set_params({**PENALTIES, "max_iterations": steps, "feature.possible_transitions": False})
    tagger = pycrfsuite.Tagger()
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "model")
        trainer.train(file)
        tagger.open(file)
        learnt = tagger.info()
        tagger.close()
    return learnt


def joined(page: Segments) -> tuple[str, list[tuple[int, int, str]]]:
    """Return the text of a page, and where its pieces begin and end, without the blank around them."""
    text, pieces = "", []
    for role, typed in page:
        segment = unicodedata.normalize("NFC", typed)
        inner = segment.strip()
        start = len(text) + len(segment) - len(segment.lstrip())
        text += segment
        if inner:
            pieces.append((start, start + len(inner), role))
    return text, pieces


def attributes(words: PageWords) -> list[list[str]]:
    """Return the marks of every word by their rows, as CRFsuite takes them."""
    of_words, of_lines = marks_of(words)
    rows = np.concatenate([of_words, of_lines[words.line_of]], axis=1)
    return [[str(row) for row in marks if row] for marks in rows.tolist()]


def labels(words: PageWords, pieces: Sequence[tuple[int, int, str]]) -> list[str]:
    """Return the state of every word; what is in no piece stands around the article."""
    starts = [start for start, _, role in pieces if role == "title"] or [
        start for start, _, role in pieces if role in ("lead", "body")
    ]
    title = min(starts, default=0)
    found, at, before = [], 0, -1
    for start, end in zip(words.starts.tolist(), words.ends.tolist(), strict=True):
        while at < len(pieces) and pieces[at][1] <= start:
            at += 1
        inside = at < len(pieces) and pieces[at][0] < end
        piece, letter = (at, ROLES[pieces[at][2]]) if inside else (-2, "F")
        side = "" if letter in "TB" else "1" if start < title else "2"
        found.append(("I" if piece == before else "B") + letter + side)
        before = piece
    return found


def save(learnt: Any, file: Path) -> None:
    """Write weights in whole numbers."""
    number = {state: i for i, state in enumerate(STATES)}
    weights = np.zeros((1 << N_BITS, len(STATES)), np.int16)
    following = np.full((len(STATES), len(STATES)), NEVER, np.int32)
    for (mark, state), weight in learnt.state_features.items():
        weights[int(mark), number[state]] = round(weight * UNIT)
    for (state, other), weight in learnt.transitions.items():
        following[number[state], number[other]] = round(weight * UNIT)
    marks: NDArray[np.int64] = np.flatnonzero((weights != 0).any(axis=1))
    steps = np.diff(marks, prepend=0).astype(np.uint32)
    np.savez_compressed(file, marks=steps, weights=weights[marks], following=following)


if __name__ == "__main__":
    main()
