"""Many articles: chunk by chunk, on as many workers as there are, none at the cost of another."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import count, islice
from typing import TYPE_CHECKING, Literal, TypeVar

from tqdm import tqdm

from vnnews.articles import Article
from vnnews.tagging._tags import Tags, ToneTag
from vnnews.tagging._workers import map_chunks

if TYPE_CHECKING:
    from vnnews.tagging._tagger import ArticleTagger, Raw

T = TypeVar("T")
OnError = Literal["record", "raise", "skip"]


def tag_many(
    tagger: ArticleTagger,
    items: Iterable[Raw],
    *,
    n_jobs: int | None,
    chunk_size: int,
    on_error: OnError,
    progress: bool,
) -> Iterator[Tags]:
    """Do what `ArticleTagger.tag_many` says."""
    check_options(chunk_size, on_error)
    total = len(items) if isinstance(items, Sequence) else None
    task = partial(_tag_numbered, on_error=on_error)
    found = map_chunks(task, tagger, numbered_chunks(items, chunk_size), n_jobs=n_jobs)
    return _one_by_one(found, tqdm(total=total, unit=" articles", disable=not progress))


def check_options(chunk_size: int, on_error: str) -> None:
    """Raise a ValueError if an option has no meaning."""
    if on_error not in ("record", "raise", "skip"):
        raise ValueError(f"on_error={on_error!r}: expected 'record', 'raise' or 'skip'")
    if chunk_size < 1:
        raise ValueError(f"chunk_size={chunk_size}: expected 1 or more articles")


def _one_by_one(chunks: Generator[list[Tags | None], None, None], bar: tqdm) -> Iterator[Tags]:
    with closing(chunks), bar:
        for found in chunks:
            for tags in found:
                bar.update()
                if tags is not None:
                    yield tags


def numbered_chunks(items: Iterable[T], size: int) -> Iterator[tuple[int, list[T]]]:
    """Yield lists of `size` items, the last maybe shorter, each with how many items came before."""
    remaining = iter(items)
    for first in count(0, size):
        chunk = list(islice(remaining, size))
        if not chunk:
            return
        yield first, chunk


def _tag_numbered(tagger: ArticleTagger, numbered: tuple[int, list[Raw]], on_error: OnError) -> list[Tags | None]:
    first, items = numbered
    return tag_chunk(tagger, items, on_error, first)


def tag_chunk(tagger: ArticleTagger, items: Sequence[Raw], on_error: OnError, first: int = 0) -> list[Tags | None]:
    """Tag a chunk of articles.

    Parameters
    ----------
    tagger : ArticleTagger
    items : sequence of str, bytes or Article
    on_error : {"record", "raise", "skip"}
    first : int
        How many items came before; an exception tells which item it is about.

    Returns
    -------
    list of Tags or None
        One for every item; None for what is skipped.
    """
    found: list[Tags | None] = []
    for number, item in enumerate(items, first):
        try:
            found.append(tagger.tag(item))
        # Not only what reading is known to raise: among millions there is an article that nobody thought of, and it
        # must not cost the others. Its error is told, with its type where that is none of the expected ones.
        except Exception as error:
            if on_error == "raise":
                error.add_note(f"item {number}, counted from 0")
                raise
            found.append(None if on_error == "skip" else unreadable(error))
    return found


def unreadable(error: Exception) -> Tags:
    """Return what is said of an article that can't be read."""
    expected = isinstance(error, (TypeError, ValueError, ImportError))
    message = str(error) if expected else f"{type(error).__name__}: {error}"
    return Tags((), ToneTag(), Article(), ("unreadable: see error",), error=message)
