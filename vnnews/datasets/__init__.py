"""The annotated corpus and the public archives that hold its texts: found, downloaded on request, verified, parsed."""

from vnnews.datasets._annotated import AnnotatedCorpus, load_annotated
from vnnews.datasets._benchmarks import (
    FeedbackCorpus,
    HeadlineCorpus,
    TopicCorpus,
    load_danes,
    load_vntc,
    load_vsfc,
)
from vnnews.datasets._document import Document
from vnnews.datasets._labelled_table import LabelledTable, load_labelled_table
from vnnews.datasets._labels import ArticleLabels, SentenceLabels, load_labels, load_sentence_labels
from vnnews.datasets._loaders import (
    iter_baomoi2017,
    iter_press2024,
    iter_unc2020,
    iter_vietnews2019,
    iter_vnexpress2022,
    iter_vntc,
)
from vnnews.datasets._sample import iter_sample, load_sample
from vnnews.datasets._sentences import locate_sentences

__all__ = [
    "AnnotatedCorpus",
    "ArticleLabels",
    "Document",
    "FeedbackCorpus",
    "HeadlineCorpus",
    "LabelledTable",
    "SentenceLabels",
    "TopicCorpus",
    "iter_baomoi2017",
    "iter_press2024",
    "iter_sample",
    "iter_unc2020",
    "iter_vietnews2019",
    "iter_vnexpress2022",
    "iter_vntc",
    "load_annotated",
    "load_danes",
    "load_labelled_table",
    "load_labels",
    "load_sample",
    "load_sentence_labels",
    "load_vntc",
    "load_vsfc",
    "locate_sentences",
]
