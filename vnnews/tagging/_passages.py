"""Passages: runs of sentences that are judged by themselves.

An issue belongs to an article when some sentences are about it, be the article ever so long; over the whole text those
sentences count for little. So an article is judged as a whole and by its strongest passages.
"""

from __future__ import annotations

from collections.abc import Sequence

from vnnews.articles import Span

_N_WORDS = 60


def passages(text: str, spans: Sequence[Span]) -> list[Span]:
    """Join sentences to passages of at least 60 words between white space; the last may be shorter.

    Parameters
    ----------
    text : str
    spans : sequence of Span
        Its sentences.

    Returns
    -------
    list of Span
        In order, from the beginning of a sentence to the end of one, covering all of them.

    Examples
    --------
    >>> from vnnews.articles import sentences
    >>> text = "Hai bên gặp nhau ở Geneva. " * 20
    >>> [(span.start, span.end) for span in passages(text, sentences(text))]
    [(0, 269), (270, 539)]
    """
    found = []
    start, n_words = -1, 0
    for span in spans:
        start = span.start if start < 0 else start
        n_words += len(text[span.start : span.end].split())
        if n_words >= _N_WORDS:
            found.append(Span(start, span.end))
            start, n_words = -1, 0
    if start >= 0:
        found.append(Span(start, spans[-1].end))
    return found
