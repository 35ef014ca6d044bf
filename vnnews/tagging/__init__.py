"""Matrix in; issues, tone and the sentences that show why, out."""

from vnnews.tagging._article_features import ArticleFeatures, ArticleLabels, LabelledSentences, SentenceFeatures
from vnnews.tagging._blend import BlendedClassifier
from vnnews.tagging._check_labels import RareIssueWarning
from vnnews.tagging._issue_tone import IssueToneClassifier
from vnnews.tagging._issues import IssueClassifier
from vnnews.tagging._members import BlendMembers, Scores
from vnnews.tagging._network import MultiTaskNetwork, Targets
from vnnews.tagging._own import own_tagger
from vnnews.tagging._passage_rows import PassageRows
from vnnews.tagging._sentence_tone import SentenceToneClassifier
from vnnews.tagging._sequence import SequenceClassifier
from vnnews.tagging._suggest import Suggestion, suggest
from vnnews.tagging._tagger import ArticleTagger
from vnnews.tagging._tags import Evidence, IssueTag, SentenceTone, Tags, ToneTag
from vnnews.tagging._tone import ToneClassifier
from vnnews.tagging._topic_blend import TopicBlend
from vnnews.tagging._topics import TopicClassifier
from vnnews.tagging._workers import map_chunks

__all__ = [
    "ArticleFeatures",
    "ArticleLabels",
    "ArticleTagger",
    "BlendMembers",
    "BlendedClassifier",
    "Evidence",
    "IssueClassifier",
    "IssueTag",
    "IssueToneClassifier",
    "LabelledSentences",
    "MultiTaskNetwork",
    "PassageRows",
    "RareIssueWarning",
    "Scores",
    "SentenceFeatures",
    "SentenceTone",
    "SentenceToneClassifier",
    "SequenceClassifier",
    "Suggestion",
    "Tags",
    "Targets",
    "ToneClassifier",
    "ToneTag",
    "TopicBlend",
    "TopicClassifier",
    "map_chunks",
    "own_tagger",
    "suggest",
]
