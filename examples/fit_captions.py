"""Fit the weights by which the parser tells a caption without a credit from a sentence.

    VNNEWS_DATA=../shared/data python examples/fit_captions.py

What is known to be a caption, because a credit stands behind it or an archive keeps it apart, loses its credit and
stands against the sentences around it, against subheadings, and against sentences that are broken off before a name.
Sentences that score like captions in a first round count as captions in the second: most are. The articles of the
golden set are left out. The same archives and seed give the same weights; it takes some minutes.
"""

from __future__ import annotations

import argparse
import json
import os
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression

from vnnews.articles import Article, load_rules, parse_article, sentences
from vnnews.articles._caption_style import (
    FRAGMENT,
    LONE_FRAGMENT,
    LONE_SENTENCE,
    SENTENCE,
    Candidate,
    kind_and_length,
    next_word,
    opening,
    repeated,
    signs,
    words_of,
)
from vnnews.articles._inline import find_credits
from vnnews.datasets import iter_baomoi2017, iter_unc2020, iter_vietnews2019

ROOT = Path(__file__).parent.parent
WEIGHTS = ROOT / "vnnews" / "articles" / "caption_weights.toml"
GOLDEN = ROOT / "tests" / "articles" / "golden" / "archives.jsonl"
ARTICLES = {iter_baomoi2017: 16_000, iter_unc2020: 2_453, iter_vietnews2019: 5_000}
LEAST = {SENTENCE: 0.1, LONE_SENTENCE: 0.8, FRAGMENT: 0.3, LONE_FRAGMENT: 1.4}
"""Set so that few sentences are taken for captions, by reading candidates on both sides."""

SEED = 11
RARE = 400
LASSO = 0.04
SMALL = 0.05
HEADER = """\
# What `vnnews.articles._caption_style` adds up; made by examples/fit_captions.py, not by hand.
"""


class Sample(NamedTuple):
    """What is true of a candidate, and whether it is a caption."""

    marks: frozenset[tuple[str, str]]
    is_caption: bool
    is_sentence: bool


