"""Matrix in; issues, tone and the sentences that show why, out."""

from vnnews.tagging._issue_tone import IssueToneClassifier
from vnnews.tagging._issues import IssueClassifier, PassageRows
from vnnews.tagging._tagger import ArticleTagger
from vnnews.tagging._tags import Evidence, IssueTag, Tags, ToneTag
from vnnews.tagging._tone import ToneClassifier
from vnnews.tagging._topics import TopicClassifier
from vnnews.tagging._workers import map_chunks

__all__ = [
    "ArticleTagger",
    "Evidence",
    "IssueClassifier",
    "IssueTag",
    "IssueToneClassifier",
    "PassageRows",
    "Tags",
    "ToneClassifier",
    "ToneTag",
    "TopicClassifier",
    "map_chunks",
]
