"""Pages and a small model of captions, for the tests."""

from __future__ import annotations

import numpy as np

from vnnews.articles._bare_captions import Page
from vnnews.articles._caption_context import N_CONTEXT
from vnnews.articles._caption_features import N_FEATURES
from vnnews.articles._caption_model import IDF, IN_SENTENCE, N_VALUES, CaptionModel, Network
from vnnews.articles._context import Part

TEXT = (
    "tổng thống nga mỹ tại theo hai bên đã gặp nhau báo chí cũng vậy ông hiện trường vụ cháy đoàn tàu người dân ngày "
    "và của một trong có không được năm việc cho biết geneva trái"
)
KNOWN = TEXT.split()


def random_model(seed: int, n_hidden: int = 8) -> CaptionModel:
    """Return a model that finds some captions, for no good reason."""
    chance = np.random.default_rng(seed)
    values = chance.integers(-40, 40, (len(KNOWN) + 1, N_VALUES))
    values[:, IDF] = chance.integers(1, 91, len(values))
    values[:, IN_SENTENCE] = chance.choice([0, 1, 30, 48], len(values))
    values[[0, *(KNOWN.index(name) + 1 for name in ("nga", "mỹ", "geneva"))], IN_SENTENCE] = 64, 60, 64, 49
    numbers = {word: number for number, word in enumerate(KNOWN, start=1)}
    alone, together = (
        random_network(chance, n_numbers, n_hidden) for n_numbers in (N_FEATURES, N_FEATURES + N_CONTEXT)
    )
    return CaptionModel(numbers, values, alone, together, -100.0)


def random_network(chance: np.random.Generator, n_numbers: int, n_hidden: int) -> Network:
    """Return a network that gives more than 0 to one candidate in a few."""
    inner = np.rint(chance.normal(size=(n_numbers, n_hidden)) * 2000)
    bias, outer = np.rint(chance.normal(size=(2, n_hidden)) * 2000)
    low, high = np.full(n_numbers, -60.0), np.full(n_numbers, 60.0)
    return Network(low, high, inner, bias, outer, float(chance.integers(-(10**8), 10**8)))


MODEL = random_model(0)


def page_of(title: str, lead: str, body: str, n_credited: int = 0) -> Page:
    """Return a page of lines."""
    source = "\n".join(line for line in (title, lead, body) if line)
    parts, at = [], 0
    for line in source.split("\n"):
        inner = line.strip()
        start = at + line.find(inner)
        if inner:
            parts.append(Part("body", inner, start, start + len(inner)))
        at += len(line) + 1
    top = [role for role, line in (("title", title), ("lead", lead)) if line.strip()]
    for part, role in zip(parts, top, strict=False):
        part.role = role
    return Page(source, parts[: len(top)], parts[len(top) :], n_credited)
