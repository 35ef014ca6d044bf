"""Fit the weights by which the parser tells a caption without a credit from a sentence.

    VNNEWS_DATA=../shared/data python examples/fit_captions.py

Of some thousand pages, a caption that its credit gives away loses the credit, and one that an archive keeps apart is
put between the lines of its article, on a line of its own or run in: they tell by which words captions are known. On
6,600 more (``examples/captions.jsonl``) all captions without a credit are marked, and some thousand of archives that
hardly have any count as pages without: these tell that too, and what to make of it together with where a candidate
stands and what it has in common with the text around it, for which a small network is trained. Of what it holds for
likely, a second one tells which are captions; it also knows what else on the page is likely. From which result on a
candidate is one is told by networks that have not seen its page. The articles by which the parser is measured
(``tests/articles/golden``) are left out.

The same archives and seed give the same weights; it takes some minutes.
"""

from __future__ import annotations

import argparse
import itertools
import math
import os
import random
import re
import warnings
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np
import scipy.sparse as sp
from marked_pages import ROOT, left_out, read_marked_pages
from numpy.typing import NDArray
from read_once import read_once
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler

from vnnews.articles import _caption_features as features
from vnnews.articles import _caption_model as model_module
from vnnews.articles import _caption_words as flags
from vnnews.articles import _parse as parser_module
from vnnews.articles import load_rules, parse_article, sentences
from vnnews.articles._bare_captions import Page, page_of, text_of
from vnnews.articles._caption_context import RESULT_UNIT, Likely, contexts
from vnnews.articles._caption_features import NAMES, Reader
from vnnews.articles._caption_model import IDF, IN_SENTENCE, N_VALUES, N_VIEWS, CaptionModel, Network
from vnnews.articles._caption_table import EXACT
from vnnews.articles._caption_words import Word
from vnnews.articles._context import Part
from vnnews.articles._photo_credits import find_credits
from vnnews.datasets import iter_baomoi2017, iter_press2024, iter_vietnews2019, iter_vntc

WEIGHTS = ROOT / "vnnews" / "articles" / model_module.FILE
N_PAGES = {iter_baomoi2017: 18_000, iter_vietnews2019: 6_000}
N_PLAIN_PAGES = {iter_vntc: 1_500, iter_press2024: 1_000}
"""Archives that hardly have a caption in their texts, but subheadings and lists that look like some."""
PAGE_LENGTH = range(600, 3_601)

SEED = 11
LOST = 0.003
"""So many of the sentences may be lost for the captions that are found, on all pages together."""
LIKELY = 0.04
"""So many of them may be likely captions to the first network."""
CAUTION = 0.5
"""By so much larger are the log odds that are asked for: pages without captions make it look easier than it is."""
LEAST_PAGES = 12
"""A word is known that stands on so many pages."""
LEAST_TIMES = (25, 10)
"""A mark counts that so many candidates have, by view."""
STRENGTH = (0.3, 0.15)
N_NETWORKS, N_HIDDEN, N_ROUNDS, DECAY, RATE, BATCH = 3, 32, 20, 1e-2, 2e-3, 256
WIDEST = 6.0
"""The numbers of a candidate are clipped to so many standard deviations."""
UNIT, OUTER_UNIT = 2.0**13, 2.0**10
"""What weights are counted in, so that they are whole numbers."""
SCORE_UNIT = 16
SURE_SHARE = 0.02
"""Of the candidates that would be captions by all else, so many may be left out by their words alone."""
SAME = 0.8
CAPTION, NONE, UNDECIDED = 1, 0, 2
FOLDS = 5

KINDS = {"low": np.int16, "high": np.int16, "inner": np.int32, "inner_bias": np.int64, "outer": np.int32}
"""In what the arrays of a network are kept."""

Key = TypeVar("Key")
Mark = tuple[int, str]
Span = tuple[int, int]


class Example(NamedTuple):
    """A page with the captions on it, and what may be one.

    Attributes
    ----------
    page : Page
    captions, undecided : list of (int, int)
        Where they stand.
    """

    page: Page
    captions: list[Span]
    undecided: list[Span]


