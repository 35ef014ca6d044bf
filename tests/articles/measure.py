"""How well `parse_article` does on articles whose parts were marked by hand: the figures that the golden tests hold."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from vnnews.articles import Article, load_rules, parse_article, sentences
from vnnews.articles._photo_credits import find_credits

GOLDEN = Path(__file__).parent / "golden"
TEXT = ("title", "lead", "body")
REMOVED = ("furniture", "teaser")
Label = dict[str, Any]


@dataclass
class Tally:
    """How many of how many were right, and which were not."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)

    def count(self, right: bool, what: str) -> None:
        if right:
            self.right += 1
        else:
            self.wrong.append(what)

    @property
    def total(self) -> int:
        return self.right + len(self.wrong)

    @property
    def share(self) -> float:
        return self.right / self.total if self.total else 1.0


def read_labels(name: str, split: str | None = None) -> list[Label]:
    """Read ``<name>.jsonl``, all of it or one of its splits (``"tuning"``, ``"held out"``)."""
    lines = (GOLDEN / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    labels = [json.loads(line) for line in lines]
    return [label for label in labels if split in (None, label["split"])]


def read_crawled(split: str | None = None) -> list[tuple[Label, str]]:
    """Read ``crawled.jsonl``: the texts of its pages, and their labels with offsets, blank around pieces left out."""
    found = []
    for label in read_labels("crawled", split):
        text, pieces = "", []
        for role, typed in label["segments"]:
            segment = unicodedata.normalize("NFC", typed)
            start = len(text) + len(segment) - len(segment.lstrip())
            text += segment
            if segment.strip():
                pieces.append((start, start + len(segment.strip()), role))
        found.append(({**label, "pieces": pieces}, text))
    return found


def noisy_text(label: Label) -> str:
    return (GOLDEN / f"{label['id']}.txt").read_bytes().decode("utf-8")


def checked(label: Label, raw: str) -> str:
    """Return the text in NFC, to which the offsets refer; fail if it is not the one that was labelled."""
    text = unicodedata.normalize("NFC", raw)
    found = hashlib.sha256(text.encode("utf-8")).hexdigest()
    assert found == label["sha256"], f"{label['id']}: expected sha256 {label['sha256']}, found {found}"
    return text


def measure(articles: Iterable[tuple[Label, str]]) -> dict[str, Tally]:
    """Parse every text and compare it with its label."""
    names = (
        "furniture",
        "sentences",
        "captions",
        "uncredited captions",
        "caption-free text",
        "credits",
        "title",
        "published",
        "agencies",
        "outlet",
        "nothing made up",
    )
    tallies = {name: Tally() for name in names}
    for label, text in articles:
        for name, right, what in _compare(label, text, parse_article(text)):
            tallies[name].count(right, f"{label['id']}: {what}")
    return tallies


def _compare(label: Label, text: str, article: Article) -> Iterator[tuple[str, bool, str]]:
    roles = _roles(text, article)
    for start, end, role in label["pieces"]:
        piece = text[start:end]
        if role in REMOVED:
            yield "furniture", _share(roles, text, start, end, TEXT) < 0.1, piece
        elif role in ("caption", "uncredited caption"):
            found = _share(roles, text, start, end, ("caption",)) > 0.8
            yield "captions" if role == "caption" else "uncredited captions", found, piece
            if role == "caption":
                yield "caption-free text", _share(roles, text, start, end, TEXT) < 0.2, piece
        elif role == "credit":
            yield "credits", _share(roles, text, start, end, TEXT) < 0.1, piece
        elif role in TEXT:
            for span in sentences(piece):
                kept = _share(roles, text, start + span.start, start + span.end, TEXT) > 0.9
                yield "sentences", kept, piece[span.start : span.end]
    title = " ".join(text[start:end] for start, end, role in label["pieces"] if role == "title")
    if title:
        yield "title", article.title == title, f"{article.title!r} for {title!r}"
    yield from _compare_values(label, article)


def measure_captions(articles: Iterable[tuple[Label, str]]) -> tuple[Tally, Tally]:
    """Return which captions without a credit are found, and which sentences are kept where only these were marked."""
    found, kept = Tally(), Tally()
    rules = load_rules()
    for label, text in articles:
        article = parse_article(text)
        roles = _roles(text, article)
        for start, end, role in label["pieces"]:
            if role == "uncredited caption":
                found.count(_share(roles, text, start, end, ("caption",)) > 0.8, f"{label['id']}: {text[start:end]}")
        for piece in article.pieces:
            marked = any(start < piece.end and piece.start < end for start, end, _ in label["pieces"])
            if piece.role in TEXT:
                kept.right += len(sentences(piece.text))
            elif piece.role == "caption" and not marked and not find_credits(piece.text, rules):
                kept.count(False, f"{label['id']}: {piece.text}")
    return found, kept


def _compare_values(label: Label, article: Article) -> Iterator[tuple[str, bool, str]]:
    published = article.published.isoformat() if article.published else ""
    if article.published_precision == "month":
        published = published[:7]
    found = {"published": published, "agencies": sorted(article.agencies), "outlet": article.outlet}
    for name, value in found.items():
        # Who labels a page need not know which of its names stands for an agency here.
        names = load_rules().canonical
        stated = sorted({names.get(one.casefold(), one) for one in label[name]}) if name == "agencies" else label[name]
        if stated:
            yield name, value == stated, f"{value!r} for {stated!r}"
        else:
            yield "nothing made up", not value, f"{name} {value!r}"


def _roles(text: str, article: Article) -> list[str]:
    roles = [""] * len(text)
    for piece in (*article.pieces, *article.removed):
        roles[piece.start : piece.end] = [piece.role] * (piece.end - piece.start)
    return roles


def _share(roles: list[str], text: str, start: int, end: int, wanted: tuple[str, ...]) -> float:
    """Return the share of letters and digits between two places that have one of the wanted roles."""
    letters = [i for i in range(start, end) if text[i].isalnum()] or list(range(start, end))
    return sum(roles[i] in wanted for i in letters) / len(letters)


def report(tallies: dict[str, Tally]) -> str:
    return "\n".join(f"{name:20} {t.share:7.2%}  {t.right}/{t.total}" for name, t in tallies.items())
