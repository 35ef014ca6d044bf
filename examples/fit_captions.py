"""Fit the weights by which the parser tells a caption without a credit from a sentence.

    VNNEWS_DATA=../shared/data python examples/fit_captions.py

A caption that its credit gives away loses the credit on its page; one that an archive keeps apart is put between the
lines of its article, on a line of its own or run in. All that the parser then takes for a candidate on these pages,
and on pages without any, is a caption or counts as none. What looks like a caption in a first round though nothing
says so is left out of the second: most are. The articles with captions marked by hand are left out. The same archives
and seed give the same weights; it takes some minutes.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression

from vnnews.articles import _parse as parser_module
from vnnews.articles import load_rules, parse_article, sentences
from vnnews.articles._bare_captions import candidates_of, headline_of
from vnnews.articles._caption_style import (
    FRAGMENT,
    LONE_FRAGMENT,
    LONE_SENTENCE,
    SENTENCE,
    TAIL,
    Candidate,
    kind_and_length,
    likeness,
    next_word,
    setting,
    signs,
    words_of,
)
from vnnews.articles._context import Part
from vnnews.articles._photo_credits import find_credits
from vnnews.datasets import iter_baomoi2017, iter_unc2020, iter_vietnews2019

ROOT = Path(__file__).parent.parent
WEIGHTS = ROOT / "vnnews" / "articles" / "caption_weights.toml"
GOLDEN = ROOT / "tests" / "articles" / "golden"
LABELLED = (GOLDEN / "archives.jsonl", GOLDEN / "captions.jsonl")
ARTICLES = {iter_baomoi2017: 36_000, iter_unc2020: 2_453, iter_vietnews2019: 9_000}
WITHOUT_CREDIT = 0.35
"""Of the pages of baomoi2017 without any credit, so many are read."""
LEAST = {SENTENCE: 0.6, LONE_SENTENCE: -0.8, FRAGMENT: -1.6, TAIL: -1.4, LONE_FRAGMENT: -0.3}
"""Chosen on the articles of the golden set and the first half of ``captions.jsonl``: a sentence lost is worse than a
caption kept. On lines of their own captions are more frequent there than on the pages that are learnt from."""

SEED = 11
RARE = 100
LASSO = 0.1
SMALL = 0.05
TABLES = ("least", "word", "first", "last", "following", "seam", "form")
HEADER = """\
# What `vnnews.articles._caption_style` adds up; made by examples/fit_captions.py, not by hand.
"""
Mark = tuple[str, str]


class Sample(NamedTuple):
    """What is true of a candidate, whether it is a caption, and whether that is sure."""

    marks: frozenset[Mark]
    is_caption: bool
    is_sure: bool


def main() -> None:
    """Read the archives, fit, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", default=os.environ.get("VNNEWS_DATA"), help="the folder of the archives")
    parser.add_argument("--output", type=Path, default=WEIGHTS)
    arguments = parser.parse_args()
    with last_step(lambda source, parts: parts):
        samples = list(read_samples(arguments.data))
    print(f"{len(samples):,} candidates, {sum(sample.is_caption for sample in samples):,} of them captions")
    tables = fit(samples)
    arguments.output.write_text(HEADER + as_toml(tables), encoding="utf-8")
    print(f"{sum(map(len, tables.values()))} weights in {arguments.output}")


def read_samples(folder: str | None) -> Iterator[Sample]:
    """Yield the candidates of some thousand articles of each archive."""
    labelled = {json.loads(line)["id"] for file in LABELLED for line in file.read_text(encoding="utf-8").splitlines()}
    chance = random.Random(SEED)
    for loader, n_articles in ARTICLES.items():
        texts = {document.id: document.text for document in loader(folder=folder) if document.id not in labelled}
        for id_ in chance.sample(sorted(texts), min(n_articles, len(texts))):
            if loader is iter_vietnews2019:
                page = with_captions(texts[id_], chance)
                if page is not None:
                    yield from samples_of(*page, is_sure=True)
                continue
            text, captions = without_credits(texts[id_])
            if captions or loader is iter_unc2020 or chance.random() < WITHOUT_CREDIT:
                yield from samples_of(text, captions, is_sure=False)


def samples_of(text: str, captions: list[tuple[int, int]], *, is_sure: bool) -> Iterator[Sample]:
    """Yield the candidates on a page, of which the captions are at the places given."""
    rules = load_rules()
    source, parts = parts_of(text)
    headline = headline_of(parts)
    for start, end, candidate in candidates_of(source, parts, rules):
        shared = max([common(start, end, *caption) for caption in captions], default=0.0)
        if shared <= SAME and shared > 0 and candidate.kind != FRAGMENT:
            continue
        yield Sample(marks_of(candidate, headline), shared > SAME, is_sure)


SAME = 0.9


def common(start: int, end: int, other_start: int, other_end: int) -> float:
    """Return what two stretches of a text share, of what they cover together."""
    return max(0, min(end, other_end) - max(start, other_start)) / (max(end, other_end) - min(start, other_start))


def parts_of(text: str) -> tuple[str, list[Part]]:
    """Return the source and the parts of a page as they are before captions without a credit are looked for."""
    found: list[tuple[str, list[Part]]] = []
    with last_step(lambda source, parts: found.append((source, parts)) or parts):
        parse_article(text)
    return found[0]


@contextmanager
def last_step(function: Callable[[str, list[Part]], list[Part]]) -> Iterator[None]:
    """Let the parser do something else where it would look for captions by the weights of before."""
    usual = parser_module.mark_bare_captions
    parser_module.mark_bare_captions = lambda source, parts, *_, **__: function(source, parts)
    try:
        yield
    finally:
        parser_module.mark_bare_captions = usual


