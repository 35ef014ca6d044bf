"""Raw bytes, page or text in, `Article` out."""

from vnnews.articles._article import Article, Piece

__all__ = ["Article", "Piece"]
