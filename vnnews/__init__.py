"""Vietnamese news: issues, tone and the sentences that show why.

>>> import vnnews
>>> vnnews.tokenize("Tổng thống Nga")
'Tổng_thống Nga'
"""

from vnnews._version import __version__
from vnnews.articles import Article, parse_article
from vnnews.features import VietnameseTfidfVectorizer
from vnnews.modelfile import load_tagger, save_tagger
from vnnews.tagging import ArticleTagger, IssueClassifier, Tags, ToneClassifier
from vnnews.text import normalize, segment, tokenize

__all__ = [
    "Article",
    "ArticleTagger",
    "IssueClassifier",
    "Tags",
    "ToneClassifier",
    "VietnameseTfidfVectorizer",
    "__version__",
    "load_tagger",
    "normalize",
    "parse_article",
    "save_tagger",
    "segment",
    "tokenize",
]
