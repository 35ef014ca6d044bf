"""Articles in, `Tags` out: the classifiers, the evidence and the warnings put together."""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator

from vnnews.articles import Article, parse_article
from vnnews.features import VietnameseTfidfVectorizer, WordVectors
from vnnews.features._fitted import check_fitted
from vnnews.tagging._article_features import Stretch
from vnnews.tagging._blend import BlendedClassifier
from vnnews.tagging._blend_training import Labels, Sentences
from vnnews.tagging._check_labels import check_labels, warn_of_rare_issues
from vnnews.tagging._fitting import fit_tagger
from vnnews.tagging._issue_tone import IssueToneClassifier
from vnnews.tagging._issues import IssueClassifier
from vnnews.tagging._judging import judge_articles
from vnnews.tagging._many import ManyOptions, tag_many
from vnnews.tagging._partial_fit import partial_fit
from vnnews.tagging._sentence_judging import judge_sentences
from vnnews.tagging._shelf import ArticleShelf
from vnnews.tagging._tags import SentenceTone, Tags
from vnnews.tagging._tone import ToneClassifier
from vnnews.taxonomy import Taxonomy, load_taxonomy

Floats = NDArray[np.float64]
Raw = str | bytes | bytearray | memoryview | Article


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
    blend : BlendedClassifier, optional
        What is trained in place of the classifiers when `fit` is given word vectors.
    n_evidence : int, default=3
        At most so many sentences are given for a tag.
    min_confidence : float, default=0.0
        A tone that is less probable is not said: `ToneTag.label` is None then, of the article or of an issue; its
        probabilities and score stay. May be changed after fitting. `vnnews.evaluation.RiskCoverageCurve.confidence_for`
        finds the value that keeps errors rare; `vnnews.evaluation.RiskCoverageDisplay` shows what it costs.

    Attributes
    ----------
    taxonomy_ : Taxonomy
    vectorizer_ : VietnameseTfidfVectorizer
    issue_classifier_ : IssueClassifier or None
        Its columns are the issues of the taxonomy.
    tone_classifier_ : ToneClassifier or None
        None also if the tagger was fitted without tones; no article and no issue has one then.
    issue_tone_classifier_ : IssueToneClassifier or None
        None if the tagger was fitted without tones of issues; an issue then has the tone of its article.
    word_vectors_ : WordVectors or None
    blend_ : BlendedClassifier or None
        With word vectors, in place of the three classifiers, which are None then.
    thresholds_ : ndarray of shape (n_issues,)
        The probabilities from which on issues are tagged, in the order of the taxonomy; may be changed after fitting.

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

    taxonomy_: Taxonomy
    vectorizer_: VietnameseTfidfVectorizer
    word_vectors_: WordVectors | None
    # Which of these are there depends on what was trained.
    issue_classifier_: Any
    tone_classifier_: Any
    issue_tone_classifier_: IssueToneClassifier | None
    blend_: Any

    def __init__(
        self,
        taxonomy: Taxonomy | None = None,
        *,
        vectorizer: VietnameseTfidfVectorizer | None = None,
        issue_classifier: IssueClassifier | None = None,
        tone_classifier: ToneClassifier | None = None,
        blend: BlendedClassifier | None = None,
        n_evidence: int = 3,
        min_confidence: float = 0.0,
    ) -> None:
        self.taxonomy = taxonomy
        self.vectorizer = vectorizer
        self.issue_classifier = issue_classifier
        self.tone_classifier = tone_classifier
        self.blend = blend
        self.n_evidence = n_evidence
        self.min_confidence = min_confidence

    def fit(
        self,
        articles: Iterable[Raw],
        issues: Iterable[Collection[str] | Mapping[str, str]],
        tones: Iterable[str] | None = None,
        *,
        sentences: Sentences | None = None,
        word_vectors: WordVectors | None = None,
        unlabelled: Iterable[str | Article] | None = None,
        first_labels: tuple[Iterable[Collection[str] | Mapping[str, str]], Iterable[str]] | None = None,
    ) -> Self:
        """Train on labelled articles.

        Parameters
        ----------
        articles : iterable of str, bytes or Article
            Read once. Of an iterator's articles only the texts are held, compressed, until their rows are made; a list
            is held by whoever gave it. (A blend holds the words of all articles.)
        issues : iterable of collections of str, or of mappings from str to str
            For every article the ids of its issues; as mappings, with the tone in which it shows each. Read after the
            articles: a generator of articles may fill the lists of labels as it goes.
        tones : iterable of str, optional
            For every article the id of its tone. Without them the tagger tells issues only: `Tags.tone` has no label.
        sentences : sequence of sequences of labelled sentences, optional
            For every article those that have labels of their own: start and end in ``Article.text``, tone and issues,
            as `vnnews.datasets.SentenceLabels` has them. Only a blend learns from them, all tones and issues but for
            the linear members' issues: the first 12,000 teach these.
        word_vectors : WordVectors, optional
            Fitted to articles without labels. With them a blend of linear models and networks is trained, which is more
            accurate on some thousand articles or more; without them the plain linear classifiers, which are enough for
            few.
        unlabelled : iterable of str or Article, optional
            Many articles, which need no labels: their document frequencies then weigh the n-grams.
        first_labels : tuple of issues and tones, optional
            Those of all articles from before a second reading, if ``issues`` and ``tones`` are what that made of them:
            probabilities and thresholds are then fitted to these, all else to the revised ones. For what is read again
            is mostly what a model disagrees with, and by such labels it seems right more often than it is. Only a blend
            asks for them.

        Returns
        -------
        self

        Raises
        ------
        ValueError
            If lengths differ or an id is not in the taxonomy; the message names the article and the id. Also if there
            are no tones, but tones of issues or word vectors; or if a tone has fewer articles than there are folds.

        Warns
        -----
        RareIssueWarning
            If an issue has fewer than three articles: it is then never tagged, or by guesswork.
        """
        if not 0.0 <= self.min_confidence <= 1.0:
            raise ValueError(f"min_confidence={self.min_confidence!r}: expected a probability between 0 and 1")
        taxonomy = load_taxonomy() if self.taxonomy is None else self.taxonomy
        found = map(parse_article, articles)
        parsed: Sequence[Article] = list(found) if isinstance(articles, Sequence) else ArticleShelf(found)
        issues, tones = list(issues), None if tones is None else list(tones)
        check_labels(parsed, issues, tones, taxonomy)
        if tones is None and word_vectors is not None:
            raise ValueError("a blend learns tones too, and there are none; give tones, or fit without word vectors")
        first = None if first_labels is None else (list(first_labels[0]), list(first_labels[1]))
        if first is not None:
            check_labels(parsed, *first, taxonomy)
        warn_of_rare_issues(issues, taxonomy)
        fit_tagger(self, taxonomy, parsed, Labels(issues, tones, sentences, first), (word_vectors, unlabelled))
        return self

    def partial_fit(
        self,
        articles: Iterable[Raw],
        issues: Iterable[Collection[str] | Mapping[str, str]],
        tones: Iterable[str] | None = None,
    ) -> Self:
        """Learn from newly labelled articles, without the ones that the tagger was fitted to.

        The new labels move weights as far as that helps on those of the new articles that did not teach it, told by
        cross-validation among them; each change is held back by a penalty. The words, the thresholds, the constants and
        tones of issues and the networks of a blend stay as they are; of a blend's tones only the constants move. An
        issue that no article had at the first `fit` stays unknown. This is for some hundred new articles; with as many
        as the tagger was fitted to, fit it anew to all of them.

        Parameters
        ----------
        articles, issues, tones
            As for `fit`; at least 20 articles. Tones of issues are checked, and not learnt.

        Returns
        -------
        self

        Raises
        ------
        ValueError
            As `fit`, or if there are fewer than 20 articles, or tones for a tagger without.
        sklearn.exceptions.NotFittedError
            If the tagger was not fitted before.

        Notes
        -----
        Measured on the annotated corpus: a tagger of 2,000 articles up to 2020 learns from 300 of 2022 to 2024. On 506
        others of these years its micro-F1 grows from 0.814 to 0.85; on 1,000 of the earlier ones it stays at 0.828.

        Examples
        --------
        >>> from vnnews.datasets import load_sample
        >>> sample = load_sample()
        >>> tagger = ArticleTagger().fit(sample.articles, sample.issues, sample.tones)
        >>> news = ["Thiên thạch rơi gần làng, không ai bị thương", "Bão lớn đổ bộ vào miền Trung"] * 10
        >>> tagger.partial_fit(news, [["climate"], []] * 10) is tagger
        True
        """
        check_fitted(self, "taxonomy_")
        parsed = [parse_article(article) for article in articles]
        partial_fit(self, parsed, list(issues), None if tones is None else list(tones))
        return self

    def tag(self, raw: Raw, *, evidence: bool = True) -> Tags:
        """Tag one article.

        Parameters
        ----------
        raw : str, bytes or Article
            As `vnnews.parse_article` takes it.
        evidence : bool, default=True
            Give the sentences that speak for each tag. Without them it takes about a seventh less time.

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
        check_fitted(self, "taxonomy_")
        return self._judge([parse_article(raw)], evidence)[0]

    def sentence_tones(self, raw: Raw, spans: Sequence[Stretch] | None = None) -> tuple[SentenceTone, ...]:
        """Return the tone of every sentence of an article: how it swings from good to bad news.

        A blend asks the model that learnt from labelled sentences; the plain tone classifier, which did not, takes each
        for a short article.

        Parameters
        ----------
        raw : str, bytes or Article
        spans : sequence of objects with start and end, optional
            Stretches of ``Article.text`` to judge, in place of its sentences.

        Returns
        -------
        tuple of SentenceTone
            In the order of the text; empty if tones were not learnt.

        Raises
        ------
        TypeError, ValueError
            As `tag`; or if a stretch is not one of the text.
        """
        check_fitted(self, "taxonomy_")
        return judge_sentences(self, parse_article(raw), spans)

    def _judge(self, articles: Sequence[Article], evidence: bool = True) -> list[Tags]:
        return judge_articles(self, articles, evidence)

    @property
    def thresholds_(self) -> Floats:
        """The probabilities from which on issues are tagged: those of what decides, plain classifier or blend.

        Array of shape (n_issues,), in the order of the taxonomy; set it to get fewer or more tags.
        """
        check_fitted(self, "taxonomy_")
        decider = self.issue_classifier_ if self.blend_ is None else self.blend_
        thresholds: Floats = decider.thresholds_
        return thresholds

    @thresholds_.setter
    def thresholds_(self, thresholds: ArrayLike) -> None:
        check_fitted(self, "taxonomy_")
        given, n_issues = np.array(thresholds, np.float64), len(self.taxonomy_.issues)
        if given.shape != (n_issues,) or not ((given >= 0) & (given <= 1)).all():
            raise ValueError(f"thresholds_={thresholds!r}: expected {n_issues} probabilities, one for each issue")
        # A copy: taggers that share what decides keep their own.
        name = "issue_classifier_" if self.blend_ is None else "blend_"
        decider = copy.copy(getattr(self, name))
        decider.thresholds_ = given
        setattr(self, name, decider)

    def compact(self) -> ArticleTagger:
        """Return a copy that keeps its weights in single precision and only what tagging needs.

        It takes half the memory and half the disk; probabilities change in the seventh digit.
        """
        check_fitted(self, "taxonomy_")
        other = copy.copy(self)
        for name in ("issue_classifier_", "tone_classifier_", "blend_"):
            model = getattr(self, name)
            setattr(other, name, None if model is None else model.compact())
        other.vectorizer_ = copy.copy(self.vectorizer_)
        other.vectorizer_.idf_ = self.vectorizer_.idf_.astype(np.float32)
        return other

    def tag_many(
        self,
        items: Iterable[Raw],
        *,
        n_jobs: int | None = None,
        chunk_size: int = 128,
        on_error: Literal["record", "raise", "skip"] = "record",
        progress: bool = False,
        evidence: bool = True,
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
        chunk_size : int, default=128
            How many articles a worker gets at a time.
        on_error : {"record", "raise", "skip"}, default="record"
            What happens to an item that can't be read: a `Tags` whose ``error`` says why, the exception, or nothing.
            The other articles get their tags in any case but ``"raise"``.
        progress : bool, default=False
            Show a progress bar.
        evidence : bool, default=True
            As for `tag`.

        Yields
        ------
        Tags
            In the order of the items. Closing the generator stops the workers.

        See Also
        --------
        vnnews.tag_table : Columns for a table.
        vnnews.tag_file : From file to file.
        """
        check_fitted(self, "taxonomy_")
        options = ManyOptions(n_jobs, chunk_size, on_error, progress, evidence)
        return tag_many(self, items, options)
