"""Turn word-segmented text back into running text: `thủ_đô ,` becomes `thủ đô,`.

The text comes from a tokenizer that joins the syllables of a word with `_`, sets every punctuation mark between spaces
and cuts `F-35` into `F -35` and `G20` into `G 20`. Nothing here loses or adds a character other than white space;
only the `_` between two syllables becomes a space. Which codes and names are written together was decided by how most
untokenized news of the same years writes them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

Role = Literal["open", "close", "inner"]

_SYLLABLE_JOIN = re.compile(r"(?<=[^\s_])_(?=[^\s_])")
_BEFORE_CLOSING = re.compile(r" +(?=[,;:!?…%‰)\]}”»]|\.+(?!\w))")
_AFTER_OPENING = re.compile(r"(?<=[(\[{“«]) +")
_AFTER_SIGN = re.compile(r"(?m)(?:(?<=^[#@])|(?<=[\s(\"][#@])) (?=\w)")
_AROUND_SLASH = re.compile(r" / (?=\S)")
_AMPERSAND = re.compile(r" & (?=[A-ZĐ]+(?!\w))(?<=[A-ZĐ] & )")

_SIGNED_NUMBER = re.compile(r" (?=-\d)")
# A lower-case word before the sign leaves it a minus: `lạnh -5 độ`.
_TAKES_NUMBER = re.compile(r"(?:\d[A-Z]?\d?|(?<!\w)[A-ZĐ]\w*|\d ?h|km/h)$")
_LETTER_NUMBER = re.compile(
    r" (?=\d)(?:(?<=(?<![\w.-])[A-Z] )|(?<=(?<![\w.-])(?:QL|PC|MH|VJ|SE|VN|CO|NH|QH) )|(?<=(?<![\w.-])[VH]TV ))"
)
_CODE_SUFFIX = re.compile(r"([A-Za-z]-\d{1,3}) (?=(?:[A-Z]|SM|MK|PMU?|MKI|MKK|SMT|UBL?|MS|VM)\d{0,2}(?![\w./]))")
_PLATE = re.compile(r"((?:BKS|BS|số|soát)(?: :)? \d\d) (?=[A-Z]{1,2}\d?(?!\w))")

_HYPHEN = re.compile(r" - (?=(\w+))")
_LAST_WORD = re.compile(r"(?<![\w-])\w+$")
_CONTEXT = 24
"""How many characters before a match tell what it follows; longer words are no codes."""

# fmt: off
_TAKES_HYPHEN = frozenset([
    "al", "Al", "el", "El", "ez", "Abdul", "Abdel", "Jong", "Jae", "Yong", "Chan", "Sol", "Soon", "Kyung", "Byung",
    "Eui", "Hak", "Punggye", "Shangri", "Mar", "Jean", "Saint", "Rolls", "Coca", "Mercedes", "Pantsir", "check", "E",
    "e", "a", "o", "start", "live", "Ê", "ê", "Cát", "cát", "Vắc", "vắc", "Ăng", "ăng", "Bê", "bê", "Nơ", "nơ",
    "Ghi", "ghi", "Sô", "sô", "Héc", "héc", "Mát", "mát", "ki", "Xi", "xi", "Bi", "bi",
])
"""The first part of names and loanwords that are hardly ever written with a space before the hyphen."""

_STANDS_ALONE = frozenset([
    "AFP", "BIDV", "CSĐT", "EU", "FPT", "HCM", "HĐND", "MB", "MC", "NATO", "PV", "THCS", "THPT", "TP", "TPHCM", "USD",
    "VN", "VOV", "VTV",
])
# fmt: on
"""Abbreviations that form no pair such as `TN-MT` with another."""

_FOLLOWS_CLOSING_QUOTE = frozenset([",", ".", ";", ")", "!", "?", "...", "…", "]", ":"])
_PRECEDES_OPENING_QUOTE = frozenset([":", "(", "“", "["])
_ENGLISH_ENDING = frozenset(["s", "t", "re", "ve", "ll", "d", "m"])
_CITY_AT_END = re.compile(r"\n(?:(?<=[\s_(]T[PpXT]\.\n)|(?<=[\s_(]T[PpXT] \.\n))(?=\S)")


def detokenize(text: str) -> str:
    """Return word-segmented text as running text, line by line.

    Parameters
    ----------
    text : str
        One or more lines of tokens with single spaces between them. A straight quotation mark may open on one line and
        close on a later one.

    Returns
    -------
    str
        The same lines, except that a line cut after `TP.` is joined to the one that follows it.

    Examples
    --------
    >>> detokenize('Tiêm_kích F -35 , theo " Sở Y_tế " ( TP. HCM ) , tăng 80-90 % .')
    'Tiêm kích F-35, theo "Sở Y tế" (TP. HCM), tăng 80-90%.'
    """
    lines = []
    quote_is_open = False
    for line in rejoin_city_lines(text).split("\n"):
        attached, quote_is_open = attach_quotes(" ".join(line.split()), quote_is_open)
        lines.append(attached)
    text = "\n".join(lines)
    for step in STEPS:
        text = step(text)
    return text


def rejoin_city_lines(text: str) -> str:
    """Join a line that ends in `TP.` (city) to the next: the sentence splitter took its full stop for the end."""
    return _CITY_AT_END.sub(" ", text)


def join_syllables(text: str) -> str:
    """`thủ_đô` -> `thủ đô`."""
    return _SYLLABLE_JOIN.sub(" ", text)


def attach_punctuation(text: str) -> str:
    """`Hà Nội , ( Huế )` -> `Hà Nội, (Huế)`; `80 %` -> `80%`."""
    text = _AFTER_OPENING.sub("", _BEFORE_CLOSING.sub("", text))
    return _AFTER_SIGN.sub("", text) if "# " in text or "@ " in text else text


def attach_symbols(text: str) -> str:
    """`đón / trả` -> `đón/trả`; `NN & PTNT` -> `NN&PTNT`; `> >` -> `>>`."""
    return _AMPERSAND.sub("&", _AROUND_SLASH.sub("/", text)).replace("> >", ">>").replace("> >", ">>")


def join_codes(text: str) -> str:
    """`F -35 A` -> `F-35A`; `G 20` -> `G20`; `70 -80` -> `70-80`; `BKS 51 A -55` -> `BKS 51A-55`."""
    text = _PLATE.sub(r"\1", text)
    text = _SIGNED_NUMBER.sub(_number_space, text)
    text = _CODE_SUFFIX.sub(r"\1", text)
    text = _LETTER_NUMBER.sub("", text)
    return _SIGNED_NUMBER.sub(_number_space, text)


def _number_space(match: re.Match[str]) -> str:
    return "" if _TAKES_NUMBER.search(_before(match)) else " "


def join_hyphens(text: str) -> str:
    """`al - Assad` -> `al-Assad`; `TN - MT` -> `TN-MT`; `Hà Nội - Huế` stays."""
    return _HYPHEN.sub(_hyphen, text)


def _hyphen(match: re.Match[str]) -> str:
    word = _LAST_WORD.search(_before(match))
    if word is None:
        return " - "
    left, right = word.group(), match.group(1)
    return "-" if left in _TAKES_HYPHEN or (_pairs_up(left) and _pairs_up(right)) else " - "


def _pairs_up(word: str) -> bool:
    return len(word) > 1 and word.isalpha() and word.isupper() and word not in _STANDS_ALONE


def _before(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - _CONTEXT) : match.start()]


STEPS: tuple[Callable[[str], str], ...] = (
    join_syllables,
    attach_symbols,
    join_codes,
    join_hyphens,
    attach_punctuation,
)
"""What happens after the quotation marks have found their side, in order."""


def attach_quotes(line: str, is_open: bool = False) -> tuple[str, bool]:
    r"""Set straight quotation marks and apostrophes against the word they belong to.

    Parameters
    ----------
    line : str
        Tokens with single spaces between them.
    is_open : bool
        Whether a `"` of an earlier line is still open.

    Returns
    -------
    tuple of (str, bool)
        The line, and whether a `"` is open at its end.

    Examples
    --------
    >>> attach_quotes('" Tôi tin " , ông O \' Neill nói')
    ('"Tôi tin" , ông O\'Neill nói', False)
    """
    if not any(mark in line for mark in "\"'’‘"):
        return line, is_open
    tokens = line.split(" ")
    roles: dict[int, Role] = {}
    is_open = _double_quote_roles(tokens, is_open, roles)
    _single_quote_roles(tokens, roles)
    pieces: list[str] = []
    glued = True
    for index, token in enumerate(tokens):
        role = roles.get(index)
        if not glued and role not in ("close", "inner"):
            pieces.append(" ")
        pieces.append(token)
        glued = role in ("open", "inner")
    return "".join(pieces), is_open


def _double_quote_roles(tokens: list[str], carried_open: bool, roles: dict[int, Role]) -> bool:
    """Give every `"` its role; return whether one is open at the end."""
    marks = [index for index, token in enumerate(tokens) if '"' in token]
    # A line with an even number of marks is complete in itself, whatever stands open around it.
    is_open = carried_open and len(marks) % 2 == 1
    first_opens = False
    for index in marks:
        if tokens[index] == '"':
            opens = _opens(tokens, index, is_open)
            roles[index] = "open" if opens else "close"
        else:
            opens = tokens[index].startswith('"')
        if index == marks[0]:
            first_opens = opens
        is_open = opens
    if len(marks) % 2 == 0 and not is_open and (first_opens or not marks):
        return carried_open
    return is_open


def _opens(tokens: list[str], index: int, is_open: bool) -> bool:
    """Whether the quotation mark at `index` opens: its neighbours decide, else whether one is open already."""
    before = tokens[index - 1] if index else None
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if before in _PRECEDES_OPENING_QUOTE and after is not None:
        return True
    if after is None or after in _FOLLOWS_CLOSING_QUOTE:
        return False
    return before is None or not is_open


def _single_quote_roles(tokens: list[str], roles: dict[int, Role]) -> None:
    """Give every `'`, `‘` and `’` that stands alone its role: apostrophe, or one of a pair of quotation marks."""
    straight_open = curly_open = False
    for index, token in enumerate(tokens):
        if token == "‘":
            roles[index], curly_open = "open", True
        elif token in ("'", "’") and _is_apostrophe(tokens, index):
            roles[index] = "inner"
        elif token == "’":
            roles[index], curly_open = "inner" if _within_name(tokens, index) and not curly_open else "close", False
        elif token == "'":
            straight_open = _opens(tokens, index, straight_open)
            roles[index] = "open" if straight_open else "close"


def _is_apostrophe(tokens: list[str], index: int) -> bool:
    """`Vietnam ' s`, `O ' Neill`, `H ' Hen`: an English ending, or one capital before a capitalised word."""
    if not 0 < index < len(tokens) - 1:
        return False
    before, after = tokens[index - 1], tokens[index + 1]
    return after in _ENGLISH_ENDING or (len(before) == 1 and before.isupper() and after[0].isalpha())


def _within_name(tokens: list[str], index: int) -> bool:
    """`Ta ’ manah`: a capitalised word before and a word after a mark that closes nothing."""
    return 0 < index < len(tokens) - 1 and tokens[index - 1][:1].isupper() and tokens[index + 1][:1].isalpha()
