"""Raw text to tags, beside the pipeline that one would build of pyvi and scikit-learn, in one run.

::

    VNNEWS_DATA=/path/to/archives python benchmarks/bench_tagging.py [--model PATH] [--articles N] [--rounds N]

The peer segments with pyvi, counts words and pairs of words (TfidfVectorizer), and says issues (one LinearSVC each)
and a tone (LogisticRegression); it neither parses pages nor calibrates, shows no sentences and no tones of issues. It
is trained on the annotated articles, and reads a part of the articles only; its time is scaled by the syllables. In
every round all run, so that what else the machine does hits all of them: compare ratios, and those of the processor's
time.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import estimators
import measure
import numpy as np
from measure import Candidate, digits
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.preprocessing import MultiLabelBinarizer
from sklearn.svm import LinearSVC

from vnnews import ArticleTagger, load_tagger
from vnnews.datasets import load_annotated, load_sample
from vnnews.text import Segmenter

PEER = "pyvi + scikit-learn"
WITH, WITHOUT = "vnnews, with evidence", "vnnews, without evidence"
SYLLABLES = 500
"""Of a single article."""


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, help="a saved tagger; by default the shipped one")
    parser.add_argument("--articles", type=int, default=640)
    parser.add_argument("--peer-articles", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--output", type=Path, default=Path(__file__).parent / "results")
    options = parser.parse_args()
    texts = list(measure.iter_articles(options.articles))
    tagger = load_tagger(options.model) if options.model else load_tagger()
    # Before the peer is there, which no user has beside it, with all its memory.
    alone = one(tagger, texts, options.rounds)
    peer, trained_on = fitted_peer()
    result = measure.head({}) | {
        "load_average": os.getloadavg() if hasattr(os, "getloadavg") else None,
        "articles": {"number": len(texts), "syllables": measure.syllables(texts), "source": measure.source(len(texts))},
        "peer": {"name": PEER, "trained_on": trained_on, "articles": min(options.peer_articles, len(texts))},
        "tags_per_article": digits(np.mean([len(tags.issues) for tags in tagger.tag_many(texts)])),
        "many": many(tagger, peer, texts, options),
        "one": alone,
    }
    options.output.mkdir(parents=True, exist_ok=True)
    path = options.output / "tagging.json"
    path.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=2, ensure_ascii=False), path, sep="\n")


def fitted_peer() -> tuple[Callable[[list[str]], object], str]:
    """Return what tags texts as the peer does, and what it was trained on."""
    corpus = load_annotated("train") if measure.has_corpora() else load_sample()
    segmented = Segmenter().tokenize_many(article.text for article in corpus.articles)
    fitted = estimators.on_segmented(sublinear_tf=True, max_features=60_000)
    X = fitted.fit_transform(segmented)
    vectorizer = estimators.fitted_as(estimators.with_pyvi(sublinear_tf=True), fitted)
    has = MultiLabelBinarizer().fit_transform(corpus.issues)
    issues = OneVsRestClassifier(LinearSVC(class_weight="balanced")).fit(X, has)
    tone = LogisticRegression(C=10.0, class_weight="balanced", max_iter=1000).fit(X, corpus.tones)

    def tag(texts: list[str]) -> object:
        rows = vectorizer.transform(texts)
        return issues.predict(rows), tone.predict_proba(rows)

    return tag, f"{len(corpus.articles)} annotated articles, {X.shape[1]} words and pairs of words"


def many(
    tagger: ArticleTagger, peer: Callable[[list[str]], object], texts: list[str], options: argparse.Namespace
) -> dict[str, Any]:
    """Time many articles; return the figures, and how many times as long as ours the peer takes."""
    few = texts[: options.peer_articles]

    def candidate(name: str, work: Callable[[list[str]], object], own: list[str]) -> Candidate:
        return Candidate(name, measure.timed(lambda: work(own)), len(own), measure.syllables(own))

    def tag(evidence: bool) -> Callable[[list[str]], object]:
        return lambda own: list(tagger.tag_many(own, evidence=evidence))

    timings = measure.run_rounds(
        [candidate(WITHOUT, tag(False), texts), candidate(WITH, tag(True), texts), candidate(PEER, peer, few)],
        options.rounds,
    )
    total = measure.syllables(texts)
    return {timing.candidate.name: timing.facts(timings[0], len(texts), total) for timing in timings} | {
        "times_as_fast": {
            timing.candidate.name: {
                "processor": digits(timings[2].cpu_per_syllable / timing.cpu_per_syllable),
                "clock": digits(timings[2].per_syllable / timing.per_syllable),
            }
            for timing in timings[:2]
        }
    }


def one(tagger: ArticleTagger, texts: list[str], rounds: int) -> dict[str, Any]:
    """Time single articles of 500 syllables, with evidence and without."""
    articles = measure.articles_of(SYLLABLES, texts)
    spends = {
        name: measure.timed(lambda evidence=evidence: [tagger.tag(text, evidence=evidence) for text in articles])
        for name, evidence in ((WITHOUT, False), (WITH, True))
    }
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in spends}
    for _, (name, spend) in itertools.product(range(rounds + 1), spends.items()):
        found[name].append(spend())
    return {"syllables": SYLLABLES, "articles": len(articles)} | {
        name: {
            "best_ms": digits(1e3 * min(wall for wall, _ in spent[1:]) / len(articles)),
            "best_processor_ms": digits(1e3 * min(cpu for _, cpu in spent[1:]) / len(articles)),
        }
        for name, spent in found.items()
    }


if __name__ == "__main__":
    main()
