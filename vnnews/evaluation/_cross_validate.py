"""How good a tagger is on articles that it was not trained on, from labelled articles alone."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import clone
from tqdm import tqdm

from vnnews.articles import Article, duplicate_groups, parse_article
from vnnews.evaluation._bootstrap import Interval, bootstrap_interval
from vnnews.evaluation._metrics import IssueMetrics, ToneMetrics, issue_metrics, tone_metrics
from vnnews.evaluation._splits import MultilabelGroupKFold
from vnnews.modelfile import model_card
from vnnews.tagging import ArticleTagger, RareIssueWarning, Tags
from vnnews.taxonomy import Taxonomy, load_taxonomy

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_UNCERTAIN = 20
"""With fewer articles, the interval of an issue's F1 is wider than 0.3, whatever the model."""


@dataclass(frozen=True)
class CrossValidation:
    """What taggers said of labelled articles that they were not trained on; arrays are aligned with the articles.

    Attributes
    ----------
    taxonomy : Taxonomy
        Its issues and tones are the columns.
    folds : ndarray of int64, shape (n_articles,)
        In which fold each article was tested.
    groups : ndarray of int64, shape (n_articles,)
        Near copies have the same number; they were tested together.
    issues, said_issues : ndarray of bool, shape (n_articles, n_issues)
        As labelled, and as said.
    probabilities : ndarray of float64, shape (n_articles, n_issues)
        0 for an article that could not be judged.
    tones, said_tones : ndarray of object, shape (n_articles,), or None
        Ids; None stands for an article that got no tone. No arrays without labels of tones.
    tone_probabilities : ndarray of float64, shape (n_articles, n_tones), or None
    n_inner : int
        The folds, inside the training part, that the probabilities are calibrated by.
    """

    taxonomy: Taxonomy
    folds: Ints
    groups: Ints
    issues: NDArray[np.bool_]
    said_issues: NDArray[np.bool_]
    probabilities: Floats
    tones: NDArray[np.object_] | None
    said_tones: NDArray[np.object_] | None
    tone_probabilities: Floats | None
    n_inner: int

    def issue_metrics(self) -> IssueMetrics:
        """Return the figures of the issues."""
        return issue_metrics(self.issues, self.said_issues, self.probabilities, self.taxonomy.issue_ids)

    def tone_metrics(self) -> ToneMetrics | None:
        """Return the figures of the tones, of the articles that got one; None without any."""
        rows = self._with_tone()
        if self.tones is None or self.said_tones is None or self.tone_probabilities is None or not len(rows):
            return None
        tones, said = (one[rows].astype(str) for one in (self.tones, self.said_tones))
        return tone_metrics(tones, said, self.tone_probabilities[rows], self.taxonomy.tone_ids)

    def intervals(self, *, n_resamples: int = 1000, random_state: int = 0) -> dict[str, Interval]:
        """Return figures with their 95 % bootstrap intervals, near copies drawn together.

        Parameters
        ----------
        n_resamples : int, default=1000
        random_state : int, default=0

        Returns
        -------
        dict of str to Interval
            ``issues_micro_f1``, ``issues_macro_f1``, ``issue_f1`` (arrays, one figure per issue), and with tones
            ``tone_accuracy`` and ``tone_macro_f1``.
        """
        drawn: dict[str, Any] = {"n_resamples": n_resamples, "random_state": random_state}
        figures = {"issues_micro_f1": "micro_f1", "issues_macro_f1": "macro_f1", "issue_f1": "f1"}
        found = {
            name: bootstrap_interval(metric, self.issues, self.said_issues, groups=self.groups, **drawn)
            for name, metric in figures.items()
        }
        rows = self._with_tone()
        if self.tones is not None and self.said_tones is not None and len(rows):
            tones, said = (one[rows].astype(str) for one in (self.tones, self.said_tones))
            for metric in ("accuracy", "macro_f1"):
                found[f"tone_{metric}"] = bootstrap_interval(metric, tones, said, groups=self.groups[rows], **drawn)
        return found

    def concerns(self) -> tuple[str, ...]:
        """Return in plain words what these articles are too few to teach or to tell."""
        found = []
        n_folds = int(self.folds.max()) + 1
        for issue, count in zip(self.taxonomy.issue_ids, self.issues.sum(axis=0).tolist(), strict=True):
            says = _issue_concern(count, len(self.folds), max(n_folds, self.n_inner))
            if says:
                found.append(f"{issue}: {says}")
        if self.tones is None:
            found.append("tone: not trained, for there are no labels of tones")
        else:
            counts = Counter(self.tones.tolist())
            missing = [tone for tone in self.taxonomy.tone_ids if not counts[tone]]
            found += [f"tone {tone}: no article has it; it is never said" for tone in missing]
            few = [(tone, n) for tone, n in counts.items() if n < _UNCERTAIN]
            found += [f"tone {tone}: {n} articles, so its figure is uncertain" for tone, n in sorted(few)]
            n_silent = len(self.folds) - len(self._with_tone())
            if n_silent:
                found.append(f"tone: {n_silent} of {len(self.folds)} articles got none and are not in its figures")
        n_copies = len(self.groups) - len(np.unique(self.groups))
        if n_copies:
            found.append(f"{n_copies} articles are near copies of others and were tested in the same fold")
        return tuple(found)

    def to_dict(self) -> dict[str, Any]:
        """Return figures and intervals as JSON-ready built-in types; what is undefined becomes None."""
        intervals, tone = self.intervals(), self.tone_metrics()
        of_issue = intervals.pop("issue_f1")
        ends = np.column_stack([np.atleast_1d(of_issue.low), np.atleast_1d(of_issue.high)])
        issues = self.issue_metrics().to_dict()
        for issue, (low, high) in zip(self.taxonomy.issue_ids, ends.tolist(), strict=True):
            issues["per_issue"][issue]["f1_interval"] = None if np.isnan(low) else [low, high]
        return {
            "n_articles": len(self.folds),
            "n_folds": int(self.folds.max()) + 1,
            "intervals": {name: [float(one.low), float(one.high)] for name, one in intervals.items()},
            "issues": issues,
            "tone": None if tone is None else tone.to_dict(),
            "concerns": list(self.concerns()),
        }

    def report(self) -> str:
        """Return the figures as a table in plain text, with what to mind."""
        intervals, issues = self.intervals(), self.issue_metrics()
        names = ("issues_micro_f1", "issues_macro_f1", "tone_accuracy", "tone_macro_f1")
        head = [f"{name.replace('_', ' '):18} {intervals[name]}" for name in names if name in intervals]
        of_issue = intervals["issue_f1"]
        low, high = np.atleast_1d(of_issue.low), np.atleast_1d(of_issue.high)
        width = max(len(issue) for issue in self.taxonomy.issue_ids)
        table = [f"{'issue':{width}}  articles  precision  recall  F1"]
        for i, (issue, row) in enumerate(issues.per_issue.items()):
            figures = f"{_share(row['precision']):>9}  {_share(row['recall']):>6}  {_share(row['f1'])}"
            interval = "" if np.isnan(low[i]) else f" [{low[i]:.2f}, {high[i]:.2f}]"
            name = self.taxonomy.issue(issue).vi
            table.append(f"{issue:{width}}  {row['support']:8.0f}  {figures}{interval:14}  {name}".rstrip())
        n_folds = int(self.folds.max()) + 1
        title = f"cross-validation: {len(self.folds)} articles, {n_folds} folds, 95 % intervals"
        concerns = [f"- {concern}" for concern in self.concerns()]
        return "\n".join([title, *head, "", *table, *(["", "mind:", *concerns] if concerns else [])])

    def card(self, tagger: ArticleTagger, source: str) -> str:
        """Return a model card for the tagger that was then trained on all of the articles.

        Parameters
        ----------
        tagger : ArticleTagger
            Fitted.
        source : str
            Where the articles and labels are from, such as the name of a file.

        Returns
        -------
        str
            Markdown. What only its maker knows is marked as not told; see `vnnews.modelfile.model_card`.
        """
        figures = self.to_dict()
        tone = figures["tone"] or {}
        shown = {
            "issues_micro_f1": figures["issues"]["micro_f1"],
            "issues_macro_f1": figures["issues"]["macro_f1"],
            "tone_accuracy": tone.get("accuracy"),
            "tone_macro_f1": tone.get("macro_f1"),
        }
        return model_card(
            tagger,
            title=f"Issues of {source}",
            data=f"{figures['n_articles']:,} articles with labels, from {source}.",
            labels="Not told: who labelled them, by which guideline, and how well labellers agree.",
            splits=f"The figures are of {figures['n_folds']}-fold cross-validation, near copies of an article in one "
            "fold.\nThe model itself was trained on all of the articles.",
            licence="Not told.",
            figures={name: value for name, value in shown.items() if value is not None},
            intervals=figures["intervals"],
            intervals_are="Intervals hold 95 % of 1,000 bootstrap samples of the articles, near copies drawn together.",
            per_issue=self.issue_metrics().per_issue,
            tone_confusion=tone.get("confusion"),
            limits="\n".join(f"- {concern}" for concern in figures["concerns"]),
        )

    def _with_tone(self) -> Ints:
        if self.said_tones is None:
            return np.empty(0, np.int64)
        return np.array([i for i, tone in enumerate(self.said_tones.tolist()) if tone is not None], np.int64)


