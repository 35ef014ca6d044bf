"""A tagger over articles: in order, with what could not be read told as it comes, and a line at the end."""

from __future__ import annotations

import gc
import sys
import time
from collections import deque
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from threading import Thread

import click
from tqdm import tqdm

from vnnews._jit import n_compiled
from vnnews.articles import Article
from vnnews.commands._articles import Item
from vnnews.commands._errors import SOME_FAILED
from vnnews.modelfile import load_tagger
from vnnews.tagging import ArticleTagger, Tags, ToneTag

_MOST_TOLD = 20
_PAUSE = 0.25


def open_tagger(model: str | None) -> ArticleTagger:
    """Load a tagger; with it the start of the program is over."""
    if sys.stderr.isatty():
        Thread(target=tell_of_compiling, daemon=True).start()
    tagger = load_tagger(model)
    gc.freeze()
    gc.enable()
    return tagger


def tell_of_compiling(seconds: float = 10.0) -> None:
    """Say what the first call of a fresh installation is busy with, if it is, and end."""
    before = n_compiled()
    for _ in range(int(seconds / _PAUSE)):
        time.sleep(_PAUSE)
        if n_compiled() > before:
            message = "compiling for this processor; it takes about 20 seconds, once after an installation"
            click.echo(f"vnnews: {message}", err=True)
            return


@dataclass
class Run:
    """One run over many articles.

    Attributes
    ----------
    tagger : ArticleTagger
    jobs : int
    progress : bool
        Whether there is a bar on standard error.
    total : int or None
        How many articles there are, if that is known.
    """

    tagger: ArticleTagger
    jobs: int = 1
    progress: bool = False
    total: int | None = None
    n_articles: int = 0
    n_failed: int = 0
    started: float = field(default_factory=time.perf_counter)

    def readable(self, items: Iterator[Item]) -> Iterator[Item]:
        """Yield the items that can be judged, and tell the others."""
        for item in items:
            self.n_articles += 1
            if item.raw is not None:
                yield item
            else:
                self.tell(item.name, item.problem or "")

    def tag(self, items: Iterator[Item]) -> Iterator[tuple[Item, Tags]]:
        """Yield every article with its tags; of one that can't be read, they have an ``error``."""
        waiting: deque[Item] = deque()

        def readable() -> Iterator[str | bytes | Article]:
            for item in items:
                waiting.append(item)
                if item.raw is not None:
                    yield item.raw

        tagged = self.tagger.tag_many(readable(), n_jobs=self.jobs)
        with (
            closing(tagged),  # type: ignore[type-var]  # it is a generator, which can be closed
            tqdm(total=self.total, unit=" articles", disable=not self.progress, leave=False, file=sys.stderr) as bar,
        ):
            for tags in tagged:
                while waiting[0].raw is None:
                    yield self._count(waiting.popleft(), None, bar)
                yield self._count(waiting.popleft(), tags, bar)
            while waiting:
                yield self._count(waiting.popleft(), None, bar)

    def _count(self, item: Item, tags: Tags | None, bar: tqdm) -> tuple[Item, Tags]:
        if tags is None:
            tags = Tags((), ToneTag(), Article(), ("unreadable: see error",), error=item.problem)
        self.n_articles += 1
        bar.update()
        if tags.error is not None:
            if self.total == 1:
                raise ValueError(f"{item.name}: {tags.error}")
            with bar.external_write_mode(file=sys.stderr):
                self.tell(item.name, tags.error)
        return item, tags

    def tell(self, name: str, error: str) -> None:
        """Report one article that got no tags."""
        self.n_failed += 1
        if self.n_failed <= _MOST_TOLD:
            click.echo(f"vnnews: {name}: {' '.join(error.split())}", err=True)

    def close(self, where: str | None = None) -> int:
        """Print the last line, and return the exit code."""
        if self.n_failed > _MOST_TOLD:
            click.echo(f"vnnews: … and {self.n_failed - _MOST_TOLD:,} more", err=True)
        seconds = time.perf_counter() - self.started
        parts = [f"{self.n_articles:,} article{'s' * (self.n_articles != 1)} in {seconds:.1f} s"]
        parts += [f"{self.n_failed:,} could not be read"] if self.n_failed else []
        parts += [f"written to {where}"] if where else []
        click.echo("vnnews: " + ", ".join(parts), err=True)
        return SOME_FAILED if self.n_failed else 0
