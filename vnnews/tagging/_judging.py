"""Articles that were read -> `Tags`: what the judge of a batch says, put into words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

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

    def sentence_weights(self, toned: Ints, articles: Ints, issues: Ints) -> SentenceWeights:
        """Return what every sentence adds to the log-odds of issues, then to the tones that are said."""


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
    n_words = (reading.words.indptr[1:] - reading.words.indptr[:-1]).tolist()
    n_known = _count(reading.ids >= 0, reading)
    obstacles = [find_obstacle(*known) for known in zip(texts, languages, reading.has_ngrams.tolist(), strict=True)]
    judged = np.flatnonzero([obstacle is None for obstacle in obstacles])
    said = _say(tagger, judge, judged, [(texts[i], sentences[i]) for i in judged.tolist()], evidence)
    tags = []
    for i, article in enumerate(articles):
        unknown = 1 - n_known[i] / max(n_words[i], 1)
        known = (n_words[i], unknown, None, name_language(languages[i]))
        obstacle = obstacles[i]
        if obstacle:
            tags.append(Tags((), ToneTag(), article, (obstacle,), {}, *known))
            continue
        issues, tone, probabilities = next(said)
        strangeness = () if issues else find_strangeness(probabilities)
        warnings = (*find_cautions(languages[i]), *strangeness)
        tags.append(Tags(issues, tone, article, warnings, probabilities, *known))
    return tags


def _call_judge(
    tagger: ArticleTagger, articles: Sequence[Article], reading: Reading, sentences: Sequence[Ints]
) -> Judge:
    if tagger.blend_ is not None and tagger.word_vectors_ is not None:
        return BlendJudge(tagger.blend_, tagger.word_vectors_, reading, sentences)
    classifiers = (tagger.issue_classifier_, tagger.tone_classifier_, tagger.issue_tone_classifier_)
    spans = [[Span(start, end) for start, end in own.tolist()] for own in sentences]
    return PlainJudge(tagger.vectorizer_, classifiers, articles, reading, spans)


def _count(flags: NDArray[np.bool_], reading: Reading) -> list[int]:
    """Return for how many words of each article a flag is set."""
    before: list[int] = np.concatenate([np.zeros(1, np.int64), np.cumsum(flags)])[reading.words.indptr].tolist()
    return [end - start for start, end in pairwise(before)]


def _say(
    tagger: ArticleTagger, judge: Judge, judged: Ints, texts: Sequence[tuple[str, Ints]], evidence: bool
) -> Iterator[tuple[tuple[IssueTag, ...], ToneTag, dict[str, float]]]:
    """Yield issues, tone and the probabilities of all issues for some articles, given with their sentences."""
    taxonomy, words = tagger.taxonomy_, ToneWords(tagger)
    probabilities = expit(judge.log_odds[judged])
    thresholds = tagger.thresholds_
    places, issues = np.nonzero(probabilities >= thresholds)
    # Of each article the most probable first.
    order = np.lexsort((issues, -probabilities[places, issues], places))
    places, issues = places[order], issues[order]
    shown, shown_said = (found.tolist() for found in judge.issue_tones(judged[places], issues))
    tones, tones_said = judge.tone_probabilities[judged].tolist(), judge.tones[judged].tolist()
    chosen: list[list[tuple[int, float]]] = [[]] * (len(issues) + len(judged))
    if evidence and tagger.n_evidence > 0 and len(judged):
        chosen = judge.sentence_weights(judged, judged[places], issues).strongest(tagger.n_evidence)
    bounds = np.searchsorted(places, np.arange(len(judged) + 1)).tolist()
    ids, columns, limits = taxonomy.issue_ids, issues.tolist(), thresholds.tolist()
    for place, row in enumerate(probabilities.tolist()):
        tagged = tuple(
            IssueTag(
                id=taxonomy.issues[columns[pair]].id,
                name=taxonomy.issues[columns[pair]].vi,
                name_en=taxonomy.issues[columns[pair]].en,
                probability=row[columns[pair]],
                threshold=limits[columns[pair]],
                tone=words.tag(shown[pair], shown_said[pair]),
                evidence=_quote(texts[place], chosen[pair]),
            )
            for pair in range(bounds[place], bounds[place + 1])
        )
        tone = words.tag(tones[place], tones_said[place], _quote(texts[place], chosen[len(columns) + place]))
        yield tagged, tone, dict(zip(ids, row, strict=True))


def _quote(text: tuple[str, Ints], chosen: list[tuple[int, float]]) -> tuple[Evidence, ...]:
    whole, sentences = text
    spans = [(*sentences[number].tolist(), weight) for number, weight in chosen]
    return tuple([Evidence(whole[start:end], start, end, weight) for start, end, weight in spans])


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
        self._min_confidence = tagger.min_confidence
        self._names = {tone.id: tone.vi for tone in taxonomy.tones}
        self._scores = {tone.id: tone.score for tone in taxonomy.tones}

    def tag(self, probabilities: Sequence[float], best: int, evidence: tuple[Evidence, ...] = ()) -> ToneTag:
        """Return the tag for the probabilities of the columns, none if tones were not learnt, and that of the tone."""
        if not probabilities:
            return ToneTag()
        by_id = dict(zip(self._columns, probabilities, strict=True))
        label = self._columns[best]
        says = by_id[label] >= self._min_confidence
        return ToneTag(
            label=label if says else None,
            name=self._names[label] if says else None,
            probability=by_id[label],
            probabilities={tone: by_id.get(tone, 0.0) for tone in self._names},
            score=sum([by_id.get(tone, 0.0) * score for tone, score in self._scores.items()]),
            evidence=evidence if says else (),
        )
