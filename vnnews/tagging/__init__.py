"""Matrix in; issues, tone and the sentences that show why, out."""

from vnnews.tagging._issues import IssueClassifier
from vnnews.tagging._tone import ToneClassifier

__all__ = ["IssueClassifier", "ToneClassifier"]
