"""Raw bytes or text in, `Article` out; and the sentences of a text."""

from vnnews.articles._article import Article, Piece
from vnnews.articles._parse import parse_article
from vnnews.articles._rules import Rules, load_rules
from vnnews.articles._sentences import Span, sentences

__all__ = ["Article", "Piece", "Rules", "Span", "load_rules", "parse_article", "sentences"]
