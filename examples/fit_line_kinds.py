"""Fit the weights by which the parser tells what a short line between two paragraphs is.

    VNNEWS_DATA=../shared/data python examples/fit_line_kinds.py

Headlines are the titles of articles; captions those that an archive keeps apart, that have a credit (which is cut off),
or that were marked (``examples/captions.jsonl``); subheadings and sentences the lines of articles that have lines. The
articles by which the parser is measured (``tests/articles/golden``) are left out.

The same archives and seed give the same weights; it takes two minutes.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from marked_pages import ROOT, left_out, read_marked_pages
from numpy.typing import NDArray
from read_once import read_once
from sklearn.linear_model import LogisticRegression

from vnnews.articles import _line_kinds as line_kinds
from vnnews.articles import _parse as parser_module
from vnnews.articles import load_rules, parse_article
from vnnews.articles._line_kinds import N_BITS, UNIT, LineKind, rows_of
from vnnews.articles._photo_credits import find_credits
from vnnews.datasets import Document, iter_baomoi2017, iter_vietnews2019

WEIGHTS = ROOT / "vnnews" / "articles" / line_kinds.FILE
N_PAGES = {iter_baomoi2017: 5_000, iter_vietnews2019: 16_000}
SHORTEST, LONGEST = 2, 34
"""Words of a line."""
MOST = 18_000
"""Lines of a kind."""
FEWEST = 3
"""A mark counts that so many lines have."""
STRENGTH = 0.1
SEED = 11
HEADLINE, CAPTION, SUBHEADING, SENTENCE = range(4)
STOPS = ".…"
NO_SUBHEADING = ":;,"

Line = tuple[int, str]


def main() -> None:
    """Read the archives, fit, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", default=os.environ.get("VNNEWS_DATA"), help="the folder of the archives")
    parser.add_argument("--output", type=Path, default=WEIGHTS)
    arguments = parser.parse_args()
    # Not by the weights of before, nor by those of the captions.
    with by_rules_alone():
        lines = without_stops(chosen(read_lines(arguments.data)))
    for kind, name in enumerate(LineKind._fields):
        print(f"{sum(one == kind for one, _ in lines):,} of kind {name}")
    weights, constants = fit(lines)
    np.savez_compressed(arguments.output, weights=weights, constants=constants)
    print(f"{arguments.output.stat().st_size:,} bytes in {arguments.output}")


@contextmanager
def by_rules_alone() -> Iterator[None]:
    """Let the parser do without what it has learnt of words: every line is a sentence."""
    usual = parser_module.mark_bare_captions, line_kinds._load
    parser_module.mark_bare_captions = lambda source, parts, *_, **__: parts
    n_kinds = len(LineKind._fields)
    nothing = np.zeros((1 << N_BITS, n_kinds), np.int64), np.eye(n_kinds, dtype=np.int64)[SENTENCE] << 32
    line_kinds._load = lambda: nothing
    line_kinds.kind_of.cache_clear()
    try:
        with read_once():
            yield
    finally:
        parser_module.mark_bare_captions, line_kinds._load = usual
        line_kinds.kind_of.cache_clear()


def read_lines(folder: str | None) -> Iterator[Line]:
    """Yield lines with their kinds."""
    known = left_out()
    chance = random.Random(SEED)
    for loader, n_pages in N_PAGES.items():
        texts = {one.id: one for one in loader(folder=folder) if one.id not in known}
        read = _lines_apart if loader is iter_vietnews2019 else _lines_of
        for id_ in chance.sample(sorted(texts), min(n_pages, len(texts))):
            yield from read(texts[id_])
    for text, label in read_marked_pages(folder):
        yield from _marked_lines(text, label)


def _lines_apart(document: Document) -> Iterator[Line]:
    """Yield the lines of an article whose archive keeps the captions apart."""
    title, _, body, *captions = document.text.split("\n\n") if document.text.count("\n\n") > 1 else ("", "", "")
    yield HEADLINE, title
    yield from ((_kind_in_body(line), line) for line in map(str.strip, body.split("\n")) if line)
    for caption in captions[0].split("\n") if captions else ():
        yield CAPTION, _without_credit(caption.strip())


def _lines_of(document: Document) -> Iterator[Line]:
    """Yield the title of an article, and its captions that have a credit."""
    article = parse_article(document.text)
    yield HEADLINE, article.title
    for caption in article.captions:
        plain = _without_credit(caption)
        if plain != caption:
            yield CAPTION, plain


def _marked_lines(text: str, label: dict[str, list[list[int]]]) -> Iterator[Line]:
    """Yield the captions of an article on which they were marked, and its lines that are none."""
    article = parse_article(text)
    source, places = article.source, label["captions"] + label["undecided"]
    yield HEADLINE, article.title
    for start, end in label["captions"]:
        yield CAPTION, source[start:end].strip()
    for piece in article.pieces:
        is_line = source[piece.start - 1 : piece.start] == "\n" and source[piece.end : piece.end + 1] in ("", "\n")
        if piece.role == "body" and is_line and not any(a < piece.end and piece.start < b for a, b in places):
            yield _kind_in_body(piece.text), piece.text


def without_stops(lines: list[Line]) -> list[Line]:
    """Return lines, every second sentence without its stop: some pages lose it, and it tells too much."""
    found = []
    is_whole = False
    for kind, line in lines:
        is_whole = not is_whole if kind == SENTENCE else is_whole
        found.append((kind, line if kind != SENTENCE or is_whole else line.rstrip(STOPS)))
    return found


def _kind_in_body(line: str) -> int:
    """Return what a line of a text is by its end; -1 if it introduces what follows."""
    return SENTENCE if line[-1] in STOPS else -1 if line[-1] in NO_SUBHEADING else SUBHEADING


def _without_credit(caption: str) -> str:
    found = find_credits(caption, load_rules())
    return caption[: found[0].start].strip(" (-–[*") if found else caption


def chosen(lines: Iterator[Line]) -> list[Line]:
    """Return so many lines of each kind, each once, in an order by chance."""
    chance = random.Random(SEED)
    kinds: list[dict[str, None]] = [{}, {}, {}, {}]
    for kind, line in lines:
        if kind >= 0 and SHORTEST <= len(line.split()) <= LONGEST:
            kinds[kind][line] = None
    found = [(kind, line) for kind, own in enumerate(kinds) for line in chance.sample(list(own), min(MOST, len(own)))]
    chance.shuffle(found)
    return found


def fit(lines: list[Line]) -> tuple[NDArray[np.int16], NDArray[np.int64]]:
    """Return the weights of all marks, and the constants of the kinds."""
    rows = [rows_of(line) for _, line in lines]
    indices = np.fromiter(itertools.chain.from_iterable(rows), np.int32)
    indptr = np.concatenate([[0], np.cumsum([len(row) for row in rows])])
    X = sp.csr_matrix((np.ones(len(indices)), indices, indptr), shape=(len(rows), 1 << N_BITS))
    kept = np.flatnonzero(np.bincount(indices, minlength=1 << N_BITS) >= FEWEST)
    model = LogisticRegression(C=STRENGTH, max_iter=300).fit(X[:, kept], [kind for kind, _ in lines])
    weights = np.zeros((1 << N_BITS, len(LineKind._fields)), np.int16)
    weights[kept] = np.rint(model.coef_.T * UNIT)
    return weights, np.rint(model.intercept_ * UNIT).astype(np.int64)


if __name__ == "__main__":
    main()
