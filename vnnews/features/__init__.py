"""Texts in, sparse matrix out."""

from vnnews.features._tfidf import Occurrences, VietnameseTfidfVectorizer

__all__ = ["Occurrences", "VietnameseTfidfVectorizer"]
