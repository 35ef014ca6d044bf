"""How many labelled articles it takes: accuracy of a tagger with default parameters, by the number that it learns from.

    VNNEWS_DATA=/path/to/archives python benchmarks/bench_labels.py

sets 1,500 articles or so of the annotated set ``train`` aside to measure on, and learns from 100, 200 … of the others,
each larger set around the smaller one. Near copies stand on one side. Writes ``benchmarks/results/labels.json``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import measure
import numpy as np

from vnnews import ArticleTagger, Tags
from vnnews.articles import duplicate_groups
from vnnews.datasets import AnnotatedCorpus, load_annotated
from vnnews.evaluation import MultilabelGroupKFold, issue_metrics, tone_metrics
from vnnews.taxonomy import load_taxonomy

RESULT = Path(__file__).parent / "results" / "labels.json"
SIZES = (100, 200, 400, 800, 1600, 3200)
TAXONOMY = load_taxonomy()


def main() -> None:
    """Learn from more and more, measure, write."""
    corpus = load_annotated("train")
    groups = duplicate_groups(corpus.articles).labels
    train, test = next(
        MultilabelGroupKFold(5, random_state=0).split(corpus.articles, indicators(corpus.issues), groups)
    )
    train = np.random.default_rng(0).permutation(train)
    rows = []
    for size in SIZES:
        first = train[:size]
        tagger = ArticleTagger().fit(
            [corpus.articles[i] for i in first],
            [corpus.issue_tones[i] for i in first],
            [corpus.tones[i] for i in first],
        )
        said = list(tagger.tag_many(corpus.articles[i] for i in test))
        rows.append({"articles": size, **figures(said, corpus, test)})
        print(json.dumps(rows[-1]), file=sys.stderr, flush=True)
    result = {**measure.head({}), "articles_measured_on": len(test), "rows": rows}
    RESULT.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


def indicators(issues: Sequence[Sequence[str]]) -> np.ndarray:
    """Return 1 where an article has an issue, of shape (n_articles, n_issues)."""
    return np.array([[issue in own for issue in TAXONOMY.issue_ids] for own in issues], dtype=np.int64)


def figures(said: Sequence[Tags], corpus: AnnotatedCorpus, test: np.ndarray) -> dict[str, float]:
    """Return what was measured."""
    issues = issue_metrics(
        indicators([corpus.issues[i] for i in test]),
        indicators([[issue.id for issue in tags.issues] for tags in said]),
        [[tags.probabilities.get(issue, 0.0) for issue in TAXONOMY.issue_ids] for tags in said],
        TAXONOMY.issue_ids,
    )
    tones = tone_metrics(
        [corpus.tones[i] for i in test],
        [tags.tone.label or "neutral" for tags in said],
        [[tags.tone.probabilities.get(tone, 0.0) for tone in TAXONOMY.tone_ids] for tags in said],
        TAXONOMY.tone_ids,
    )
    return {
        "issues_micro_f1": round(issues.micro_f1, 4),
        "issues_macro_f1": round(issues.macro_f1, 4),
        "issues_calibration_error": round(issues.calibration_error, 4),
        "tone_accuracy": round(tones.accuracy, 4),
        "tone_macro_f1": round(tones.macro_f1, 4),
    }


if __name__ == "__main__":
    main()
