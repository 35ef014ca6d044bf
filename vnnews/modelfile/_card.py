"""The model card: what a model was made of, how good it is, and what it is not for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from sklearn.utils.validation import check_is_fitted

from vnnews._version import __version__
from vnnews.tagging import ArticleTagger
from vnnews.taxonomy import Issue, Tone

_LIMITS = """\
Probabilities are calibrated on articles like those of the training data; on other sources, other years or other kinds
of text they may be off. The tone is that of the picture an article paints, not the writer's opinion and not a fact
about the world. Read the evidence before you act on a tag."""

_ETHICS = """\
A tag is a guess about a text, not about the people in it. News names living persons, and names are among the words that
carry weight: an article may get a tag for whom it mentions. Errors are not spread evenly over issues and tones; see the
tables above before figures are compared between outlets, countries or persons. The model is made for reading and
counting news, with people who look at the evidence; not for deciding on its own what may be published or who is
watched."""


def model_card(
    tagger: ArticleTagger,
    *,
    title: str,
    data: str,
    labels: str,
    splits: str,
    licence: str,
    figures: Mapping[str, float],
    intervals: Mapping[str, Sequence[float]] | None = None,
    intervals_are: str = "",
    per_issue: Mapping[str, Mapping[str, float]] | None = None,
    tone_confusion: Mapping[str, Mapping[str, int]] | None = None,
    limits: str = _LIMITS,
    ethics: str = _ETHICS,
) -> str:
    """Return a model card for a tagger.

    What the tagger itself knows (issues, tones, their definitions, features, precision) is told from it; what was done
    to train it only its maker knows. The parts are those of Mitchell et al. 2019, "Model cards for model reporting".

    Parameters
    ----------
    tagger : ArticleTagger
        Fitted.
    title : str
    data, labels, splits, licence : str
        Markdown: where the articles are from; who labelled them, by which guideline, and how well labellers agree;
        which articles were trained on, chosen by and measured on; what one may do with the model.
    figures : mapping from str to float
        What was measured, by name.
    intervals : mapping from str to pair of float, optional
        The intervals of some figures.
    intervals_are : str
        What kind of intervals they are.
    per_issue : mapping from str to mapping, optional
        ``precision``, ``recall``, ``f1`` and ``support`` of the issues, as `vnnews.evaluation.issue_metrics` gives
        them.
    tone_confusion : mapping from str to mapping from str to int, optional
        Articles by labelled and by said tone.
    limits, ethics : str
        Markdown, in place of what holds for any such model.

    Returns
    -------
    str
        Markdown, for ``save_tagger(tagger, path, card=…)``.

    Raises
    ------
    sklearn.exceptions.NotFittedError
        If the tagger is not fitted.

    Examples
    --------
    >>> from vnnews.datasets import load_sample
    >>> sample = load_sample()
    >>> tagger = ArticleTagger().fit(sample.articles, sample.issues, sample.tones)
    >>> card = model_card(
    ...     tagger,
    ...     title="Sample",
    ...     data="62 articles written for the package.",
    ...     labels="One annotator.",
    ...     splits="Trained on all of them; nothing is left to measure on.",
    ...     licence="BSD 3-Clause.",
    ...     figures={},
    ... )
    >>> card.splitlines()[0]
    '# Sample'
    """
    check_is_fitted(tagger, "taxonomy_")
    parts = [
        ("", f"# {title}\n\n{_what(tagger)}"),
        ("Data", data),
        ("Labels", labels),
        ("Splits", splits),
        ("Model", _model(tagger)),
        ("Figures", _figures(figures, intervals or {}, intervals_are)),
        ("Figures by issue", _by_issue(per_issue or {}, tagger.taxonomy_.issue_ids)),
        ("Tones: labelled and said", _confusion(tone_confusion or {}, tagger.taxonomy_.tone_ids)),
        ("Limits", limits),
        ("Ethics", ethics),
        ("Guideline", _guideline(tagger)),
        ("Licence", licence),
    ]
    sections = [f"## {heading}\n\n{text.strip()}" if heading else text for heading, text in parts if text.strip()]
    return "\n\n".join(sections) + "\n"


def _what(tagger: ArticleTagger) -> str:
    issues, tones = len(tagger.taxonomy_.issues), len(tagger.taxonomy_.tones)
    tone = f"and in which of {tones} tones it tells it" if _tells_tones(tagger) else "but not in which tone"
    return (
        f"A tagger of vnnews {__version__}. It says which of {issues} issues an article is about (several, or none)\n"
        f"{tone}, with calibrated probabilities. `vnnews.load_tagger` reads it\n"
        "and runs no code of it."
    )


def _tells_tones(tagger: ArticleTagger) -> bool:
    return tagger.blend_ is not None or tagger.tone_classifier_ is not None


def _model(tagger: ArticleTagger) -> str:
    vectorizer = tagger.vectorizer_
    shortest, longest = vectorizer.ngram_range
    words = f"{shortest} to {longest}" if longest > shortest else str(longest)
    features = f"TF-IDF of runs of {words} words, {len(vectorizer.idf_):,} features."
    return "\n".join([features, *(_plain(tagger) if tagger.blend_ is None else _blend(tagger))])


def _plain(tagger: ArticleTagger) -> list[str]:
    return [
        "A linear support vector machine per issue judges the article and its passages; a logistic regression makes a",
        "probability of the article's score and those of its two strongest passages."
        + (" Multinomial logistic regression" if _tells_tones(tagger) else " Tones were not learnt."),
        *(["for tone" + _other_tones(tagger)] if _tells_tones(tagger) else []),
        f"Weights of {8 * np.asarray(tagger.issue_classifier_.coef_).itemsize} bits.",
    ]


def _other_tones(tagger: ArticleTagger) -> str:
    return "." if tagger.issue_tone_classifier_ is None else ", and another for the tone of an issue."


def _blend(tagger: ArticleTagger) -> list[str]:
    members, vectors = tagger.blend_.members_, tagger.word_vectors_
    network, entry = members.network_, members.network_.entry_
    read = "" if entry is None else f", which read {entry.shape[1]} sums of {entry.shape[0]} features of the vectors"
    n_words, n_dimensions = (0, 0) if vectors is None else vectors.vectors_.shape
    return [
        f"Vectors of {n_words:,} words in {n_dimensions} dimensions (skip-gram) and latent semantic analysis, learnt",
        "without labels. A linear support vector machine per issue, a logistic regression for the tone,",
        f"{len(network.hidden_)} networks of {network.hidden_.shape[2]} hidden units for both{read}, and a",
        "model of the tone of each sentence and the issues that it tells of; logistic regressions, fitted out of fold,",
        "weigh what they say. Thresholds and the choice of the tone follow from what the calibrated probabilities lead",
        "one to expect.",
        f"Weights of {8 * np.asarray(members.issue_coef_).itemsize} bits, words of 8.",
    ]


def _figures(figures: Mapping[str, float], intervals: Mapping[str, Sequence[float]], intervals_are: str) -> str:
    rows = (
        (name.replace("_", " "), f"{value:.3f}", " to ".join(f"{end:.3f}" for end in intervals.get(name, ())))
        for name, value in figures.items()
    )
    return _table(("", "figure", "interval"), rows) + f"\n\n{intervals_are}" if figures else ""


def _by_issue(per_issue: Mapping[str, Mapping[str, float]], issue_ids: Sequence[str]) -> str:
    rows = (
        (issue, *(f"{row[name]:.2f}" for name in ("precision", "recall", "f1")), f"{row['support']:.0f}")
        for issue, row in ((issue, per_issue[issue]) for issue in issue_ids if issue in per_issue)
    )
    return _table(("issue", "precision", "recall", "F1", "articles"), rows) if per_issue else ""


def _confusion(confusion: Mapping[str, Mapping[str, int]], tone_ids: Sequence[str]) -> str:
    shown = [tone for tone in tone_ids if tone in confusion]
    rows = ((labelled, *(str(confusion[labelled][said]) for said in shown)) for labelled in shown)
    return _table(("labelled \\ said", *shown), rows) if confusion else ""


def _guideline(tagger: ArticleTagger) -> str:
    taxonomy = tagger.taxonomy_
    entries: list[Issue | Tone] = [*taxonomy.issues, *(taxonomy.tones if _tells_tones(tagger) else ())]
    return "\n".join(f"- `{entry.id}` ({entry.vi}; {entry.en}) {entry.definition}".rstrip() for entry in entries)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
