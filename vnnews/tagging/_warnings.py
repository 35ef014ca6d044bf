"""What a tagger can't vouch for, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vnnews.text import Language

_FEW_WORDS = 5

UNLIKELY = 0.08
"""The probability that every issue must stay below for an article to look like none of them.

Chosen with the shipped tagger on 1,200 articles of the train half of VNTC, 120 of each of 10 topics, and measured on as
many of the test half. Of the nine topics that are not world news, 84 % of the articles are warned of (sport, health,
culture and life: 96 %); of the world news 19 %, none of which got a tag. Of all these warnings 97.5 % are of other
topics than world news. Of 258 articles of `dev` that have an issue, none is warned of; of 42 that have none, 64 %. Of
400 headlines of each of five topics, 76 to 92 % of those that are not world news, and 45 % of the others, of which 65 %
got no tag. To ask besides that 3 % of the words be unknown would lose 3 to 27 points of the warnings for at most 3
points of precision: the share of unknown words is told, but not used here. A tagger that learnt from few articles never
warns, for its probabilities are not so small.
Measured again with the blend, out of fold, on the 8,005 training articles of more than one sentence: 7 % are warned of,
97 % of which have no issue; of all without an issue 62 % are, of those with one 0.2 %.
"""


def find_obstacle(text: str, language: Language, has_known: bool) -> str | None:
    """Return why a text can't be judged at all, if so."""
    if not text or text.isspace():
        return "empty: there is no text besides page furniture"
    if not (language.is_vietnamese or language.is_unaccented):
        return f"not Vietnamese: {language.marked:.0%} of {language.n_words} words look Vietnamese; nothing was judged"
    if not has_known:
        return "unknown words: none of the words occurred in the training articles"
    return None


def find_cautions(language: Language) -> Iterator[str]:
    """Yield why tags are to be taken with care."""
    if language.is_unaccented:
        yield "no diacritics: the model knows Vietnamese with its diacritics only, tags are unreliable"
    if language.n_words < _FEW_WORDS:
        yield f"too short: {language.n_words} words say little"


def find_strangeness(probabilities: Mapping[str, float]) -> Iterator[str]:
    """Yield a warning for an article that got no issue and is not even near one.

    Parameters
    ----------
    probabilities : mapping of str to float
        Of all issues, at least one.
    """
    largest = max(probabilities.values())
    if largest < UNLIKELY:
        likeliest = list(probabilities)[list(probabilities.values()).index(largest)]
        yield f"looks like none of the issues: the likeliest, {likeliest}, has a probability of {largest:.1%}"


def name_language(language: Language) -> str | None:
    """Return what a text is written in, as `Tags.language` has it."""
    if language.is_vietnamese:
        return "Vietnamese"
    if language.is_unaccented:
        return "Vietnamese without diacritics"
    return "other" if language.n_words else None
