"""A tiny but real tagger, and the models of released formats that `test_formats.py` reads.

`python -m tests.modelfile.small_models` writes the model of the present format to `tests/modelfile/formats/`. Those of
older formats stay as they were released.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from vnnews import ArticleTagger, VietnameseTfidfVectorizer, load_tagger, save_tagger
from vnnews.datasets import load_sample
from vnnews.modelfile._layout import FORMAT

FORMATS = Path(__file__).parent / "formats"
TEXTS = ("001-dien-dam-nga-my", "036-eu-trung-phat-nga", "056-phap-vo-dich-world-cup")


def tiny_tagger(max_features: int = 200, *, mixed: bool = False) -> ArticleTagger:
    """Fit on the sample; `mixed` gives a model of the same shape with other weights."""
    sample = load_sample()
    rows = range(len(sample.articles) - mixed)
    vectorizer = VietnameseTfidfVectorizer(max_features=max_features, sublinear_tf=True, title_weight=0.3)
    tagger = ArticleTagger(vectorizer=vectorizer).fit(
        [sample.articles[i] for i in rows], [sample.issue_tones[i] for i in rows], [sample.tones[i] for i in rows]
    )
    return tagger.compact()


def predictions(tagger: ArticleTagger) -> list[dict[str, Any]]:
    """Return all that the tagger says of some articles of the sample."""
    sample = load_sample()
    return [
        tagger.tag(article).to_dict()
        for article, name in zip(sample.articles, sample.ids, strict=True)
        if name.endswith(TEXTS)
    ]


def numbers(tagger: ArticleTagger) -> dict[str, Any]:
    """Return what the parts of a tagger make of fixed rows, which no change in the reading of texts changes."""
    n_features = len(tagger.vectorizer_.idf_)
    X = np.random.default_rng(0).random((4, n_features)) / np.sqrt(n_features)
    tone_scores = tagger.tone_classifier_.decision_function(X)
    log_odds = tagger.issue_classifier_.decision_function(X)
    assert tagger.issue_tone_classifier_ is not None
    return {
        "issues": tagger.issue_classifier_.predict_proba(X).tolist(),
        "tones": tagger.tone_classifier_.predict_proba(X).tolist(),
        "labels": tagger.tone_classifier_.predict(X).tolist(),
        "issue tones": [
            tagger.issue_tone_classifier_.predict_proba(*row, 1).tolist()
            for row in zip(tone_scores, log_odds, strict=True)
        ],
        "words": tagger.vectorizer_.get_feature_names_out().tolist(),
        "idf": tagger.vectorizer_.idf_.tolist(),
    }


def main() -> None:
    tagger = tiny_tagger()
    folder = FORMATS / str(FORMAT)
    for path in (folder, folder.with_suffix(".zip")):
        save_tagger(tagger, path, metrics={"trained on": "the sample"}, card="# Tiny\n\nMô hình nhỏ để kiểm thử.\n")
    text = json.dumps(numbers(load_tagger(folder)), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    folder.with_suffix(".json").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
