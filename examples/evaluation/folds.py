"""The recipe of the shipped model, cross-validated on the articles that it learns from."""

from __future__ import annotations

import argparse
import sys

import numpy as np
import train_tagger as recipe
from tqdm import tqdm

from evaluation.own_corpus import Said, judge, measure
from evaluation.report import Part
from vnnews.articles import duplicate_groups
from vnnews.datasets import AnnotatedCorpus, load_annotated
from vnnews.evaluation import MultilabelGroupKFold
from vnnews.features import WordVectors
from vnnews.taxonomy import load_taxonomy

N_FOLDS = 5
PUBLISHED = {
    "issues, micro-F1": "plain TF-IDF, one-vs-rest 0.836",
    "issues, macro-F1": "plain 0.804",
    "tone, accuracy": "plain 0.694",
    "tone, macro-F1": "plain 0.612",
}
"""What the plain pipeline reaches by cross-validation on these articles."""


def train(arguments: argparse.Namespace) -> Part:
    """Train without each fifth of `train` and measure there, by the labels from before a second reading.

    Near copies stay in one fold. All that learns from labels is trained anew for each; word vectors and document
    frequencies come from other articles, and are those of all folds.
    """
    options = argparse.Namespace(data=arguments.data, download=False, jobs=arguments.jobs, seed=0)
    corpus = load_annotated("train", arguments.data)
    with tqdm(total=N_FOLDS, unit="fold", disable=not sys.stderr.isatty()) as progress:
        learnt, headlines, dev = recipe.load(options, progress)
        archives = recipe.read_archives(options, {*learnt.ids, *dev.ids})
        vectors = WordVectors(n_jobs=options.jobs, random_state=options.seed).fit(recipe.world_news(archives, options))
        everything = recipe.joined(learnt, headlines)
        said, order = [], []
        for _, test in folds_of(corpus):
            left_out = {corpus.ids[i] for i in test.tolist()}
            rest = [i for i, id_ in enumerate(everything.ids) if id_ not in left_out]
            tagger = recipe.train_on(recipe.chosen(everything, rest), archives, vectors, options)
            said.append(judge(tagger, [corpus.articles[i] for i in test.tolist()]))
            order.append(test)
            progress.update()
    part = Part("train", f"Our corpus: the {len(corpus):,} articles of train, cross-validated")
    measure(part, corpus, tagger, Said.join(said, np.concatenate(order)), PUBLISHED)
    part.notes.append(
        f"{N_FOLDS} folds, near copies together. Measured by the labels as they were first given; learnt from the "
        "revised ones. The articles of `more_train` and the headlines are learnt from in every fold."
    )
    return part


def folds_of(corpus: AnnotatedCorpus) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return which articles are learnt from and which are left out, for each fold."""
    taxonomy = load_taxonomy()
    issues = np.array([[issue in own for issue in taxonomy.issue_ids] for own in corpus.issues])
    tones = np.array([[tone == one for tone in taxonomy.tone_ids] for one in corpus.tones])
    groups = duplicate_groups(corpus.articles).labels
    splitter = MultilabelGroupKFold(N_FOLDS, random_state=0)
    return list(splitter.split(corpus.articles, np.hstack([issues, tones]), groups))
