"""What a tagger says of an article: issues, tone, the sentences that show why, and what it can't vouch for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from vnnews._frozen import quick_init
from vnnews.articles import Article
from vnnews.tagging._view import STYLE, tags_html


@quick_init
@dataclass(frozen=True)
class Evidence:
    """A sentence that speaks for a tag.

    Attributes
    ----------
    text : str
        ``tags.article.text[start:end]``.
    start, end : int
        Offsets into ``tags.article.text``, in characters.
    weight : float
        What the sentence's n-grams add to the log-odds of the tag; positive.
    """

    text: str
    start: int
    end: int
    weight: float


@quick_init
@dataclass(frozen=True)
class ToneTag:
    """The tone of an article, or the tone in which it shows one issue.

    Attributes
    ----------
    label : str or None
        The id of the tone; None where nothing could be judged, tones were not learnt, or the best one is less probable
        than the tagger's ``min_confidence``.
    name : str or None
        Its Vietnamese name.
    probability : float
        Of ``label``, or of the tone that was not probable enough to be said; 0 where nothing was judged.
    probabilities : dict of str to float
        Of every tone, in the order of the taxonomy; empty where nothing was judged. The label is the tone that decides
        best between all four; where two are close it need not be the most probable one.
    score : float
        The expected position between negative (-1) and positive (1).
    evidence : tuple of Evidence
        The sentences that speak for the label, strongest first; empty for the tone of an issue.
    """

    label: str | None = None
    name: str | None = None
    probability: float = 0.0
    probabilities: dict[str, float] = field(default_factory=dict)
    score: float = 0.0
    evidence: tuple[Evidence, ...] = ()

    def __str__(self) -> str:
        return self.label or "-"


@quick_init
@dataclass(frozen=True)
class SentenceTone:
    """The tone of one sentence.

    Attributes
    ----------
    text : str
        ``article.text[start:end]``.
    start, end : int
        Offsets into ``Article.text``, in characters.
    label : str
        The id of the most probable tone.
    probabilities : dict of str to float
        Of every tone, in the order of the taxonomy.
    score : float
        The expected position between negative (-1) and positive (1).
    """

    text: str
    start: int
    end: int
    label: str
    probabilities: dict[str, float]
    score: float


@quick_init
@dataclass(frozen=True)
class IssueTag:
    """An issue that an article is about.

    Attributes
    ----------
    id, name, name_en : str
        As in the taxonomy; ``name`` is the Vietnamese one.
    probability : float
        Calibrated: of the tags given with 0.8, eight in ten are right.
    threshold : float
        The probability from which on the issue is tagged.
    tone : ToneTag
        The tone in which the article shows this issue.
    evidence : tuple of Evidence
        The sentences that speak for the issue, strongest first.
    """

    id: str
    name: str
    name_en: str
    probability: float
    threshold: float
    tone: ToneTag
    evidence: tuple[Evidence, ...] = ()


@quick_init
@dataclass(frozen=True)
class Tags:
    """All that is said of one article.

    Attributes
    ----------
    issues : tuple of IssueTag
        Most probable first; empty where none applies.
    tone : ToneTag
        Of the whole article.
    article : Article
        What was judged: ``article.text``. Empty where the input could not be read.
    warnings : tuple of str
        Why the tags are missing or to be taken with care.
    probabilities : dict of str to float
        Of every issue of the taxonomy, tagged or not; empty where nothing was judged.
    n_words : int
        How many words were read, signs among them.
    unknown_words : float
        Share of them that the model has never seen, not even beside another word: the larger, the less it can tell.
    language : str or None
        ``"Vietnamese"``, ``"Vietnamese without diacritics"`` or ``"other"``, by the letters; None without any words.
    error : str or None
        Why the input could not be read; only `ArticleTagger.tag_many` gives such Tags, `ArticleTagger.tag` raises.
    """

    issues: tuple[IssueTag, ...]
    tone: ToneTag
    article: Article
    warnings: tuple[str, ...] = ()
    probabilities: dict[str, float] = field(default_factory=dict)
    n_words: int = 0
    unknown_words: float = 0.0
    error: str | None = None
    language: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return everything as JSON-ready built-in types.

        Examples
        --------
        >>> Tags((), ToneTag(), Article(title="Không có gì"), warnings=("too short",)).to_dict()["warnings"]
        ['too short']
        """
        return {
            "title": self.article.title,
            "issues": [
                {
                    "id": issue.id,
                    "name": issue.name,
                    "name_en": issue.name_en,
                    "probability": issue.probability,
                    "threshold": issue.threshold,
                    "tone": _tone(issue.tone),
                    "evidence": [dict(vars(sentence)) for sentence in issue.evidence],
                }
                for issue in self.issues
            ],
            "tone": _tone(self.tone),
            "warnings": list(self.warnings),
            "n_words": self.n_words,
            "unknown_words": self.unknown_words,
            "language": self.language,
            "error": self.error,
            "probabilities": dict(self.probabilities),
            "article": self.article.to_dict(),
        }

    def _repr_html_(self) -> str:
        return f"<style>{STYLE}</style>{tags_html(self)}"


def _tone(tone: ToneTag) -> dict[str, Any]:
    return {
        "label": tone.label,
        "name": tone.name,
        "probability": tone.probability,
        "probabilities": dict(tone.probabilities),
        "score": tone.score,
        "evidence": [dict(vars(sentence)) for sentence in tone.evidence],
    }