def cross_validate(
    tagger: ArticleTagger,
    articles: Iterable[str | bytes | Article],
    issues: Sequence[Collection[str] | Mapping[str, str]],
    tones: Sequence[str] | None = None,
    *,
    n_splits: int = 5,
    groups: ArrayLike | None = None,
    random_state: int = 0,
    progress: bool = False,
) -> CrossValidation:
    """Train on all folds but one, tag that one, and so for each.

    Near copies of an article are kept in one fold (`vnnews.articles.duplicate_groups`), and the issues and tones are
    shared out evenly (`MultilabelGroupKFold`). All that is learnt is learnt anew in each fold: vocabulary, weights,
    calibration.

    Parameters
    ----------
    tagger : ArticleTagger
        Need not be fitted, and stays as it is.
    articles, issues, tones
        As for `ArticleTagger.fit`.
    n_splits : int, default=5
    groups : array-like of shape (n_articles,), optional
        What is to be kept together instead of near copies.
    random_state : int, default=0
        Seed of the folds.
    progress : bool, default=False
        Show a progress bar.

    Returns
    -------
    CrossValidation

    Raises
    ------
    ValueError
        If lengths differ, an id is unknown, there are fewer groups of near copies than folds, or a tone has too few
        articles to be learnt in every fold.

    Examples
    --------
    >>> from vnnews.datasets import load_sample
    >>> sample = load_sample()
    >>> found = cross_validate(ArticleTagger(), sample.articles, sample.issues, n_splits=3)
    >>> found.concerns()[0]
    'us_russia: 8 articles, so its figure is uncertain'
    """
    parsed = [parse_article(article) for article in articles]
    taxonomy = load_taxonomy() if tagger.taxonomy is None else tagger.taxonomy
    if len(issues) != len(parsed) or (tones is not None and len(tones) != len(parsed)):
        raise ValueError(f"{len(parsed)} articles and {len(issues)} sets of issues: expected labels for each article")
    has = np.array([[issue in tagged for issue in taxonomy.issue_ids] for tagged in issues], dtype=bool)
    shown = np.array([[one == tone for tone in taxonomy.tone_ids] for one in tones or ()], dtype=bool)
    own_groups = duplicate_groups(parsed).labels if groups is None else np.unique(groups, return_inverse=True)[1]
    splitter = MultilabelGroupKFold(n_splits, random_state=random_state)
    splits = list(splitter.split(parsed, has if tones is None else np.hstack([has, shown]), own_groups))
    n_inner = _inner_folds(tagger)
    if tones is not None:
        _check_tones(tones, splits, n_inner)
    folds, tagged = np.zeros(len(parsed), np.int64), dict[int, Tags]()
    for k, (train, test) in enumerate(tqdm(splits, unit="fold", disable=not progress)):
        folds[test] = k
        fitted = clone(tagger)
        with warnings.catch_warnings():
            # What is rare among all articles is told by `concerns`, once.
            warnings.simplefilter("ignore", RareIssueWarning)
            fitted.fit(
                [parsed[i] for i in train],
                [issues[i] for i in train],
                None if tones is None else [tones[i] for i in train],
            )
        tagged.update(zip(test.tolist(), fitted.tag_many([parsed[i] for i in test], on_error="raise"), strict=True))
    said = [tagged[i] for i in range(len(parsed))]
    return CrossValidation(
        taxonomy=taxonomy,
        folds=folds,
        groups=np.asarray(own_groups, np.int64),
        issues=has,
        said_issues=np.array([[i in {tag.id for tag in one.issues} for i in taxonomy.issue_ids] for one in said], bool),
        probabilities=np.array([[one.probabilities.get(i, 0.0) for i in taxonomy.issue_ids] for one in said]),
        tones=None if tones is None else np.array(list(tones), dtype=object),
        said_tones=None if tones is None else np.array([one.tone.label for one in said], dtype=object),
        tone_probabilities=None
        if tones is None
        else np.array([[one.tone.probabilities.get(tone, 0.0) for tone in taxonomy.tone_ids] for one in said]),
        n_inner=n_inner,
    )


