"""Vietnamese news: issues, tone and the sentences that show why.

>>> import vnnews
>>> vnnews.tokenize("Tổng thống Nga")
'Tổng_thống Nga'

A name is imported when it is first used, so that who wants words only does not wait for scikit-learn.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from vnnews._version import __version__

if TYPE_CHECKING:
    from vnnews.articles import Article, parse_article
    from vnnews.features import VietnameseHashingVectorizer, VietnameseTfidfVectorizer
    from vnnews.modelfile import load_model, load_tagger, save_model, save_tagger
    from vnnews.streams import tag_file, tag_table
    from vnnews.tagging import ArticleTagger, IssueClassifier, Tags, ToneClassifier
    from vnnews.text import normalize, segment, tokenize

__all__ = [
    "Article",
    "ArticleTagger",
    "IssueClassifier",
    "Tags",
    "ToneClassifier",
    "VietnameseHashingVectorizer",
    "VietnameseTfidfVectorizer",
    "__version__",
    "load_model",
    "load_tagger",
    "normalize",
    "parse_article",
    "save_model",
    "save_tagger",
    "segment",
    "tag_file",
    "tag_table",
    "tokenize",
]

_ROOMS = {
    "articles": ("Article", "parse_article"),
    "features": ("VietnameseHashingVectorizer", "VietnameseTfidfVectorizer"),
    "modelfile": ("load_model", "load_tagger", "save_model", "save_tagger"),
    "streams": ("tag_file", "tag_table"),
    "tagging": ("ArticleTagger", "IssueClassifier", "Tags", "ToneClassifier"),
    "text": ("normalize", "segment", "tokenize"),
    "taxonomy": (),
    "datasets": (),
    "evaluation": (),
    "report": (),
    "commands": (),
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> object:
    if name in _ROOMS:
        return import_module(f"vnnews.{name}")
    if name not in _ROOM_OF:
        raise AttributeError(f"module 'vnnews' has no attribute {name!r}")
    value = getattr(import_module(f"vnnews.{_ROOM_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, *_ROOMS})
