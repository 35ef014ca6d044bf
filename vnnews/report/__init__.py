"""What tags say of a corpus, and of single articles, as pages to look at: one file each, without a network."""

from vnnews.report._articles import save_articles
from vnnews.report._corpus import CorpusReport
from vnnews.report._row import ReportEntry

__all__ = ["CorpusReport", "ReportEntry", "save_articles"]