def main() -> None:
    """Read the archives, fit, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", default=os.environ.get("VNNEWS_DATA"), help="the folder of the archives")
    parser.add_argument("--output", type=Path, default=WEIGHTS)
    arguments = parser.parse_args()
    samples = list(read_samples(arguments.data))
    print(f"{len(samples):,} candidates, {sum(sample.is_caption for sample in samples):,} of them captions")
    weights = fit(samples)
    arguments.output.write_text(HEADER + as_toml(weights), encoding="utf-8")
    print(f"{sum(map(len, weights.values()))} weights in {arguments.output}")


def read_samples(folder: str | None) -> Iterator[Sample]:
    """Yield the candidates of some thousand articles of each archive."""
    golden = {json.loads(line)["id"] for line in GOLDEN.read_text(encoding="utf-8").splitlines()}
    chance = random.Random(SEED)
    rules = load_rules()
    for loader, n_articles in ARTICLES.items():
        texts = {document.id: document.text for document in loader(folder=folder) if document.id not in golden}
        for id_ in sorted(chance.sample(sorted(texts), min(n_articles, len(texts)))):
            article = parse_article(texts[id_])
            headline = frozenset(words_of(f"{article.title} {article.lead}"))
            found = apart(article, chance) if loader is iter_vietnews2019 else run_in(article, chance)
            for candidate, is_caption in found:
                words = words_of(candidate.text)
                if 12 <= len(candidate.text) <= 170 and is_possible(
                    candidate, rules.caption_stops, rules.caption_joints
                ):
                    marks = marks_of(candidate, words, headline)
                    yield Sample(marks, is_caption, candidate.kind in (SENTENCE, LONE_SENTENCE))


def is_possible(candidate: Candidate, stops: frozenset[str], joints: frozenset[str]) -> bool:
    """Tell whether the parser would look at a candidate."""
    text = candidate.text
    if candidate.kind in (SENTENCE, LONE_SENTENCE):
        return text[-1] == "." and text[0].isupper() and text.split(None, 1)[0] not in stops
    return (text[0].isupper() or text[0].isdigit()) and text.rsplit(None, 1)[-1] not in joints and text[-1] not in ":,;"


def run_in(article: Article, chance: random.Random) -> Iterator[tuple[Candidate, bool]]:
    """Yield the sentences and captions of an article whose captions stand between its paragraphs."""
    rules = load_rules()
    units: list[tuple[str, bool, bool]] = []
    for piece in article.pieces:
        photo_credits = find_credits(piece.text, rules) if piece.role == "caption" else []
        if photo_credits:
            spans = sentences(piece.text[: photo_credits[0].start].strip(" (-–["))
            if len(spans) == 1:
                units.append((piece.text[spans[0].start : spans[0].end], True, fills_line(article, piece.start, None)))
        elif piece.role in ("body", "caption"):
            for span in sentences(piece.text):
                start, end = piece.start + span.start, piece.start + span.end
                units.append((article.source[start:end], False, fills_line(article, start, end)))
    for i, (text, is_caption, is_lone) in enumerate(units):
        following = units[i + 1][0] if i + 1 < len(units) else ""
        opens = i == 0 and bool(article.title)
        if text[-1] == ".":
            yield Candidate(LONE_SENTENCE if is_lone else SENTENCE, text, opens, following), is_caption
        elif is_caption:
            yield Candidate(LONE_FRAGMENT if is_lone else FRAGMENT, text, opens, following), True
        if not is_caption and text[-1] == "." and not is_lone and chance.random() < 0.25:
            yield from broken_off(text, opens, chance)


def broken_off(text: str, opens: bool, chance: random.Random) -> Iterator[tuple[Candidate, bool]]:
    """Yield the beginning of a sentence up to one of its names, as a seam taken wrongly would leave it."""
    words = text.split()
    names = [i for i in range(3, len(words) - 1) if words[i][0].isupper() and words[i - 1][-1].isalpha()]
    if names:
        cut = chance.choice(names)
        seam = chance.choice(["Theo", "Trong", "Ông", "Các", "Một", "Tại", "Những", "Hiện", "Sau", "Được"])
        rest = " ".join([seam, *words[cut:]])
        yield Candidate(FRAGMENT, " ".join(words[:cut]), opens, rest), False


def apart(article: Article, chance: random.Random) -> Iterator[tuple[Candidate, bool]]:
    """Yield the subheadings of an article whose captions stand apart, and these captions, put between its lines."""
    rules = load_rules()
    lines = article.body
    for i, line in enumerate(lines):
        if line[-1].isalnum() and len(sentences(line)) == 1:
            following = lines[i + 1] if i + 1 < len(lines) else ""
            for kind in (FRAGMENT, LONE_FRAGMENT):
                yield Candidate(kind, line, i == 0, following), False
    for caption in dict.fromkeys(article.captions if lines else ()):
        photo_credits = find_credits(caption, rules)
        text = (caption[: photo_credits[0].start] if photo_credits else caption).strip(" (-–[").rstrip(".")
        if text and len(sentences(text)) == 1:
            opens = chance.random() < 0.25
            following = lines[0] if opens else chance.choice(lines)
            for kind in (FRAGMENT, LONE_FRAGMENT):
                yield Candidate(kind, text, opens, following), True
            if chance.random() < 0.5:
                kind = LONE_SENTENCE if chance.random() < 0.3 else SENTENCE
                yield Candidate(kind, f"{text}.", opens, following), True


def fills_line(article: Article, start: int, end: int | None) -> bool:
    """Tell whether a piece stands on a line of its own."""
    source = article.source
    return source[start - 1 : start] in ("", "\n") and (end is None or source[end : end + 1] in ("", "\n"))


def marks_of(candidate: Candidate, words: list[str], headline: frozenset[str]) -> frozenset[tuple[str, str]]:
    """Return everything that is true of a candidate, each with the table in which its weight stands."""
    form = [*kind_and_length(candidate.kind, len(words)), *signs(candidate.text, words, headline)]
    form.append(repeated(candidate, words))
    if candidate.opens:
        form.append(opening(candidate.kind))
    plain = [word for word in words if word and not any(map(str.isdigit, word)) and word not in "–-•"]
    marks = [*(("form", name) for name in form), *(("word", word) for word in plain)]
    ends = (("first", words[0]), ("last", words[-1]), ("following", next_word(candidate)))
    return frozenset([*marks, *(end for end in ends if end[1].isalpha())])


def fit(samples: list[Sample]) -> dict[str, dict[str, float]]:
    """Return the weights by table."""
    count = Counter(mark for sample in samples for mark in sample.marks)
    marks = sorted(mark for mark, n in count.items() if n >= RARE)
    column = {mark: i for i, mark in enumerate(marks)}
    rows = [sorted(column[mark] for mark in sample.marks if mark in column) for sample in samples]
    ends = np.cumsum([0, *map(len, rows)])
    matrix = sp.csr_matrix((np.ones(ends[-1]), np.concatenate(rows), ends), shape=(len(rows), len(marks)))
    known = np.array([sample.is_caption for sample in samples])
    sentence = np.array([sample.is_sentence for sample in samples])
    model = LogisticRegression(C=LASSO, solver="liblinear", l1_ratio=1, tol=1e-3, random_state=SEED)
    model.fit(matrix, known)
    model.fit(matrix, known | (sentence & (model.decision_function(matrix) > 0)))
    tables: dict[str, dict[str, float]] = {
        "least": {},
        "word": {},
        "first": {},
        "last": {},
        "following": {},
        "form": {},
    }
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
