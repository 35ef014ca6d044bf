"""The rules of ``rules.toml``, compiled: what is page furniture, who is an agency, how a photo credit looks."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

_CAPITAL = (
    "["
    + "".join(chr(code) for code in range(0x41, 0x1EFA) if chr(code).isupper() and chr(code).lower() != chr(code))
    + "]"
)
_COUNTER = re.compile(r"[\s(:\[]*\d*[\s)\]]*$")
_EDGE = " \t\u00a0\u200b\ufeff|•·»«>:.-–—*_/\\#+()[]"


@dataclass(frozen=True)
class Rules:
    """Compiled rules; every pattern runs in time linear in the line it is given."""

    furniture_lines: frozenset[str]
    furniture: re.Pattern[str]
    credit: re.Pattern[str]
    dateline: re.Pattern[str]
    teaser: re.Pattern[str]
    agencies: re.Pattern[str]
    outlets: re.Pattern[str]
    canonical: dict[str, str]

    def is_furniture(self, line: str) -> bool:
        """Tell whether a whole line is page furniture."""
        key = _COUNTER.sub("", line).strip(_EDGE).casefold()
        return not key or key in self.furniture_lines or self.furniture.match(line) is not None

    def agencies_in(self, text: str) -> tuple[str, ...]:
        """Return the agencies named in a source line, in order, under their canonical names."""
        found = (self.canonical[match.group().casefold()] for match in self.agencies.finditer(text))
        return tuple(dict.fromkeys(found))

    def outlet_in(self, text: str) -> str:
        """Return the first outlet named in a source line as it is printed, or ``""``."""
        match = self.outlets.search(text)
        return match.group() if match else ""


def _alternatives(names: list[str]) -> str:
    # The longest name first: "AP" must not end the match of "APTN".
    return "|".join(re.escape(name).replace(r"\ ", r"\s") for name in sorted(names, key=len, reverse=True))


@lru_cache(maxsize=1)
def load_rules() -> Rules:
    """Return the rules that come with the package."""
    text = (resources.files("vnnews.articles") / "rules.toml").read_text(encoding="utf-8")
    return compile_rules(tomllib.loads(unicodedata.normalize("NFC", text)))


def compile_rules(data: dict[str, Any]) -> Rules:
    """Compile rules from the mapping that ``rules.toml`` holds."""
    agencies, outlets = data["sources"]["agencies"], data["sources"]["outlets"]
    sources = _alternatives(agencies + outlets)
    markers = _alternatives(data["captions"]["markers"])
    # "Ảnh: Reuters/Sputnik", "(Ảnh: EPA)", "Ảnh SPUTNIK": one or more known sources, or up to four capitalised words.
    known = rf"(?:{sources})(?!\w)(?:\s?[/,&-]\s?(?:{sources})(?!\w))*"
    name = r"(?:(?!\d)\w[\w.&'’+-]*)(?:\s?/\s?\w[\w.&'’+-]*)*"
    credit = (
        rf"[-–—.,]?\s*(?:\(\s*(?:{markers})\s*[:.]\s*[^()\n]{{1,80}}\)"
        rf"|(?<!\w)(?:{markers})\s*:\s*(?i:{known}|{name}(?:\s(?={_CAPITAL}){name}){{0,4}})"
        rf"|(?<!\w)(?:Ảnh)\s+(?i:{known}))"
    )
    outlet = _alternatives(outlets)
    return Rules(
        furniture_lines=frozenset(phrase.casefold() for phrase in data["furniture"]["lines"]),
        furniture=re.compile(r"\s*(?:" + "|".join(data["furniture"]["patterns"]) + ")", re.IGNORECASE),
        credit=re.compile(credit),
        dateline=re.compile(rf"\s*(?:\(\s*(?P<a>{outlet})\s*\)|(?P<b>{outlet}))\s*[-–—:]\s+(?=\S)"),
        teaser=re.compile(rf"(?<=[\w”\"?!])\s+(?:\(\s*(?:{outlet})\s*\)|(?:{outlet}))\s+[-–—]\s+(?=[\"“]?{_CAPITAL})"),
        agencies=re.compile(rf"(?<!\w)(?:{_alternatives(agencies)})(?!\w)", re.IGNORECASE),
        outlets=re.compile(rf"(?<!\w)(?:{outlet})(?!\w)"),
        canonical={name.casefold(): name for name in reversed(agencies)},
    )
