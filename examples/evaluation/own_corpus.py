"""The shipped model on the annotated corpus."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

import vnnews
from evaluation.report import Figure, Part
from vnnews import ArticleTagger, Tags
from vnnews.datasets import (
    AnnotatedCorpus,
    iter_baomoi2017,
    load_annotated,
    load_sentence_labels,
    locate_sentences,
)
from vnnews.evaluation import (
    IssueHeatMapDisplay,
    PerIssueF1Display,
    ReliabilityDisplay,
    RiskCoverageDisplay,
    TermContributionDisplay,
    ToneConfusionDisplay,
    bootstrap_interval,
    evidence_metrics,
    issue_metrics,
    tone_metrics,
)

PUBLISHED = {
    "issues, micro-F1": "second annotator 0.94; plain TF-IDF, one-vs-rest 0.879",
    "issues, macro-F1": "plain 0.863",
    "tone, accuracy": "second annotator 0.93; plain 0.737",
    "tone, macro-F1": "second annotator 0.89; plain 0.656",
    "tone of an issue, accuracy": "second annotator 0.92",
}
"""What others reach on dev."""

CARD = Path(vnnews.__file__).parent.parent / "models" / "international-relations" / "metrics.json"


@dataclass
class Said:
    """What a tagger says of articles, as arrays: decisions, probabilities, tones and their probabilities."""

    tags: list[Tags]
    issues: np.ndarray
    p: np.ndarray
    tones: np.ndarray
    p_tones: np.ndarray

    @classmethod
    def join(cls, parts: Sequence[Said], order: np.ndarray) -> Said:
        """Put together what was said of parts of the articles; the order says which articles these are."""
        back = np.argsort(order)
        tags = [tag for part in parts for tag in part.tags]
        arrays = [
            np.concatenate([getattr(part, name) for part in parts])[back]
            for name in ("issues", "p", "tones", "p_tones")
        ]
        return cls([tags[i] for i in back], *arrays)


def judge(tagger: ArticleTagger, articles: Iterable[Any]) -> Said:
    """Tag articles; one that could not be judged counts as neutral, without issue."""
    taxonomy = tagger.taxonomy_
    tags = list(tagger.tag_many(articles))
    return Said(
        tags=tags,
        issues=np.array(
            [[issue in {tag.id for tag in one.issues} for issue in taxonomy.issue_ids] for one in tags], int
        ),
        p=np.array([[one.probabilities.get(issue, 0.0) for issue in taxonomy.issue_ids] for one in tags]),
        tones=np.array([one.tone.label or "neutral" for one in tags]),
        p_tones=np.array(
            [
                [
                    one.tone.probabilities.get(tone, float(tone == "neutral" and not one.tone.label))
                    for tone in taxonomy.tone_ids
                ]
                for one in tags
            ]
        ),
    )


def dev(arguments: argparse.Namespace) -> Part:
    """Evaluate on the dev articles."""
    tagger = load(arguments)
    corpus = load_annotated("dev", arguments.data)
    said = judge(tagger, corpus.articles)
    part = Part("dev", f"Our corpus: the {len(corpus)} articles of dev")
    measure(part, corpus, tagger, said, PUBLISHED)
    evidence(part, arguments, tagger, dict(zip(corpus.ids, corpus.issues, strict=True)))
    part.notes.append(compare_with_card(part, arguments))
    if arguments.plots:
        truth = labelled_issues(corpus, tagger)
        draw_dev(part, arguments.output, tagger=tagger, truth=truth, tones=np.array(corpus.tones), said=said)
    return part


def more_test(arguments: argparse.Namespace) -> Part:
    """Evaluate on the articles that were labelled later, and once."""
    tagger = load(arguments)
    corpus = load_annotated("more_test", arguments.data)
    part = Part("more_test", f"Our corpus: the {len(corpus):,} articles of more_test")
    measure(part, corpus, tagger, judge(tagger, corpus.articles), {})
    part.notes += [
        "One annotation. 600 articles were chosen because an earlier model was unsure of their tone, 2,000 drawn from "
        "those of 2016-2019 in which it saw an issue, 400 from those of 2020 and 2021.",
        compare_with_card(part, arguments),
    ]
    return part


def load(arguments: argparse.Namespace) -> ArticleTagger:
    """Load the tagger to evaluate."""
    return vnnews.load_tagger(arguments.model) if arguments.model else vnnews.load_tagger()


def labelled_issues(corpus: AnnotatedCorpus, tagger: ArticleTagger) -> np.ndarray:
    """Return which issues of a tagger the articles have by their labels, 0 or 1, shape (n_articles, n_issues)."""
    return np.array([[issue in own for issue in tagger.taxonomy_.issue_ids] for own in corpus.issues], dtype=int)


def measure(part: Part, corpus: AnnotatedCorpus, tagger: ArticleTagger, said: Said, published: dict[str, str]) -> None:
    """Compare what a tagger says with the labels of articles."""
    ids, tone_ids = tagger.taxonomy_.issue_ids, tagger.taxonomy_.tone_ids
    truth = labelled_issues(corpus, tagger)
    tones = np.array(corpus.tones)
    issues = issue_metrics(truth, said.issues, said.p, ids)
    tone = tone_metrics(tones, said.tones, said.p_tones, tone_ids)

    def add(name: str, metric: str, labels: np.ndarray, predictions: np.ndarray) -> None:
        part.figures.append(Figure.of(name, bootstrap_interval(metric, labels, predictions), published.get(name, "")))

    add("issues, micro-F1", "micro_f1", truth, said.issues)
    add("issues, macro-F1", "macro_f1", truth, said.issues)
    add("issues, micro-precision", "micro_precision", truth, said.issues)
    add("issues, micro-recall", "micro_recall", truth, said.issues)
    part.figures.append(Figure("issues, mean average precision", issues.average_precision))
    part.figures.append(Figure("issues, calibration error, mean", issues.calibration_error))
    add("tone, accuracy", "accuracy", tones, said.tones)
    add("tone, macro-F1", "macro_f1", tones, said.tones)
    add("positive for negative, or the reverse", "opposite_rate", tones, said.tones)
    add("tone, ordinal error", "ordinal_error", tones, said.tones)
    part.figures += [
        Figure("tone score, Spearman", tone.spearman),
        Figure("tone, accuracy on the surest 70 %", tone.accuracy_at_70),
        Figure("tone, area under the risk-coverage curve", tone.aurc),
        Figure("tone, calibration error", tone.calibration_error),
    ]
    add("tone of an issue, accuracy", "accuracy", *issue_tones(corpus.issue_tones, said.tags))
    part.details = {"issues": issues.to_dict(), "tone": tone.to_dict()}


def issue_tones(labelled: Iterable[Any], tags: Iterable[Tags]) -> tuple[np.ndarray, np.ndarray]:
    """Return the labelled tone and the one said of each rightly tagged issue."""
    pairs = [
        (own[tag.id], tag.tone.label)
        for own, one in zip(labelled, tags, strict=True)
        for tag in one.issues
        if tag.id in own
    ]
    truth, said = np.array(pairs).T
    return truth, said


def evidence(part: Part, arguments: argparse.Namespace, tagger: ArticleTagger, issues: dict[str, Any]) -> None:
    """Compare evidence and the tone of sentences with the sentence labels of the dev articles."""
    labels = [label for label in load_sentence_labels() if label.id in issues]
    documents = list(iter_baomoi2017(arguments.data, ids={label.id for label in labels}))
    located = [locate_sentences(one, [label for label in labels if label.id == one.id]) for one in documents]
    tags = list(tagger.tag_many(document.article for document in documents))
    found = evidence_metrics(tags, [issues[document.id] for document in documents], located)
    part.figures.append(Figure("first evidence sentence marked by the annotator", found.hit_rate))
    part.figures.append(Figure("the same for a sentence drawn at random", found.chance))
    truth = np.array([sentence.tone for own in located for sentence in own])
    said = np.array(
        [
            sentence.label
            for document, own in zip(documents, located, strict=True)
            for sentence in tagger.sentence_tones(document.article, own)
        ]
    )
    plain = "plain, trained on sentences "
    part.figures.append(
        Figure.of("tone of a sentence, accuracy", bootstrap_interval("accuracy", truth, said), plain + "0.696")
    )
    part.figures.append(
        Figure.of("tone of a sentence, macro-F1", bootstrap_interval("macro_f1", truth, said), plain + "0.605")
    )
    part.details["evidence"] = found.to_dict()
    part.notes.append(
        f"Evidence: {found.n_tags} right tags of {len(documents)} articles with sentence labels; {found.n_unmarked} "
        f"more, for which the annotator marked no sentence, and {found.n_beyond}, whose evidence stands behind the "
        "labelled sentences, are left out."
    )


def compare_with_card(part: Part, arguments: argparse.Namespace) -> str:
    """Hold the figures against those that the model folder states."""
    if arguments.model is not None:
        return "Another model than the shipped one."
    card = json.loads(CARD.read_text(encoding="utf-8"))[part.name]
    names = {
        "issues_micro_f1": "issues, micro-F1",
        "issues_macro_f1": "issues, macro-F1",
        "issues_calibration_error": "issues, calibration error, mean",
        "tone_accuracy": "tone, accuracy",
        "tone_macro_f1": "tone, macro-F1",
        "tone_opposite": "positive for negative, or the reverse",
        "tone_calibration_error": "tone, calibration error",
        "issue_tone_accuracy": "tone of an issue, accuracy",
    }
    here = {figure.name: figure.value for figure in part.figures}
    other = [f"{name} {card[key]:.4f}" for key, name in names.items() if abs(card[key] - here[name]) > 5e-5]
    return (
        "These are not the figures of the model card, which states: " + ", ".join(other) + "."
        if other
        else "The figures are those that the model card states."
    )


def draw_dev(
    part: Part, folder: Path, *, tagger: ArticleTagger, truth: np.ndarray, tones: np.ndarray, said: Said
) -> None:
    """Draw the pictures of the dev articles."""
    taxonomy = tagger.taxonomy_
    names, tone_names = [issue.vi for issue in taxonomy.issues], [tone.vi for tone in taxonomy.tones]
    sure = said.p_tones[np.arange(len(tones)), [taxonomy.tone_ids.index(tone) for tone in said.tones.tolist()]]
    pairs = [(tag.id, tag.tone.label or "") for one in said.tags for tag in one.issues]
    surest = int(said.p.max(axis=1).argmax())
    issue = int(said.p[surest].argmax())
    displays = {
        "per-issue-f1": PerIssueF1Display.from_predictions(truth, said.issues, names=names),
        "reliability-issues": ReliabilityDisplay.from_predictions(truth, said.p, name="issues, all decisions"),
        "reliability-tone": ReliabilityDisplay.from_predictions(
            tones, said.p_tones, labels=taxonomy.tone_ids, name="most probable tone"
        ),
        "tone-confusion": ToneConfusionDisplay.from_predictions(
            tones, said.tones, labels=taxonomy.tone_ids, names=tone_names
        ),
        "risk-coverage": RiskCoverageDisplay.from_predictions(tones, said.tones, sure, name="tone"),
        "issues-by-tone": IssueHeatMapDisplay.from_tones(
            pairs, issues=taxonomy.issue_ids, tones=taxonomy.tone_ids, names=names, tone_names=tone_names
        ),
        "terms": TermContributionDisplay.from_occurrences(
            tagger.vectorizer_.locate(said.tags[surest].article),
            issue_coef(tagger)[issue],
            tagger.vectorizer_.get_feature_names_out(),
            name=names[issue],
        ),
    }
    save(part, folder, displays)


def issue_coef(tagger: ArticleTagger) -> np.ndarray:
    """Return what n-grams weigh in the linear part of the issues' scores."""
    return tagger.issue_classifier_.coef_ if tagger.blend_ is None else tagger.blend_.members_.issue_coef_


def save(part: Part, folder: Path, displays: dict[str, Any]) -> None:
    """Write pictures and note their names."""
    for name, display in displays.items():
        display.figure_.savefig(folder / f"{name}.png", dpi=110, metadata={"Software": None})
        part.pictures.append(f"{name}.png")
