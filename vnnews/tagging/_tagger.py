"""Articles in, `Tags` out: the classifiers, the evidence and the warnings put together."""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal, Self

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.special import expit, softmax
from sklearn.base import BaseEstimator, clone
from sklearn.utils.validation import check_is_fitted

from vnnews.articles import Article, Span, parse_article, sentences
from vnnews.features import Occurrences, VietnameseTfidfVectorizer
from vnnews.tagging._check_labels import check_labels
from vnnews.tagging._evidence import Judged, issue_weights, sentence_weights, strongest
from vnnews.tagging._issue_tone import IssueToneClassifier
from vnnews.tagging._issues import IssueClassifier, PassageRows
from vnnews.tagging._many import tag_many
from vnnews.tagging._passages import passages
from vnnews.tagging._tags import Evidence, IssueTag, Tags, ToneTag
from vnnews.tagging._tone import ToneClassifier
from vnnews.taxonomy import Taxonomy, load_taxonomy
from vnnews.text import Language, judge_language

Floats = NDArray[np.float64]
Raw = str | bytes | bytearray | memoryview | Article

_FEW_WORDS = 5


class ArticleTagger(BaseEstimator):  # type: ignore[misc]  # scikit-learn has no stubs
    """Say which issues an article is about and in which tone, with the sentences that show why.

    Parameters
    ----------
    taxonomy : Taxonomy, optional
        The issues and tones; by default the shipped taxonomy of international relations.
    vectorizer : VietnameseTfidfVectorizer, optional
        By default words and pairs of words, with extra weight for title and lead.
    issue_classifier : IssueClassifier, optional
    tone_classifier : ToneClassifier, optional
    n_evidence : int, default=3
        At most so many sentences are given for a tag.

    Attributes
    ----------
    taxonomy_ : Taxonomy
    vectorizer_ : VietnameseTfidfVectorizer
    issue_classifier_ : IssueClassifier
        Its columns are the issues of the taxonomy. Change its ``thresholds_`` to get fewer or more tags.
    tone_classifier_ : ToneClassifier
    issue_tone_classifier_ : IssueToneClassifier or None
        None if the tagger was fitted without tones of issues; an issue then has the tone of its article.

    See Also
    --------
    vnnews.load_tagger : The trained tagger that comes with the package.

    Examples
    --------
    >>> from vnnews.datasets import load_sample
    >>> sample = load_sample()
    >>> tagger = ArticleTagger().fit(sample.articles, sample.issue_tones, sample.tones)
    >>> tags = tagger.tag(sample.articles[0])
    >>> tags.article.title
    'Lãnh đạo Nga, Mỹ điện đàm, mở đường nối lại đối thoại'
    >>> tags.tone.label
    'positive'
    """

    def __init__(
        self,
        taxonomy: Taxonomy | None = None,
        *,
        vectorizer: VietnameseTfidfVectorizer | None = None,
        issue_classifier: IssueClassifier | None = None,
        tone_classifier: ToneClassifier | None = None,
        n_evidence: int = 3,
    ) -> None:
        self.taxonomy = taxonomy
        self.vectorizer = vectorizer
        self.issue_classifier = issue_classifier
        self.tone_classifier = tone_classifier
        self.n_evidence = n_evidence

    def fit(
        self,
        articles: Iterable[Raw],
        issues: Sequence[Collection[str] | Mapping[str, str]],
        tones: Sequence[str],
    ) -> Self:
        """Train on labelled articles.

        Parameters
        ----------
        articles : iterable of str, bytes or Article
        issues : sequence of collections of str, or of mappings from str to str
            For every article the ids of its issues; as mappings, with the tone in which it shows each.
        tones : sequence of str
            For every article the id of its tone.

        Returns
        -------
        self

        Raises
        ------
        ValueError
            If lengths differ or an id is not in the taxonomy; the message names the article and the id.
        """
        taxonomy = load_taxonomy() if self.taxonomy is None else self.taxonomy
        parsed = [parse_article(article) for article in articles]
        check_labels(parsed, issues, tones, taxonomy)
        indicators = np.array([[issue in tagged for issue in taxonomy.issue_ids] for tagged in issues], dtype=np.int64)

        vectorizer = self._default_vectorizer() if self.vectorizer is None else clone(self.vectorizer)
        issue_classifier = IssueClassifier(random_state=0) if self.issue_classifier is None else self.issue_classifier
        tone_classifier = ToneClassifier(random_state=0) if self.tone_classifier is None else self.tone_classifier
        X = vectorizer.fit_transform(parsed)

        self.taxonomy_ = taxonomy
        self.vectorizer_ = vectorizer
        self.issue_classifier_ = clone(issue_classifier).fit(X, indicators, passages=self._passage_rows(parsed))
        self.tone_classifier_ = clone(tone_classifier).fit(X, tones)
        self.issue_tone_classifier_ = self._fit_issue_tones(issues)
        return self

    def _default_vectorizer(self) -> VietnameseTfidfVectorizer:
        return VietnameseTfidfVectorizer(
            ngram_range=(1, 2), sublinear_tf=True, tone_marks="old", title_weight=0.3, lead_weight=0.3
        )

    def _passage_rows(self, articles: Sequence[Article]) -> PassageRows:
        texts = [_passage_texts(article.text, passages(article.text, sentences(article.text))) for article in articles]
        rows = self.vectorizer_.transform(text for own in texts for text in own)
        return PassageRows(rows, np.cumsum([0, *map(len, texts)]))

    def _fit_issue_tones(self, issues: Sequence[Collection[str] | Mapping[str, str]]) -> IssueToneClassifier | None:
        if not all(isinstance(tagged, Mapping) for tagged in issues):
            return None
        column = {issue: i for i, issue in enumerate(self.taxonomy_.issue_ids)}
        by_column = [
            {column[issue]: tone for issue, tone in tagged.items()} for tagged in issues if isinstance(tagged, Mapping)
        ]
        return IssueToneClassifier().fit(
            self.tone_classifier_.out_of_fold_scores_,
            self.issue_classifier_.out_of_fold_log_odds_,
            by_column,
            self.tone_classifier_.classes_.tolist(),
        )

    def tag(self, raw: Raw) -> Tags:
        """Tag one article.

        Parameters
        ----------
        raw : str, bytes or Article
            As `vnnews.parse_article` takes it.

        Returns
        -------
        Tags
            Text without content, or in another language, gets no issue, no tone and a warning that says why.

        Raises
        ------
        TypeError
            If ``raw`` is neither text, bytes nor `Article`.
        ValueError
            If bytes can't be decoded, or the text is an HTML page or holds lone surrogates.
        """
        check_is_fitted(self, "issue_classifier_")
        article = parse_article(raw)
        language = judge_language(article.text)
        found = self.vectorizer_.locate(article)
        X = found.to_row(len(self.vectorizer_.idf_))
        obstacle = _obstacle(article.text, language, X)
        if obstacle:
            return Tags((), ToneTag(), article, (obstacle,))
        spans = sentences(article.text)
        tone_scores = self.tone_classifier_.decision_function(X)[0]
        probabilities, issues = self._issues(article, X, found, spans, tone_scores)
        return Tags(
            issues=issues,
            tone=self._article_tone(article, found, spans, tone_scores),
            article=article,
            warnings=tuple(_cautions(language)),
            probabilities=dict(zip(self.taxonomy_.issue_ids, probabilities.tolist(), strict=True)),
        )

    def compact(self) -> ArticleTagger:
        """Return a copy that keeps its weights in single precision and only what tagging needs.

        It takes half the memory and half the disk; probabilities change in the seventh digit.
        """
        check_is_fitted(self, "issue_classifier_")
        other = copy.copy(self)
        for name in ("issue_classifier_", "tone_classifier_"):
            model = copy.copy(getattr(self, name))
            model.coef_ = model.coef_.astype(np.float32)
            for surplus in ("out_of_fold_log_odds_", "out_of_fold_scores_"):
                vars(model).pop(surplus, None)
            setattr(other, name, model)
        other.vectorizer_ = copy.copy(self.vectorizer_)
        other.vectorizer_.idf_ = self.vectorizer_.idf_.astype(np.float32)
        return other

    def tag_many(
        self,
        items: Iterable[Raw],
        *,
        n_jobs: int | None = None,
        chunk_size: int = 64,
        on_error: Literal["record", "raise", "skip"] = "record",
        progress: bool = False,
    ) -> Iterator[Tags]:
        """Tag articles, however many, in bounded memory.

        Parameters
        ----------
        items : iterable of str, bytes or Article
            Read a chunk ahead of the results; with several workers, eight chunks for each.
        n_jobs : int, optional
            Workers, as joblib counts them: -1 for one per core, None for 1 unless `joblib.parallel_config` says
            otherwise. By default they are processes, which need a second or two to start;
            ``joblib.parallel_config("threading")``, or ``"dask"`` for a cluster, makes them others. The results do not
            depend on it.
        chunk_size : int, default=64
            How many articles a worker gets at a time.
        on_error : {"record", "raise", "skip"}, default="record"
            What happens to an item that can't be read: a `Tags` whose ``error`` says why, the exception, or nothing.
            The other articles get their tags in any case but ``"raise"``.
        progress : bool, default=False
            Show a progress bar.

        Yields
        ------
        Tags
            In the order of the items. Closing the generator stops the workers.

        See Also
        --------
        vnnews.tag_table : Columns for a table.
        vnnews.tag_file : From file to file.
        """
        check_is_fitted(self, "issue_classifier_")
        return tag_many(self, items, n_jobs=n_jobs, chunk_size=chunk_size, on_error=on_error, progress=progress)

    def _issues(
        self, article: Article, X: sp.csr_matrix, found: Occurrences, spans: Sequence[Span], tone_scores: Floats
    ) -> tuple[Floats, tuple[IssueTag, ...]]:
        """Return the probability of every issue, and the tags of those that reach their thresholds."""
        model = self.issue_classifier_
        parts = passages(article.text, spans)
        rows = self.vectorizer_.transform(_passage_texts(article.text, parts))
        log_odds = model.decision_function(X, passages=PassageRows(rows, np.array([0, len(parts)])))[0]
        probabilities: Floats = expit(log_odds)
        order = np.argsort(-probabilities, kind="stable")
        tagged = [int(i) for i in order if probabilities[i] >= model.thresholds_[i]]
        weights = issue_weights(
            Judged(article, found, spans, parts, model.scores(rows)), tagged, self.vectorizer_, model
        )
        return probabilities, tuple(
            self._issue_tag(
                issue, log_odds, tone_scores, strongest(article.text, spans, weights[:, k], self.n_evidence)
            )
            for k, issue in enumerate(tagged)
        )

    def _issue_tag(self, issue: int, log_odds: Floats, tone_scores: Floats, evidence: tuple[Evidence, ...]) -> IssueTag:
        entry = self.taxonomy_.issues[issue]
        if self.issue_tone_classifier_ is None:
            tone = self._tone_tag(softmax(tone_scores), int(np.argmax(tone_scores + self.tone_classifier_.offsets_)))
        else:
            tone_probabilities = self.issue_tone_classifier_.predict_proba(tone_scores, log_odds, issue)
            tone = self._tone_tag(tone_probabilities, int(np.argmax(tone_probabilities)))
        return IssueTag(
            id=entry.id,
            name=entry.vi,
            name_en=entry.en,
            probability=float(expit(log_odds[issue])),
            threshold=float(self.issue_classifier_.thresholds_[issue]),
            tone=tone,
            evidence=evidence,
        )

    def _article_tone(
        self, article: Article, found: Occurrences, spans: Sequence[Span], tone_scores: Floats
    ) -> ToneTag:
        coef = self.tone_classifier_.coef_
        best = int(np.argmax(tone_scores + self.tone_classifier_.offsets_))
        # What speaks for a tone is what it gains over the mean of all: adding the same to every score changes nothing.
        relative = coef[[best]] - coef.mean(axis=0)
        weights = sentence_weights(found, relative, spans)[:, 0]
        return self._tone_tag(softmax(tone_scores), best, strongest(article.text, spans, weights, self.n_evidence))

    def _tone_tag(self, probabilities: Floats, best: int, evidence: tuple[Evidence, ...] = ()) -> ToneTag:
        by_id = dict(zip(self.tone_classifier_.classes_.tolist(), probabilities.tolist(), strict=True))
        label = str(self.tone_classifier_.classes_[best])
        return ToneTag(
            label=label,
            name=self.taxonomy_.tone(label).vi,
            probability=by_id[label],
            probabilities={tone: by_id.get(tone, 0.0) for tone in self.taxonomy_.tone_ids},
            score=sum(by_id.get(tone.id, 0.0) * tone.score for tone in self.taxonomy_.tones),
            evidence=evidence,
        )


def _passage_texts(text: str, parts: Sequence[Span]) -> list[str]:
    return [text[part.start : part.end] for part in parts] or [""]


def _obstacle(text: str, language: Language, X: sp.csr_matrix) -> str | None:
    """Return why a text can't be judged at all, if so."""
    if not text.strip():
        return "empty: there is no text besides page furniture"
    if not (language.is_vietnamese or language.is_unaccented):
        return f"not Vietnamese: {language.marked:.0%} of {language.n_words} words look Vietnamese; nothing was judged"
    if not X.nnz:
        return "unknown words: none of the words occurred in the training articles"
    return None


def _cautions(language: Language) -> Iterator[str]:
    """Yield why tags are to be taken with care."""
    if language.is_unaccented:
        yield "no diacritics: the model knows Vietnamese with its diacritics only, tags are unreliable"
    if language.n_words < _FEW_WORDS:
        yield f"too short: {language.n_words} words say little"
