"""Many articles: chunk by chunk, on as many workers as there are, none at the cost of another."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

from tqdm import tqdm

from vnnews.articles import Article, parse_article
from vnnews.tagging._tags import Tags, ToneTag
from vnnews.tagging._workers import map_chunks

if TYPE_CHECKING:
    from vnnews.tagging._tagger import ArticleTagger, Raw

T = TypeVar("T")
OnError = Literal["record", "raise", "skip"]


class ManyOptions(NamedTuple):
    """The options of `ArticleTagger.tag_many`."""

    n_jobs: int | None
    chunk_size: int
    on_error: OnError
    progress: bool
    evidence: bool


def tag_many(tagger: ArticleTagger, items: Iterable[Raw], options: ManyOptions) -> Iterator[Tags]:
    """Do what `ArticleTagger.tag_many` says."""
    check_options(options.chunk_size, options.on_error)
    total = len(items) if isinstance(items, Sequence) else None
    task = partial(tag_chunk, evidence=options.evidence)
    chunks = map_chunks(task, tagger, _chunks(items, options.chunk_size), n_jobs=options.n_jobs)
    return _one_by_one(chunks, options.on_error, tqdm(total=total, unit=" articles", disable=not options.progress))


def check_options(chunk_size: int, on_error: str) -> None:
    """Raise a ValueError if an option has no meaning."""
    if on_error not in ("record", "raise", "skip"):
        raise ValueError(f"on_error={on_error!r}: expected 'record', 'raise' or 'skip'")
    if chunk_size < 1:
        raise ValueError(f"chunk_size={chunk_size}: expected 1 or more articles")


def _one_by_one(chunks: Generator[list[Tags | Exception], None, None], on_error: OnError, bar: tqdm) -> Iterator[Tags]:
    with closing(chunks), bar:
        for number, outcome in enumerate(chain.from_iterable(chunks)):
            bar.update()
            if isinstance(outcome, Tags):
                yield outcome
            elif on_error == "raise":
                # Here and not where it happened, so that it is that of the first bad item, whichever worker was first.
                outcome.add_note(f"item {number}, counted from 0")
                raise outcome
            elif on_error == "record":
                yield unreadable(outcome)


def _chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    remaining = iter(items)
    while chunk := list(islice(remaining, size)):
        yield chunk


def tag_chunk(tagger: ArticleTagger, items: Sequence[Raw], evidence: bool = True) -> list[Tags | Exception]:
    """Tag a chunk of articles.

    Parameters
    ----------
    tagger : ArticleTagger
    items : sequence of str, bytes or Article
    evidence : bool, default=True

    Returns
    -------
    list of Tags or Exception
        For every item its tags, or why there are none.
    """
    read = [_attempt(parse_article, item) for item in items]
    articles = [article for article in read if isinstance(article, Article)]
    judged: Sequence[Tags | Exception] | Exception = _attempt(tagger._judge, articles, evidence)
    if isinstance(judged, Exception):
        alone = [_attempt(tagger._judge, [article], evidence) for article in articles]
        judged = [found if isinstance(found, Exception) else found[0] for found in alone]
    tagged = iter(judged)
    return [next(tagged) if isinstance(outcome, Article) else outcome for outcome in read]


def _attempt(function: Callable[..., T], *arguments: Any) -> T | Exception:
    """Return the result, or the exception."""
    try:
        return function(*arguments)
    # Not only what reading is known to raise: among millions there is an article that nobody thought of, and it must
    # not cost the others. Its error is told, with its type where that is none of the expected ones.
    except Exception as error:
        return error


def unreadable(error: Exception) -> Tags:
    """Return what is said of an article that can't be read."""
    expected = isinstance(error, (TypeError, ValueError, ImportError))
    message = str(error) if expected else f"{type(error).__name__}: {error}"
    return Tags((), ToneTag(), Article(), ("unreadable: see error",), error=message)
