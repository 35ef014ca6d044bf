"""Raw bytes or text in, `Article` out; the sentences of a text; which articles are near copies of each other."""

from vnnews.articles._article import Article, Piece
from vnnews.articles._duplicates import DuplicateGroups, duplicate_groups
from vnnews.articles._load_rules import load_rules
from vnnews.articles._parse import parse_article
from vnnews.articles._rules import Rules
from vnnews.articles._sentences import Span, sentences

__all__ = [
    "Article",
    "DuplicateGroups",
    "Piece",
    "Rules",
    "Span",
    "duplicate_groups",
    "load_rules",
    "parse_article",
    "sentences",
]