def without_credits(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return a page without its photo credits, and the places of the captions that lost one."""
    article, rules = parse_article(text), load_rules()
    captions: list[tuple[int, int]] = []
    kept: list[str] = []
    at = removed = 0
    for piece in article.pieces:
        photo_credits = find_credits(piece.text, rules) if piece.role == "caption" else []
        if len(photo_credits) != 1:
            continue
        stop = len(piece.text[: photo_credits[0].start].rstrip(" (-–[*"))
        behind = CLOSING.match(piece.text, photo_credits[0].end)
        end = behind.end() if behind else photo_credits[0].end
        if stop >= SHORTEST and not piece.text[end:].strip():
            captions.append((piece.start - removed, piece.start + stop - removed))
            kept.append(article.source[at : piece.start + stop])
            at = piece.start + end
            removed += end - stop
    return "".join([*kept, article.source[at:]]), captions


CLOSING = re.compile(r"[)\].]*")
SHORTEST, LONGEST = 12, 180


def with_captions(text: str, chance: random.Random) -> tuple[str, list[tuple[int, int]]] | None:
    """Put the captions that an archive keeps apart between the lines of their article."""
    title, lead, body, *others = text.split("\n\n") if text.count("\n\n") >= MOST_CAPTIONS else ("", "", "", "")
    lines = [line for line in body.split("\n") if line.strip()]
    if len(lines) < FEWEST_LINES or not others or not others[0].strip():
        return None
    captions = [plain for caption in dict.fromkeys(others[0].split("\n")) if (plain := plain_caption(caption, body))]
    stop, separator = chance.choice(["", "."]), chance.choice([" ", "\n"])
    lengths = (1, 2, 2, 3) if chance.random() < 0.5 else (1,)
    paragraphs = []
    while lines:
        n = chance.choice(lengths)
        paragraphs.append((" ".join(lines[:n]), False))
        del lines[:n]
    for caption in captions[:MOST_CAPTIONS]:
        at = chance.randrange(len(paragraphs)) if chance.random() < 0.75 else 0
        paragraphs.insert(at, (caption + stop, True))
    page = f"{title}\n{lead}\n"
    places = []
    for paragraph, is_caption in paragraphs:
        if is_caption:
            places.append((len(page), len(page) + len(paragraph)))
        page += paragraph + separator
    return page.rstrip(), places


MOST_CAPTIONS = 3
FEWEST_LINES = 5


def plain_caption(caption: str, body: str) -> str:
    """Return a caption without its credit and full stop, or nothing if it is not one sentence or stands in the body."""
    photo_credits = find_credits(caption, load_rules())
    text = (caption[: photo_credits[0].start] if photo_credits else caption).strip(" (-–[*.")
    if not SHORTEST <= len(text) <= LONGEST or text in body or len(sentences(text)) != 1:
        return ""
    return text


def marks_of(candidate: Candidate, headline: frozenset[str]) -> frozenset[Mark]:
    """Return everything that is true of a candidate, each with the table in which its weight stands."""
    words = words_of(candidate.text)
    form = [*kind_and_length(candidate.kind, len(words)), *setting(candidate), *signs(candidate, words)]
    form += likeness(candidate, words, headline)
    plain = [word for word in words if word and not any(map(str.isdigit, word)) and word not in "–-•"]
    next_table = "seam" if candidate.kind == FRAGMENT else "following"
    ends = (("first", words[0]), ("last", words[-1]), (next_table, next_word(candidate)))
    return frozenset(
        [
            *(("form", name) for name in form),
            *(("word", word) for word in plain),
            *(end for end in ends if end[1].isalpha()),
        ]
    )


def fit(samples: list[Sample]) -> dict[str, dict[str, float]]:
    """Return the weights by table."""
    count = Counter(mark for sample in samples for mark in sample.marks)
    marks = sorted(mark for mark, n in count.items() if n >= RARE)
    column = {mark: i for i, mark in enumerate(marks)}
    rows = [sorted(column[mark] for mark in sample.marks if mark in column) for sample in samples]
    ends = np.cumsum([0, *map(len, rows)])
    matrix = sp.csr_matrix((np.ones(ends[-1]), np.concatenate(rows), ends), shape=(len(rows), len(marks)))
    known = np.array([sample.is_caption for sample in samples])
    sure = np.array([sample.is_sure for sample in samples])
    model = LogisticRegression(C=LASSO, solver="liblinear", l1_ratio=1, tol=1e-3, random_state=SEED)
    model.fit(matrix, known)
    kept = known | sure | (model.decision_function(matrix) <= 0)
    model.fit(matrix[kept], known[kept])
    tables: dict[str, dict[str, float]] = {table: {} for table in TABLES}
    # The weight of what is true of every candidate goes to the thresholds.
    tables["least"] = {kind: round(least - float(model.intercept_[0]), 2) for kind, least in LEAST.items()}
    for (table, name), weight in zip(marks, model.coef_[0], strict=True):
        if abs(weight) >= SMALL:
            tables[table][name] = round(float(weight), 2)
    return tables


def as_toml(tables: dict[str, dict[str, float]]) -> str:
    """Write tables of numbers, the largest of either sign first and last."""
    lines = []
    for table, weights in tables.items():
        lines += ["", f"[{table}]"]
        ordered = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
        lines += [f"{json.dumps(name, ensure_ascii=False)} = {weight}" for name, weight in ordered]
    return "\n".join(lines)[1:] + "\n"


if __name__ == "__main__":
    main()
