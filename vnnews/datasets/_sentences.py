"""Where the labelled sentences of a document stand in its article."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

from vnnews.datasets._document import Document
from vnnews.datasets._labels import SentenceLabels

_WORD = re.compile(r"\w+|[^\w\s]")


def locate_sentences(document: Document, labels: Iterable[SentenceLabels]) -> tuple[SentenceLabels, ...]:
    """Move the offsets of labelled sentences from the text as published to the cleaned text of the article.

    Cleaning takes captions and page furniture out, so that offsets shift and parts of a sentence may be gone. Both
    texts are laid side by side word by word.

    Parameters
    ----------
    document : Document
    labels : iterable of SentenceLabels
        Of this document, with offsets into ``document.text``.

    Returns
    -------
    tuple of SentenceLabels
        With offsets into ``document.article.text``. Sentences of which less than half the words are left do not
        come back.

    Raises
    ------
    ValueError
        If a label is of another document.

    Examples
    --------
    >>> from vnnews.articles import Article
    >>> document = Document("a/1", "", "Ảnh: TTXVN. Hai bên gặp nhau.", Article(body=("Hai bên gặp nhau.",)))
    >>> located = locate_sentences(document, [SentenceLabels("a/1", 12, 29, "neutral", ())])
    >>> [(sentence.start, sentence.end) for sentence in located]
    [(0, 17)]
    """
    text = document.article.text
    ours = [match.span() for match in _WORD.finditer(text)]
    theirs = [match.span() for match in _WORD.finditer(document.text)]
    blocks = SequenceMatcher(
        None,
        [unicodedata.normalize("NFC", document.text[a:b]) for a, b in theirs],
        [text[a:b] for a, b in ours],
        autojunk=False,
    ).get_matching_blocks()
    counterpart = {block.a + i: block.b + i for block in blocks for i in range(block.size)}
    located = []
    for label in labels:
        if label.id != document.id:
            raise ValueError(f"a sentence of {label.id} for the document {document.id}; give only those of its own")
        inside = [i for i, (start, end) in enumerate(theirs) if label.start <= start and end <= label.end]
        kept = [ours[counterpart[i]] for i in inside if i in counterpart]
        if kept and 2 * len(kept) >= len(inside):
            located.append(SentenceLabels(label.id, kept[0][0], kept[-1][1], label.tone, label.issues))
    return tuple(located)
