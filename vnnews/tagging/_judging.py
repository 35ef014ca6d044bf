"""Articles that were read -> `Tags`: what the judge of a batch says, put into words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import mul
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from vnnews._jit import kernel
from vnnews.articles import Article, Span
from vnnews.articles._sentences import offset_rows
from vnnews.features import Reading
from vnnews.tagging._blend_judge import BlendJudge
from vnnews.tagging._evidence import SentenceWeights
from vnnews.tagging._plain_judge import PlainJudge
from vnnews.tagging._tags import Evidence, IssueTag, Tags, ToneTag
from vnnews.tagging._warnings import find_cautions, find_obstacle, find_strangeness, name_language
from vnnews.text import judge_languages

if TYPE_CHECKING:
    from vnnews.tagging._tagger import ArticleTagger

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Judge(Protocol):
    """A batch of articles before a model."""

    log_odds: Floats
    tone_probabilities: Floats
    tones: Ints

    def issue_tones(self, articles: Ints, issues: Ints) -> tuple[Floats, Ints]:
        """Return the probabilities of the tones in which articles show issues, and which to say."""

    def sentence_weights(self, articles: Ints, issues: Ints) -> SentenceWeights:
        """Return what every sentence adds to the log-odds of issues of articles, then to the tone of every article."""


def judge_articles(tagger: ArticleTagger, articles: Sequence[Article], evidence: bool = True) -> list[Tags]:
    """Tag articles together: each is segmented once, and evidence is sought for what is tagged only.

    Parameters
    ----------
    tagger : ArticleTagger
        Fitted.
    articles : sequence of Article
    evidence : bool, default=True

    Returns
    -------
    list of Tags
        What is said of an article does not depend on the others.
    """
    if not articles:
        return []
    texts = [article.text for article in articles]
    reading = tagger.vectorizer_.read(articles)
    sentences = [offset_rows(text) for text in texts]
    judge = _call_judge(tagger, articles, reading, sentences)
    languages = judge_languages(texts)
    obstacles = list(map(find_obstacle, texts, languages, reading.has_ngrams.tolist()))
    said = dict(_say(tagger, judge, obstacles, list(zip(texts, sentences, strict=True)), evidence))
    tags = []
    for i, (n_words, n_known) in enumerate(reading.count_words().tolist()):
        language = languages[i]
        known = (n_words, 1 - n_known / max(n_words, 1), None, name_language(language))
        obstacle = obstacles[i]
        if obstacle:
            tags.append(Tags((), ToneTag(), articles[i], (obstacle,), {}, *known))
            continue
        issues, tone, probabilities = said[i]
        strangeness = () if issues else find_strangeness(probabilities)
        warnings = (*find_cautions(language), *strangeness)
        tags.append(Tags(issues, tone, articles[i], warnings, probabilities, *known))
    return tags


def _call_judge(
    tagger: ArticleTagger, articles: Sequence[Article], reading: Reading, sentences: Sequence[Ints]
) -> Judge:
    if tagger.blend_ is not None and tagger.word_vectors_ is not None:
        return BlendJudge(tagger.blend_, tagger.word_vectors_, reading, sentences)
    classifiers = (tagger.issue_classifier_, tagger.tone_classifier_, tagger.issue_tone_classifier_)
    spans = [[Span(start, end) for start, end in own.tolist()] for own in sentences]
    return PlainJudge(tagger.vectorizer_, classifiers, articles, reading, spans)


def _say(
    tagger: ArticleTagger,
    judge: Judge,
    obstacles: Sequence[str | None],
    texts: Sequence[tuple[str, Ints]],
    evidence: bool,
) -> Iterator[tuple[int, tuple[tuple[IssueTag, ...], ToneTag, dict[str, float]]]]:
    """Yield the numbers of articles that can be judged, each with issues, tone and the probabilities of all issues.

    All articles are given with their sentences, and with what is in the way of judging them.
    """
    taxonomy, words = tagger.taxonomy_, ToneWords(tagger)
    probabilities, thresholds = expit(judge.log_odds), tagger.thresholds_
    articles, columns, bounds = _choose(probabilities, thresholds, obstacles)
    shown, shown_said = (found.tolist() for found in judge.issue_tones(articles, columns))
    tones, tones_said = judge.tone_probabilities.tolist(), judge.tones.tolist()
    n_pairs = len(columns)
    chosen: list[list[tuple[int, float]]] = [[]] * (n_pairs + len(texts))
    if evidence and tagger.n_evidence > 0 and not all(obstacles):
        chosen = judge.sentence_weights(articles, columns).strongest(tagger.n_evidence)
    ids, issues, limits = taxonomy.issue_ids, columns.tolist(), thresholds.tolist()
    for i, (text, row) in enumerate(zip(texts, probabilities.tolist(), strict=True)):
        if obstacles[i]:
            continue
        tagged = []
        for pair in range(bounds[i], bounds[i + 1]):
            issue, k = taxonomy.issues[issues[pair]], issues[pair]
            tone = words.tag(shown[pair], shown_said[pair])
            tagged.append(IssueTag(issue.id, issue.vi, issue.en, row[k], limits[k], tone, _quote(text, chosen[pair])))
        tone = words.tag(tones[i], tones_said[i], _quote(text, chosen[n_pairs + i]))
        yield i, (tuple(tagged), tone, dict(zip(ids, row, strict=True)))


def _choose(probabilities: Floats, thresholds: Floats, obstacles: Sequence[str | None]) -> tuple[Ints, Ints, list[int]]:
    """Return pairs of article and issue to tag, of each article the most probable first, and where they begin."""
    pairs = np.empty((2, probabilities.size), np.int64)
    bounds = np.empty(len(obstacles) + 1, np.int64)
    _choose_issues(probabilities, thresholds, np.array([one is None for one in obstacles]), pairs, bounds)
    n_pairs = int(bounds[-1])
    return pairs[0, :n_pairs], pairs[1, :n_pairs], bounds.tolist()


@kernel
def _choose_issues(
    probabilities: Floats, thresholds: Floats, judged: NDArray[np.bool_], pairs: Ints, bounds: Ints
) -> None:
    """Fill what `_choose` returns, by insertion; of equal ones the first issue comes first."""
    n = 0
    for article in range(len(judged)):
        bounds[article] = n
        for issue in range(len(thresholds) if judged[article] else 0):
            probability = probabilities[article, issue]
            if not probability >= thresholds[issue]:
                continue
            k = n
            while k > bounds[article] and probabilities[article, pairs[1, k - 1]] < probability:
                pairs[1, k] = pairs[1, k - 1]
                k -= 1
            pairs[0, n], pairs[1, k] = article, issue
            n += 1
    bounds[len(judged)] = n


def _quote(text: tuple[str, Ints], chosen: list[tuple[int, float]]) -> tuple[Evidence, ...]:
    whole, sentences = text
    found = []
    for number, weight in chosen:
        start, end = sentences.item(number, 0), sentences.item(number, 1)
        found.append(Evidence(whole[start:end], start, end, weight))
    return tuple(found)


class ToneWords:
    """How tones are told.

    Parameters
    ----------
    tagger : ArticleTagger
        Fitted.
    """

    def __init__(self, tagger: ArticleTagger) -> None:
        taxonomy = tagger.taxonomy_
        plain = tagger.tone_classifier_
        self._columns = list(taxonomy.tone_ids) if plain is None else [str(one) for one in plain.classes_]
        self._ids = list(taxonomy.tone_ids)
        self._min_confidence = tagger.min_confidence
        self._names = {tone.id: tone.vi for tone in taxonomy.tones}
        self._scores = [tone.score for tone in taxonomy.tones]

    def tag(self, probabilities: Sequence[float], best: int, evidence: tuple[Evidence, ...] = ()) -> ToneTag:
        """Return the tag for the probabilities of the columns, none if tones were not learnt, and that of the tone."""
        if not probabilities:
            return ToneTag()
        label, probability = self._columns[best], probabilities[best]
        by_id = dict(zip(self._columns, probabilities, strict=True))
        if self._columns != self._ids:
            by_id = {tone: by_id.get(tone, 0.0) for tone in self._ids}
        score = sum(map(mul, by_id.values(), self._scores))
        if not probability >= self._min_confidence:
            return ToneTag(None, None, probability, by_id, score)
        return ToneTag(label, self._names[label], probability, by_id, score, evidence)
