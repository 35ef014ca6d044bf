"""Spans that an option keeps whole: dates and numbers, URLs and e-mail addresses.

pyvi splits ``20/11/2020`` into five tokens and ``vnexpress.net/the-thao`` into seven. The patterns here are applied
first; what they find is one word as it stands, and the text around it is segmented as ever. A run is tried from its
beginning only, thanks to the look-behinds, and read once, thanks to possessive quantifiers, so the time is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_NUMBER = re.compile(r"(?<![\w])\d++(?:[./:,_-]\d++)+")
_EMAIL = r"(?<![a-zA-Z0-9_.+-])[a-zA-Z0-9_.+-]++@[a-zA-Z0-9-]++(?:\.[a-zA-Z0-9-]++)+"
_DOMAINS = "|".join(rf"(?<=\.{domain})" for domain in ("vn", "com", "net", "org", "edu", "gov", "info", "asia", "io"))
_HOST = rf"(?<![\w.@-])(?:www\.)?[a-zA-Z0-9-]++(?:\.[a-zA-Z0-9-]++)++(?:{_DOMAINS})(?![\w@])(?::\d++)?(?:[/?#]\S*+)?"
_URL = r"(?<!\w)\w++://\S++"
_ADDRESS = re.compile(f"{_URL}|{_EMAIL}|{_HOST}")
_CLOSING = ".,;:!?…\"'”’»)]}>"
"""What ends a URL in print and does not belong to it."""


def spans(text: str, *, numbers: bool, urls: bool) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each span that is kept whole, in order, none of them empty or overlapping.

    Examples
    --------
    >>> text = "Ngày 20/11/2020, xem https://vnexpress.net/the-thao."
    >>> [text[start:end] for start, end in spans(text, numbers=True, urls=True)]
    ['20/11/2020', 'https://vnexpress.net/the-thao']
    """
    addresses = [_trimmed(match) for match in _ADDRESS.finditer(text)] if urls else []
    found = [match.span() for match in _NUMBER.finditer(text)] if numbers else []
    previous_end = 0
    for start, end in sorted([*addresses, *found]):
        if start >= previous_end:
            yield start, end
            previous_end = end


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    return match.start(), match.start() + len(match[0].rstrip(_CLOSING))