def _inner_folds(tagger: ArticleTagger) -> int:
    own = [one.cv for one in (tagger.issue_classifier, tagger.tone_classifier) if one is not None]
    return max([*own, 5] if len(own) < 2 else own)


def _check_tones(tones: Sequence[str], splits: Sequence[tuple[Ints, Ints]], n_inner: int) -> None:
    everywhere = Counter(tones)
    for train, _ in splits:
        counts = Counter(tones[i] for i in train)
        for tone in sorted(everywhere):
            if counts[tone] < n_inner:
                raise ValueError(
                    f"the tone {tone!r} has {everywhere[tone]} articles, too few to leave {n_inner} to train on in "
                    f"each of {len(splits)} folds; label more of them, merge it with another tone, or give no tones"
                )


def _issue_concern(count: int, n_articles: int, n_folds: int) -> str:
    if count == 0:
        return "no article has it; it is never tagged"
    if count == n_articles:
        return "all articles have it; nothing tells what it is not"
    if count < n_folds:
        return f"{count} articles, fewer than the {n_folds} folds: its probability can't be calibrated"
    return f"{count} articles, so its figure is uncertain" if count < _UNCERTAIN else ""


def _share(value: float) -> str:
    return "   -" if np.isnan(value) else f"{value:.2f}"
