"""Public benchmarks beside the annotated corpus: topics of VNTC, student feedback, headlines with sentiment."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from vnnews.articles import Article
from vnnews.datasets._archive import ENVIRONMENT
from vnnews.datasets._loaders import iter_vntc
from vnnews.datasets._streams import Folder

_SUBFOLDERS = (".", "data")
_VSFC_SPLITS = ("train", "val", "test")
_VSFC_SENTIMENTS = ("negative", "neutral", "positive")
_VSFC_TOPICS = ("lecturer", "curriculum", "facility", "others")
_DANES_LABELS = {"Tích cực": "positive", "Tiêu cực": "negative", "Trung tính": "neutral"}


@dataclass(frozen=True)
class TopicCorpus:
    """One half of VNTC; the fields are aligned.

    Attributes
    ----------
    ids : tuple of str
    articles : tuple of Article
    topics : tuple of str
    in_train : tuple of bool
        Whether the same text, white space aside, stands in the train half: True throughout that half, and for 2,531
        texts of the test half.
    """

    ids: tuple[str, ...]
    articles: tuple[Article, ...]
    topics: tuple[str, ...]
    in_train: tuple[bool, ...]

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True)
class FeedbackCorpus:
    """One part of UIT-VSFC; the fields are aligned.

    Attributes
    ----------
    sentences : tuple of str
        Lower-cased, punctuation set apart, emoticons replaced by words such as ``colonsmile``, as published.
    sentiments : tuple of str
        ``"negative"``, ``"neutral"`` or ``"positive"``.
    topics : tuple of str
        ``"lecturer"``, ``"curriculum"``, ``"facility"`` or ``"others"``.
    """

    sentences: tuple[str, ...]
    sentiments: tuple[str, ...]
    topics: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.sentences)


@dataclass(frozen=True)
class HeadlineCorpus:
    """The annotated part of DANeS; the fields are aligned.

    Attributes
    ----------
    ids : tuple of str
        ``"danes/<number>"``.
    articles : tuple of Article
        Title and, for a lead, the description; no body.
    sentiments : tuple of str
        ``"negative"``, ``"neutral"`` or ``"positive"``.
    topics : tuple of tuple of str
        Such as ``"Thế giới"``; several, or none.
    """

    ids: tuple[str, ...]
    articles: tuple[Article, ...]
    sentiments: tuple[str, ...]
    topics: tuple[tuple[str, ...], ...]

    def __len__(self) -> int:
        return len(self.ids)


def load_vntc(folder: Folder = None) -> tuple[TopicCorpus, TopicCorpus]:
    """Load both halves of VNTC and tell which test texts also stand in train.

    Parameters
    ----------
    folder : str or path, optional
        As for `iter_vntc`.

    Returns
    -------
    train, test : TopicCorpus
        Of 33,759 and 50,373 articles; some 700 MB together.

    Raises
    ------
    FileNotFoundError, ValueError
        As for `iter_vntc`.
    """
    train = list(iter_vntc("train", folder))
    known = {_key(document.article.text) for document in train}
    test = list(iter_vntc("test", folder))
    return tuple(  # type: ignore[return-value]  # two of them
        TopicCorpus(
            ids=tuple(document.id for document in half),
            articles=tuple(document.article for document in half),
            topics=tuple(document.topic or "" for document in half),
            in_train=tuple(_key(document.article.text) in known for document in half),
        )
        for half in (train, test)
    )


def load_vsfc(split: str, folder: Folder = None) -> FeedbackCorpus:
    """Load one part of UIT-VSFC, sentences of student feedback with sentiment and topic.

    Parameters
    ----------
    split : {"train", "val", "test"}
        11,426, 1,583 and 3,166 sentences.
    folder : str or path, optional
        Holds ``vsfc/<split>/sents.txt``, ``sentiments.txt`` and ``topics.txt``; by default the folder named by the
        environment variable ``VNNEWS_DATA``.

    Returns
    -------
    FeedbackCorpus

    Raises
    ------
    FileNotFoundError
        If the files are not found.
    ValueError
        For another split, a label that is unknown, or files of different length.

    Notes
    -----
    Van Nguyen et al. 2018. Given out by the UIT NLP group on request, for research; nothing is downloaded here.
    """
    if split not in _VSFC_SPLITS:
        raise ValueError(f"no split {split!r} in UIT-VSFC; expected one of {', '.join(map(repr, _VSFC_SPLITS))}")
    path = _find(f"vsfc/{split}/sents.txt", folder, "UIT-VSFC, which the UIT NLP group gives out on request")
    sentences = tuple(line.strip() for line in _lines(path))
    sentiments = _named(path.with_name("sentiments.txt"), _VSFC_SENTIMENTS)
    topics = _named(path.with_name("topics.txt"), _VSFC_TOPICS)
    if not len(sentences) == len(sentiments) == len(topics):
        raise ValueError(
            f"{path.parent} has {len(sentences)} sentences, {len(sentiments)} sentiments and {len(topics)} topics; "
            "expected as many of each. Get the corpus again"
        )
    return FeedbackCorpus(sentences, sentiments, topics)


def load_danes(folder: Folder = None) -> HeadlineCorpus:
    """Load the headlines of DANeS that have a human sentiment label.

    Parameters
    ----------
    folder : str or path, optional
        Holds ``danes/annotated.jsonl``; by default the folder named by the environment variable ``VNNEWS_DATA``.

    Returns
    -------
    HeadlineCorpus
        2,013 headlines of 2021; the 19 records with an empty label are left out.

    Raises
    ------
    FileNotFoundError
        If the file is not found.
    ValueError
        If a line is no record, or its label is unknown; the message names the line.

    Notes
    -----
    Source: https://github.com/dataset-vn/DANeS, CC BY 4.0: the records that have a label, one JSON object a line with
    ``id``, ``title``, ``description``, ``label`` and ``topics``.
    """
    path = _find("danes/annotated.jsonl", folder, "the labelled records of https://github.com/dataset-vn/DANeS")
    records = []
    for number, line in enumerate(_lines(path), 1):
        try:
            record = json.loads(line)
            if record["label"] == "":
                continue
            sentiment = _DANES_LABELS[record["label"]]
            article = Article(title=record["title"].strip(), lead=(record["description"] or "").strip())
            records.append((f"danes/{record['id']}", article, sentiment, tuple(record["topics"])))
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(
                f"line {number} of {path} is no labelled headline ({error!r}); expected a JSON object with id, title, "
                f"description, topics and one of the labels {', '.join(_DANES_LABELS)}"
            ) from error
    ids, articles, sentiments, topics = zip(*records, strict=True) if records else ((), (), (), ())
    return HeadlineCorpus(ids, articles, sentiments, topics)


def _find(name: str, folder: Folder, what: str) -> Path:
    named = folder if folder is not None else os.environ.get(ENVIRONMENT) or None
    places = [Path(named) / part for part in _SUBFOLDERS] if named is not None else []
    for place in places:
        if (place / name).is_file():
            return place / name
    looked = ", ".join(str(place / name) for place in places) or "no folder"
    raise FileNotFoundError(
        f"no {name} (looked in {looked}): {what}. Save it under that name and name the folder above by {ENVIRONMENT} "
        "or the folder argument"
    )


def _named(path: Path, names: tuple[str, ...]) -> tuple[str, ...]:
    codes = {str(code): name for code, name in enumerate(names)}
    labels = [line.strip() for line in _lines(path)]
    unknown = sorted(set(labels) - set(codes))
    if unknown:
        raise ValueError(f"{path} has the labels {unknown}; expected {', '.join(codes)} ({', '.join(names)})")
    return tuple(codes[label] for label in labels)


def _lines(path: Path) -> Iterable[str]:
    # Not splitlines, which also splits at characters that a sentence may hold.
    return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")


def _key(text: str) -> str:
    return " ".join(text.split())
