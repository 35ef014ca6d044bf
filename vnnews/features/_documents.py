"""What is given to a vectorizer -> checked texts in chunks; chunks -> threads."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import NamedTuple, TypeVar

from joblib import effective_n_jobs

from vnnews.articles import Article
from vnnews.features._words import Words
from vnnews.text import explain_normalization
from vnnews.text import normalize as normalize_text

Chunk = TypeVar("Chunk")
Result = TypeVar("Result")
Normalize = bool | Callable[[str], str]

_CHARACTERS = 1 << 16
"""In a chunk: its arrays then stay in the processor's cache."""


class Documents(NamedTuple):
    """A chunk of documents.

    Attributes
    ----------
    first : int
        How many documents came before.
    given : list of str
        Their texts.
    texts : list of str
        What is read: the texts, normalised if asked for.
    lead_ends, title_ends : list of int
        Where title and lead, and the title, end in each text; 0 where there is none.
    """

    first: int
    given: list[str]
    texts: list[str]
    lead_ends: list[int]
    title_ends: list[int]


def read_documents(raw_documents: Iterable[object], normalize: Normalize) -> Iterator[Documents]:
    """Yield checked documents in chunks of some 64,000 characters.

    Parameters
    ----------
    raw_documents : iterable of str or Article
    normalize : bool or callable

    Raises
    ------
    TypeError
        If something is neither text nor `Article`; the message gives its position.
    """
    _check_collection(raw_documents)
    change = normalize_text if normalize is True else normalize or None
    chunk, length = Documents(0, [], [], [], []), 0
    for position, document in enumerate(raw_documents):
        if isinstance(document, str):
            text = document if change is None else _normalized(document, change, position)
            chunk.given.append(document)
            chunk.lead_ends.append(0)
            chunk.title_ends.append(0)
        elif isinstance(document, Article):
            article = document if change is None else _normalized_article(document, change, position)
            text = article.text
            chunk.given.append(document.text)
            chunk.lead_ends.append(article.lead_end)
            chunk.title_ends.append(article.title_end)
        else:
            raise TypeError(
                f"document {position} is of type {type(document).__name__}, expected str or Article; "
                "vnnews.parse_article makes an Article of bytes, and a missing text is given as ''"
            )
        chunk.texts.append(text)
        length += len(text)
        if length >= _CHARACTERS:
            yield chunk
            chunk, length = Documents(position + 1, [], [], [], []), 0
    if chunk.texts:
        yield chunk


def map_chunks(step: Callable[[Chunk], Result], chunks: Iterable[Chunk], n_jobs: int | None) -> Iterator[Result]:
    """Yield the results in order, from so many threads as joblib makes of `n_jobs`; few chunks wait at a time."""
    remaining = iter(chunks)
    ready = list(itertools.islice(remaining, 2))
    # Who asks for one document at a time shall not wait for joblib, nor for a pool.
    n_threads = effective_n_jobs(n_jobs) if len(ready) > 1 else 1
    remaining = itertools.chain(ready, remaining)
    if n_threads == 1:
        del ready
        yield from map(step, remaining)
        return
    with ThreadPoolExecutor(n_threads) as pool:
        waiting: deque[Future[Result]] = deque(
            pool.submit(step, chunk) for chunk in itertools.islice(remaining, 4 * n_threads)
        )
        try:
            while waiting:
                yield waiting.popleft().result()
                waiting.extend(pool.submit(step, chunk) for chunk in itertools.islice(remaining, 1))
        finally:
            pool.shutdown(cancel_futures=True)


def _check_collection(raw_documents: object) -> None:
    if isinstance(raw_documents, (str, bytes, Article)):
        raise TypeError(
            f"expected an iterable of texts or articles, got one {type(raw_documents).__name__}; wrap it in a list"
        )
    if getattr(raw_documents, "ndim", 1) != 1:
        shape = getattr(raw_documents, "shape", None)
        raise TypeError(
            f"expected an iterable of texts or articles, got a {type(raw_documents).__name__} of shape {shape}; "
            "give one column of it (in a ColumnTransformer: its name as 'text', not as ['text'])"
        )
    if not isinstance(raw_documents, Iterable):
        raise TypeError(f"expected an iterable of texts or articles, got {raw_documents!r}; wrap it in a list")


def _normalized(text: str, change: Callable[[str], str], position: int) -> str:
    changed = change(text)
    if not isinstance(changed, str):
        raise TypeError(
            f"normalize made a {type(changed).__name__} of document {position}, expected a str; return the changed text"
        )
    return changed


def _normalized_article(article: Article, change: Callable[[str], str], position: int) -> Article:
    # Part by part, so that it stays known where title and lead end.
    title, lead, *body = (_normalized(part, change, position) for part in (article.title, article.lead, *article.body))
    return Article(title=title, lead=lead, body=tuple(body))


def lead_back(documents: Documents, words: Words, normalize: Normalize) -> Words:
    """Return the words with their places in the texts that were given.

    Raises
    ------
    ValueError
        If a function of the user's changed a text: it does not tell what became of places.
    """
    if not normalize:
        return words
    changed = [i for i, (given, text) in enumerate(zip(documents.given, documents.texts, strict=True)) if given != text]
    if not changed:
        return words
    starts, ends = words.starts.copy(), words.ends.copy()
    for i in changed:
        explained = explain_normalization(documents.given[i]) if normalize is True else None
        if explained is None or explained.text != documents.texts[i]:
            raise ValueError(
                f"normalize changed document {documents.first + i}, so places in it are not those of the text that was "
                "given; use normalize=True, or normalize the text before and give the result"
            )
        own = slice(words.indptr[i], words.indptr[i + 1])
        starts[own] = explained.to_input(starts[own])
        ends[own] = explained.to_input(ends[own], "end")
    return words._replace(starts=starts, ends=ends)