class Candidates(NamedTuple):
    """What may be captions on the pages of a list.

    Attributes
    ----------
    places : list of (int, int, int, int)
        The number of its page, its sentence, its first word and the one behind the last.
    labels : int64, shape (n,)
        `CAPTION`, `NONE` or `UNDECIDED`.
    readers : list of Reader
        One for each page.
    """

    places: list[tuple[int, int, int, int]]
    labels: NDArray[np.int64]
    readers: list[Reader]

    @property
    def pages(self) -> NDArray[np.int64]:
        """The number of the page of each."""
        return np.array([place[0] for place in self.places])


def main() -> None:
    """Read the archives, fit, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", default=os.environ.get("VNNEWS_DATA"), help="the folder of the archives")
    parser.add_argument("--output", type=Path, default=WEIGHTS)
    arguments = parser.parse_args()
    # The loaders parse too: not by the weights of before.
    with last_step(lambda source, parts: parts):
        marked, plain = list(read_marked(arguments.data)), list(read_plain(arguments.data))
        unmarked = list(read_unmarked(arguments.data))
    print(f"{len(marked):,} pages marked, {len(plain):,} without captions, {len(unmarked):,} whose captions are known")
    save(fit(marked + plain, unmarked), arguments.output)
    print(f"{arguments.output.stat().st_size:,} bytes in {arguments.output}")


# Pages


def read_marked(folder: str | None) -> Iterator[Example]:
    """Yield the pages on which captions were marked."""
    for text, label in read_marked_pages(folder):
        yield from example_of(text, label["captions"], label["undecided"])


def read_plain(folder: str | None) -> Iterator[Example]:
    """Yield pages that are taken to have no captions."""
    known = left_out()
    chance = random.Random(SEED)
    for loader, n_pages in N_PLAIN_PAGES.items():
        texts = {document.id: document.text for document in loader(folder=folder) if document.id not in known}
        ids = [id_ for id_, text in texts.items() if len(text) in PAGE_LENGTH and not id_.startswith("vntc/test")]
        for id_ in chance.sample(sorted(ids), min(n_pages, len(ids))):
            yield from example_of(texts[id_], [])


def read_unmarked(folder: str | None) -> Iterator[Example]:
    """Yield pages of which the captions are known without reading."""
    known = left_out()
    chance = random.Random(SEED)
    for loader, n_pages in N_PAGES.items():
        texts = {document.id: document.text for document in loader(folder=folder) if document.id not in known}
        for id_ in chance.sample(sorted(texts), min(n_pages, len(texts))):
            if loader is iter_vietnews2019:
                text, captions = with_captions(texts[id_], chance) or ("", [])
            else:
                text, captions = without_credits(texts[id_])
            if captions:
                yield from example_of(text, captions)


def example_of(text: str, captions: list[Span], undecided: list[Span] | None = None) -> Iterator[Example]:
    """Yield a page, if there may be captions without a credit on it."""
    page = page_of(*parts_of(text))
    if page.body:
        yield Example(page, captions, undecided or [])


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
        with read_once():
            yield
    finally:
        parser_module.mark_bare_captions = usual


def without_credits(text: str) -> tuple[str, list[Span]]:
    """Return a page without its photo credits, and the places of the captions that lost one."""
    with last_step(lambda source, parts: parts):
        article = parse_article(text)
    rules = load_rules()
    captions: list[Span] = []
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


def with_captions(text: str, chance: random.Random) -> tuple[str, list[Span]] | None:
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


# Candidates


def candidates_on(examples: list[Example], model: CaptionModel) -> Candidates:
    """Return what may be captions, also behind a caption that is run into the next sentence."""
    places, labels, readers = [], [], []
    for number, example in enumerate(examples):
        reader = Reader(text_of(example.page), model)
        readers.append(reader)
        captions, undecided = (spans_of(reader, spans) for spans in (example.captions, example.undecided))
        for sentence, start, stop in starts_of(reader, captions):
            for end in reader.ends(start, stop):
                places.append((number, sentence, start, end))
                labels.append(label_of(example.page.source, reader.words, (start, end, stop), captions, undecided))
    return Candidates(places, np.array(labels), readers)


def spans_of(reader: Reader, places: list[Span]) -> list[Span]:
    """Return the first words of some places on a page, and those behind the last."""
    middles = [(word.start + word.end) / 2 for word in reader.words]
    spans = [tuple(bisect_left(middles, at, reader.text.n_top) for at in place) for place in places]
    return [(start, end) for start, end in spans if start < end]


def starts_of(reader: Reader, captions: list[Span]) -> Iterator[tuple[int, int, int]]:
    """Yield sentences, where a candidate may begin in them, and where they end."""
    spans = reader.sentences.spans
    for sentence, (start, stop, _) in enumerate(spans):
        yield sentence, start, stop
    begins = [span[0] for span in spans]
    for _, end in captions:
        sentence = bisect_right(begins, end) - 1
        if sentence >= 0 and spans[sentence][0] < end < spans[sentence][1]:
            yield sentence, end, spans[sentence][1]


CREDIT = re.compile(r"\s*[(\[]?\s*(?:Nguồn|[ẢA]nh|ẢNH|/)")


def label_of(
    source: str, words: list[Word], candidate: tuple[int, int, int], captions: list[Span], undecided: list[Span]
) -> int:
    """Tell whether a candidate is a caption: the same stretch, but for a fifth, or a sentence within one."""
    start, end, stop = candidate
    if any(common(start, end, span) >= SAME * (max(end, span[1]) - min(start, span[0])) for span in captions):
        return CAPTION
    size = end - start
    if end == stop and sum(common(start, end, span) for span in captions) > SAME * size:
        return CAPTION
    if sum(common(start, end, span) for span in undecided) > 0.3 * size:
        return UNDECIDED
    # A caption whose credit the parser does not know, or a link, is none of the text either.
    if CREDIT.match(source, words[end - 1].end) or source[words[start].start] == "[":
        return UNDECIDED
    return NONE


def common(start: int, end: int, span: Span) -> int:
    """Return how many words two stretches share."""
    return max(0, min(end, span[1]) - max(start, span[0]))


# Words


def words_known(examples: Iterable[Example]) -> CaptionModel:
    """Return a model that knows how rare words are, and how often they have a capital within a sentence."""
    pages, capitals, places = Counter[str](), Counter[str](), Counter[str]()
    n = 0
    for example in examples:
        n += 1
        words = text_of(example.page).words
        pages.update({word.text for word in words})
        for before, word in itertools.pairwise(words):
            if word.flags & NOT_WITHIN or before.flags & ENDS or not word.text.isalpha():
                continue
            places[word.text] += 1
            capitals[word.text] += word.flags & flags.CAPITAL != 0 and not word.flags & flags.SHOUTED
    known = sorted(word for word, count in pages.items() if count >= LEAST_PAGES and word)
    values = np.zeros((len(known) + 1, N_VALUES), np.int64)
    values[0, IDF], values[0, IN_SENTENCE] = 10 * RAREST, UNKNOWN_IN_SENTENCE
    for number, word in enumerate(known, start=1):
        values[number, IDF] = round(10 * min(RAREST, math.log(n / pages[word])))
        values[number, IN_SENTENCE] = round(features.SCALE * (capitals[word] + 0.2) / (places[word] + 1))
    numbers = {word: number for number, word in enumerate(known, start=1)}
    empty = np.zeros(0)
    nothing = Network(empty, empty, np.zeros((0, 0)), empty, empty, 0.0)
    return CaptionModel(numbers, values, nothing, nothing, 0.0)


NOT_WITHIN = flags.BEGINS | flags.OPENS | flags.BRACKET | flags.DIGIT
ENDS = flags.STOP | flags.COMMA | flags.COLON | flags.QUOTED | flags.BRACKET
RAREST = 9
UNKNOWN_IN_SENTENCE = 20

COLUMNS = (
    model_module.WORD,
    model_module.FIRST,
    model_module.LAST,
    model_module.FOLLOWING,
    model_module.SEAM,
    model_module.PRECEDING,
)


def marks_of(candidates: Candidates) -> list[set[Mark]]:
    """Return the words of each candidate and beside it, each with the column of its weight."""
    found = []
    for number, sentence, start, end in candidates.places:
        reader = candidates.readers[number]
        words = reader.words
        marks = {(0, word.text) for word in words[start:end]} | {(1, words[start].text), (2, words[end - 1].text)}
        low, high = reader.following(sentence, end)
        first, last = reader.preceding(sentence, start)
        if low < high:
            marks.add((4 if end < reader.sentences.spans[sentence][1] else 3, words[low].text))
        if first < last:
            marks.add((5, words[last - 1].text))
        found.append({mark for mark in marks if mark[1] in reader.model.numbers})
    return found


def add_view(candidates: Candidates, model: CaptionModel, view: int) -> NDArray[np.float64]:
    """Fit the weights of words, write them into the model; return the scores by weights that have not seen the page."""
    marks = marks_of(candidates)
    count = Counter(mark for some in marks for mark in some)
    column = {mark: i for i, mark in enumerate(sorted(m for m, n in count.items() if n >= LEAST_TIMES[view]))}
    rows = [sorted(column[mark] for mark in some if mark in column) for some in marks]
    ends = np.cumsum([0, *map(len, rows)])
    indices = np.array([i for row in rows for i in row], np.int32)
    X = sp.csr_matrix((np.ones(ends[-1], np.float32), indices, ends), shape=(len(rows), len(column)))
    y = candidates.labels

    def weights(of: NDArray[np.int64]) -> NDArray[np.float64]:
        learner = LogisticRegression(C=STRENGTH[view], solver="liblinear", random_state=SEED)
        of = of[y[of] != UNDECIDED]
        return np.rint(SCORE_UNIT * learner.fit(X[of], y[of] == CAPTION).coef_[0])

    for (kind, word), weight in zip(column, weights(np.arange(len(y))), strict=True):
        model.values[model.numbers[word], COLUMNS[kind] + view] = int(weight)
    scores = np.zeros(len(y))
    for seen, unseen in GroupKFold(FOLDS).split(X, y, candidates.pages):
        scores[unseen] = X[unseen] @ weights(seen)
    return scores


# The network


def fit(marked: list[Example], unmarked: list[Example]) -> CaptionModel:
    """Return the model."""
    model = words_known(unmarked)
    add_view(candidates_on(unmarked, model), model, 0)
    candidates = candidates_on(marked, model)
    y = candidates.labels
    print(f"{len(y):,} candidates, {np.sum(y == CAPTION):,} of them captions")
    unseen = add_view(candidates, model, 1)
    X = np.array([candidates.readers[number].features(*place) for number, *place in candidates.places])
    X[:, NAMES.index("score_1")] = unseen
    alone, results = trained(X, y, candidates.pages)
    least = least_score(X, y, results > threshold_of(candidates, results, LOST))
    results[X[:, -N_VIEWS:].sum(axis=1) < least] = -np.inf
    likely = threshold_of(candidates, results, LIKELY)
    X, of = with_contexts(candidates, X, results - likely)
    together, results[of] = trained(X, y[of], candidates.pages[of])
    results[np.setdiff1d(np.arange(len(y)), of)] = -np.inf
    threshold = threshold_of(candidates, results, LOST) + np.rint(CAUTION * UNIT * OUTER_UNIT)
    return model._replace(
        alone=alone._replace(outer_bias=float(alone.outer_bias - likely)),
        together=together._replace(outer_bias=float(together.outer_bias - threshold)),
        least=least,
    )


def trained(
    X: NDArray[np.float64], y: NDArray[np.int64], pages: NDArray[np.int64]
) -> tuple[Network, NDArray[np.float64]]:
    """Return a network, and what such networks say of pages that they have not seen."""
    results = np.zeros(len(y))
    for seen, left in GroupKFold(FOLDS).split(X, y, pages):
        results[left] = network(X[seen], y[seen]).score(X[left])
    return network(X, y), results


def with_contexts(
    candidates: Candidates, X: NDArray[np.float64], results: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return the numbers and contexts of what may be captions, of all from one place the likeliest; and which."""
    likely = np.flatnonzero(results > 0)
    # What begins at a place stands together.
    begins = [candidates.places[i][:3] for i in likely]
    of = np.array([max(some, key=results.__getitem__) for _, some in by_key(begins, likely.tolist())])
    rows = []
    for page, some in by_key([candidates.places[i][0] for i in of], of.tolist()):
        steps = [int(results[i] // RESULT_UNIT) for i in some]
        places = [candidates.places[i][1:] for i in some]
        rows.append(contexts(Likely(places, steps, X[some], len(candidates.readers[page].sentences.spans))))
    return np.hstack([X[of], np.vstack(rows)]), of


def by_key(keys: list[Key], items: list[int]) -> Iterator[tuple[Key, list[int]]]:
    """Yield the items that stand together under one key."""
    for key, pairs in itertools.groupby(zip(keys, items, strict=True), key=itemgetter(0)):
        yield key, [item for _, item in pairs]


def network(X: NDArray[np.float64], y: NDArray[np.int64]) -> Network:
    """Return the mean of some networks, in whole numbers: they are one network with more units."""
    X, y = X[y != UNDECIDED], y[y != UNDECIDED]
    scaler = StandardScaler().fit(X)
    spread = np.where(scaler.scale_ > 0, scaler.scale_, 1.0)
    low, high = np.ceil(scaler.mean_ - WIDEST * spread), np.floor(scaler.mean_ + WIDEST * spread)
    high = np.maximum(high, 1.0)  # what is rarely true tells most
    scaled = (np.clip(X, low, high) - scaler.mean_) / spread
    inner, inner_bias, outer, outer_bias = [], [], [], 0.0
    for number in range(N_NETWORKS):
        learner = MLPClassifier(
            (N_HIDDEN,), alpha=DECAY, max_iter=N_ROUNDS, learning_rate_init=RATE, batch_size=BATCH,
            random_state=SEED + number,
        )  # fmt: skip
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            learner.fit(scaled, y == CAPTION)
        (first, last), (bias, last_bias) = learner.coefs_, learner.intercepts_
        inner.append(first / spread[:, None])
        inner_bias.append(bias - scaler.mean_ / spread @ first)
        outer.append(last[:, 0] / N_NETWORKS)
        outer_bias += last_bias[0] / N_NETWORKS
    found = Network(
        low=low,
        high=high,
        inner=np.rint(UNIT * np.hstack(inner)),
        inner_bias=np.rint(UNIT * np.concatenate(inner_bias)),
        outer=np.rint(OUTER_UNIT * np.concatenate(outer)),
        outer_bias=float(np.rint(UNIT * OUTER_UNIT * outer_bias)),
    )
    check_exact(found)
    return found


def check_exact(model: Network) -> None:
    """Make sure that no sum can grow so large that it would be rounded: the first in float32, the second in float64."""
    hidden = model.widest()
    most = hidden @ np.abs(model.outer) + abs(model.outer_bias)
    if hidden.max() >= EXACT or most >= 2.0**53:
        raise ValueError(
            f"sums may reach {hidden.max():.2g} and {most:.2g}, expected less than 2 ** 24 and 2 ** 53: "
            "make UNIT smaller"
        )


def threshold_of(candidates: Candidates, results: NDArray[np.float64], share: float) -> float:
    """Return the result above which as few sentences are lost as is wanted: of each beginning the likeliest counts."""
    best: dict[tuple[int, int], int] = {}
    for i, (number, _, start, _) in enumerate(candidates.places):
        if (number, start) not in best or results[i] > results[best[number, start]]:
            best[number, start] = i
    chosen = np.array(sorted(best.values(), key=lambda i: -results[i]))
    n_sentences = sum(len(reader.sentences.spans) for reader in candidates.readers)
    lost = np.cumsum(candidates.labels[chosen] == NONE)
    n = int(np.searchsorted(lost, share * n_sentences, side="right"))
    found = np.sum(candidates.labels[chosen[:n]] == CAPTION)
    print(
        f"on pages not learnt from {found:,} captions are found, and {lost[n - 1]:,} of {n_sentences:,} sentences lost"
    )
    return float(np.rint(results[chosen[n]]))


def least_score(X: NDArray[np.float64], y: NDArray[np.int64], found: NDArray[np.bool_]) -> float:
    """Return the score of words below which hardly a caption is found."""
    scores = X[:, -N_VIEWS:].sum(axis=1)
    least = float(np.floor(np.quantile(scores[found & (y == CAPTION)], SURE_SHARE)))
    print(f"{np.mean(scores >= least):.0%} of the candidates have words for it")
    return least


def save(model: CaptionModel, file: Path) -> None:
    """Write the model; numbers as small as they can be."""
    networks = model.alone, model.together
    layers = {
        f"{name}_{field}": getattr(network, field).astype(kind)
        for name, network in zip(model_module.NETWORKS, networks, strict=True)
        for field, kind in KINDS.items()
    }
    with file.open("wb") as target:
        np.savez_compressed(
            target,
            words=np.frombuffer("\n".join(model.numbers).encode("utf-8"), np.uint8),
            values=model.values.astype(np.int16),
            rest=np.array([*(network.outer_bias for network in networks), model.least]),
            **layers,
        )


if __name__ == "__main__":
    main()
