"""What a tagger can't vouch for, in words."""

from __future__ import annotations

from collections.abc import Iterator

from vnnews.text import Language

_FEW_WORDS = 5


def find_obstacle(text: str, language: Language, has_known: bool) -> str | None:
    """Return why a text can't be judged at all, if so."""
    if not text.strip():
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
