"""The rules of ``rules.toml``, compiled: what is page furniture, who is an agency, how a photo credit looks."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

_CAPITAL = "[" + "".join(chr(code) for code in range(0x41, 0x1EFA) if chr(code).isupper()) + "]"
_COUNTER = re.compile(r"[\s(:\[]*\d*[\s)\]]*$")
_EDGE = " \t\u00a0\u200b\ufeff|•·»«>:.-–—*_/\\#+()[]"
_LONGEST_FURNITURE = 250
_LONGEST_TAIL = 80


@dataclass(frozen=True)
class Rules:
    """Compiled rules.

    Attributes
    ----------
    furniture_lines, list_headings : frozenset of str
        Case-folded phrases; the headings are those below which the headlines of other stories stand.
    furniture, tail : re.Pattern
        Furniture by its beginning, and furniture run into the end of a line.
    markers : tuple of str
        What introduces the credit of a photo; a text without any has no caption.
    credit, credit_line : re.Pattern
        A photo credit inside a paragraph, and at the end of a line of its own.
    dateline, teaser : re.Pattern
        The outlet before a first sentence, and in the middle of a paragraph, where another story begins.
    agencies, outlets : re.Pattern
    canonical : dict of str to str
        The name of an agency by its case-folded print.
    """

    furniture_lines: frozenset[str]
    list_headings: frozenset[str]
    furniture: re.Pattern[str]
    tail: re.Pattern[str]
    markers: tuple[str, ...]
    credit: re.Pattern[str]
    credit_line: re.Pattern[str]
    dateline: re.Pattern[str]
    teaser: re.Pattern[str]
    agencies: re.Pattern[str]
    outlets: re.Pattern[str]
    canonical: dict[str, str]

    def is_furniture(self, line: str) -> bool:
        """Tell whether a whole line is page furniture."""
        if len(line) > _LONGEST_FURNITURE:
            return False
        key = _phrase(line)
        return not key or key in self.furniture_lines or self.furniture.match(line) is not None

    def opens_list(self, line: str) -> bool:
        """Tell whether a line of furniture heads a list of other stories."""
        return _phrase(line) in self.list_headings

    def furniture_tail(self, line: str) -> int:
        """Return where the text of a line ends and furniture run into its end begins."""
        end = len(line)
        while match := self.tail.search(line, max(0, end - _LONGEST_TAIL), end):
            end = match.start()
        return end

    def agencies_in(self, text: str) -> tuple[str, ...]:
        """Return the agencies named in a source line, in order, under their canonical names."""
        found = (self.canonical[match.group().casefold()] for match in self.agencies.finditer(text))
        return tuple(dict.fromkeys(found))

    def outlet_in(self, text: str) -> str:
        """Return the first outlet named in a source line as it is printed, or ``""``."""
        match = self.outlets.search(text)
        return match.group() if match else ""


@lru_cache(maxsize=1)
def load_rules() -> Rules:
    """Return the rules that come with the package."""
    text = (resources.files("vnnews.articles") / "rules.toml").read_text(encoding="utf-8")
    return compile_rules(tomllib.loads(unicodedata.normalize("NFC", text)))


def compile_rules(data: dict[str, Any]) -> Rules:
    """Compile rules from the mapping that ``rules.toml`` holds."""
    furniture, agencies, outlets = data["furniture"], data["sources"]["agencies"], data["sources"]["outlets"]
    outlet = _alternatives(outlets)
    markers = _alternatives(data["captions"]["markers"])
    return Rules(
        furniture_lines=frozenset(phrase.casefold() for phrase in furniture["lines"]),
        list_headings=frozenset(phrase.casefold() for phrase in furniture["list_headings"]),
        furniture=re.compile(r"\s*(?:" + "|".join(furniture["patterns"]) + ")", re.IGNORECASE),
        tail=_tail([phrase for phrase in furniture["lines"] if " " in phrase]),
        markers=tuple(data["captions"]["markers"]),
        credit=_credit(markers, _alternatives(agencies + outlets)),
        credit_line=re.compile(rf"(?:^|(?<=[\s(.–—-]))(?:{markers})\s*:\s*[^\s.!?]+(?:\s[^\s.!?]+){{0,4}}[).]*$"),
        dateline=_dateline(outlet, data["sources"]["not_outlets"]),
        teaser=re.compile(rf"(?<=[\w”\"?!])\s+(?:\(\s*(?:{outlet})\s*\)|(?:{outlet}))\s+[-–—]\s+(?=[\"“]?{_CAPITAL})"),
        agencies=re.compile(rf"(?<!\w)(?:{_alternatives(agencies)})(?!\w)", re.IGNORECASE),
        outlets=re.compile(rf"(?<!\w)(?:{outlet})(?!\w)"),
        canonical={name.casefold(): name for name in reversed(agencies)},
    )


def _phrase(line: str) -> str:
    return _COUNTER.sub("", line).strip(_EDGE).casefold()


def _alternatives(names: list[str]) -> str:
    # The longest name first: "AP" must not end the match of "APTN".
    return "|".join(re.escape(name).replace(r"\ ", r"\s") for name in sorted(names, key=len, reverse=True))


def _credit(markers: str, sources: str) -> re.Pattern[str]:
    """Match ``(Ảnh: EPA)``, ``Ảnh: Reuters/AP``, ``Ảnh SPUTNIK`` with what joins it to the caption."""
    known = rf"(?:{sources})(?!\w)(?:\s?[/,&-]\s?(?:{sources})(?!\w))*"
    name = r"(?:(?!\d)\w[\w.&'’+-]*)(?:\s?/\s?\w[\w.&'’+-]*)*"
    return re.compile(
        rf"[-–—.,]?\s*(?:\(\s*(?:{markers})\s*[:.]\s*[^()\n]{{1,80}}\)"
        rf"|(?<!\w)(?:{markers})\s*:\s*(?:(?i:{known})|{name}(?:\s(?={_CAPITAL}){name}){{0,4}})"
        rf"|(?<!\w)(?:Ảnh)\s+(?i:{known}))"
    )


def _dateline(outlet: str, not_outlets: list[str]) -> re.Pattern[str]:
    """Match the outlet before a sentence: ``PNO - ``, ``(Dân trí) - ``; a bracketed name or ``XYO`` may be new."""
    name = rf"{_CAPITAL}[\w.]*(?:\s{_CAPITAL}[\w.]*){{0,3}}"
    short = rf"(?!(?:{_alternatives(not_outlets)})\b)[A-ZĐ]{{2,4}}O(?=\s[-–—]\s.*[.!?…”\"]$)"
    return re.compile(rf"(?:\(\s*(?P<bracketed>{outlet}|{name})\s*\)|(?P<plain>{outlet}|{short}))\s*[-–—:]\s+(?=\S)")


def _tail(phrases: list[str]) -> re.Pattern[str]:
    """Match furniture run into the end of a line.

    One word may end a sentence; a phrase of two or more behind a full stop, or in capitals, does not.
    """
    quiet = rf"(?:{_alternatives(phrases)})(?:\s*\(\d*\))?"
    loud = _alternatives([phrase.upper() for phrase in phrases])
    end = r"[.!?…)”\"]"
    return re.compile(rf"\s+(?:{loud})\s*$|(?:(?<={end})|(?<={end}\s))\s*(?i:{quiet}(?:\s+{quiet})*)\s*$")
