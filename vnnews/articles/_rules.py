"""The rules, compiled: what is page furniture, who is an agency, how a photo credit and a date look."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from vnnews.articles._prefixes import by_beginning, literal_prefixes, needed_sign
from vnnews.articles._rule_data import Data, merge_rules, packaged_rules, parse_rules, read_rules

CAPITAL = "[" + "".join(chr(code) for code in range(0x41, 0x1EFA) if chr(code).isupper()) + "]"
_SMALL = "[" + "".join(chr(code) for code in range(0x61, 0x1EFA) if chr(code).islower()) + "]"
_COUNTER_END = " \t\u00a0)]"
_DIGITS = "0123456789"
_COUNTER_START = " \t\u00a0([:"
_EDGE = " \t\u00a0\u200b\ufeff|•·»«>:.-–—*_/\\#+()[]"
_BULLETS = "*•·+-–—✦ "
_LONGEST_FURNITURE = 250
_LONGEST_ROW = 160
_LONGEST_PHRASE = 80
_LONGEST_PREFIX = 16
_SPACE = r"[ \t\u00a0]"
_WORD = re.compile(r"\w+")
_BETWEEN = r"[\s|•·,;/»>()\d–—-]*"


@dataclass(frozen=True, eq=False)
class Rules:
    """Compiled rules, made by `load_rules`; they never change and may be shared between threads.

    Attributes
    ----------
    furniture_lines, list_headings, tag_headings : frozenset of str
        Case-folded phrases; headlines of other stories stand below the second, keywords below the third.
    row, furniture, tail : re.Pattern
        A row of such phrases, furniture by its beginning, and furniture run into the end of a line.
    run_in_list : re.Pattern
        A heading in capitals behind a sentence, with a headline behind it.
    furniture_prefixes : dict of str to tuple of str
        What the lines begin with that ``furniture`` matches, by their first letters.
    furniture_others : tuple of (str, re.Pattern)
        The patterns of which that cannot be told, each with a sign that its matches hold.
    phrase_starts, phrase_ends : frozenset of str
        The first and last words of the phrases: a line with another is not matched against ``row`` and ``tail``.
    marker_words : tuple of str
        The first words of what introduces a photo credit, the longest one last.
    credit, film_credit : re.Pattern
        A credit from such a word on, and the credit of a film, which fills its line.
    dateline, outlet_end : re.Pattern
        The outlet before a first sentence, and before the dash that follows the headline of another story.
    outlet_starts, outlet_ends : frozenset of str
        First and last words of outlets.
    agencies, outlets, sources : re.Pattern
        Their names; ``sources`` matches either.
    source_words : frozenset of str
        The case-folded first words of both: a line without any names no source.
    glued_outlet : re.Pattern
        Where an outlet begins that is written together with the word before it.
    canonical : dict of str to str
        The name of an agency by its case-folded print.
    credit_prefix : re.Pattern
        What introduces an author (``Bài, ảnh:``).
    credit_group : re.Pattern
        Authors without names (``Nhóm phóng viên``).
    dates : tuple of re.Pattern
    around_date : re.Pattern
        What may stand beside a date.
    around_words : frozenset of str
        The first words of that.
    """

    furniture_lines: frozenset[str] = field(repr=False)
    list_headings: frozenset[str] = field(repr=False)
    tag_headings: frozenset[str] = field(repr=False)
    row: re.Pattern[str] = field(repr=False)
    furniture: re.Pattern[str] = field(repr=False)
    tail: re.Pattern[str] = field(repr=False)
    run_in_list: re.Pattern[str] = field(repr=False)
    furniture_prefixes: dict[str, tuple[str, ...]] = field(repr=False)
    furniture_others: tuple[tuple[str, re.Pattern[str]], ...] = field(repr=False)
    phrase_starts: frozenset[str] = field(repr=False)
    phrase_ends: frozenset[str] = field(repr=False)
    marker_words: tuple[str, ...] = field(repr=False)
    credit: re.Pattern[str] = field(repr=False)
    film_credit: re.Pattern[str] = field(repr=False)
    dateline: re.Pattern[str] = field(repr=False)
    outlet_end: re.Pattern[str] = field(repr=False)
    outlet_starts: frozenset[str] = field(repr=False)
    outlet_ends: frozenset[str] = field(repr=False)
    agencies: re.Pattern[str] = field(repr=False)
    outlets: re.Pattern[str] = field(repr=False)
    sources: re.Pattern[str] = field(repr=False)
    source_words: frozenset[str] = field(repr=False)
    glued_outlet: re.Pattern[str] = field(repr=False)
    canonical: dict[str, str] = field(repr=False)
    credit_prefix: re.Pattern[str] = field(repr=False)
    credit_group: re.Pattern[str] = field(repr=False)
    dates: tuple[re.Pattern[str], ...] = field(repr=False)
    around_date: re.Pattern[str] = field(repr=False)
    around_words: frozenset[str] = field(repr=False)

    def is_furniture(self, line: str) -> bool:
        """Tell whether a whole line is page furniture."""
        if len(line) > _LONGEST_FURNITURE:
            return False
        if len(line) <= _LONGEST_ROW and self._is_row(line):
            return True
        line = line.lstrip(_BULLETS) or line
        return self.matches_furniture(line)

    def may_be_furniture(self, line: str) -> bool:
        """Tell whether a line begins as furniture may, or matches a pattern whose beginning is no plain text."""
        prefixes = self.furniture_prefixes.get(line[:2]) or self.furniture_prefixes.get(line[0])
        if prefixes and line[:_LONGEST_PREFIX].casefold().startswith(prefixes):
            return True
        return any(sign in line and pattern.match(line) for sign, pattern in self.furniture_others)

    def _is_row(self, line: str) -> bool:
        if not self.may_be_row(line):
            return False
        key = _phrase(line)
        if len(line) <= _LONGEST_PHRASE and (not key or key in self.furniture_lines):
            return True
        if not key:
            return False
        last = key.rsplit(None, 1)[-1].strip(_EDGE)
        return last in self.phrase_ends and self.row.fullmatch(key) is not None

    def may_be_row(self, line: str) -> bool:
        """Tell whether a line begins with the first word of a phrase, or has one word only."""
        words = line.strip(_EDGE).split(None, 1)
        return len(words) < 2 or words[0].rstrip(_EDGE).casefold() in self.phrase_starts

    def opens_list(self, line: str) -> bool:
        """Tell whether a line of furniture heads a list of other stories."""
        return len(line) <= _LONGEST_ROW and _phrase(line) in self.list_headings

    def opens_tags(self, line: str) -> bool:
        """Tell whether a line of furniture heads a list of keywords."""
        return len(line) <= _LONGEST_ROW and _phrase(line) in self.tag_headings

    def furniture_tail(self, line: str) -> int:
        """Return where the text of a line ends and furniture run into its end begins."""
        end = len(line)
        while line[end - 1] not in '.?!…”"':
            last = _uncounted(line[max(0, end - _LONGEST_PHRASE) : end]).rsplit(None, 1)
            if not last or last[-1].casefold() not in self.phrase_ends:
                return end
            match = self.tail.search(line, max(0, end - _LONGEST_PHRASE), end)
            if match is None or match.start() == 0:
                return end
            end = match.start()
        return end

    def agencies_in(self, text: str) -> tuple[str, ...]:
        """Return the agencies named in a source line, in order, under their canonical names."""
        if not self.may_name_source(text):
            return ()
        found = (self.canonical[match.group().casefold()] for match in self.agencies.finditer(text))
        return tuple(dict.fromkeys(found))

    def outlet_in(self, text: str) -> str:
        """Return the first outlet named in a source line as it is printed, or ``""``."""
        match = self.outlets.search(text) if self.may_name_source(text) else None
        return match.group() if match else ""

    def may_name_source(self, text: str) -> bool:
        """Tell whether a short text has a word with which the name of an agency or outlet begins."""
        return not self.source_words.isdisjoint(_WORD.findall(text.casefold()))

    def matches_furniture(self, line: str) -> bool:
        """Tell whether a line matches one of the patterns of furniture."""
        return self.may_be_furniture(line) and self.furniture.match(line) is not None


def load_rules(path: str | os.PathLike[str] | None = None) -> Rules:
    r"""Load the rules by which `parse_article` tells an article from the page around it.

    Parameters
    ----------
    path : str or path, optional
        A TOML file of the form of ``vnnews/articles/rules.toml``, with any of its tables and keys. What it lists is
        added to the rules of the package. By default these alone.

    Returns
    -------
    Rules
        Compiled once for the same text, and shared.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If the file is no TOML, names a table or key that does not exist, or holds an entry of the wrong kind, such as
        a regular expression that does not compile.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> from vnnews.articles import parse_article
    >>> path = Path(tempfile.mkdtemp()) / "rules.toml"
    >>> _ = path.write_text('''
    ... [furniture]
    ... lines = ["đọc báo in"]
    ... [sources]
    ... outlets = ["Báo Cà Mau"]
    ... agencies = ["Belga"]
    ... ''', encoding="utf-8")
    >>> page = "Hai nước nối lại đàm phán\nĐọc báo in\nPhiên họp mở màn sáng nay.\nTô Lan/Báo Cà Mau (theo Belga)"
    >>> article = parse_article(page, rules=load_rules(path))
    >>> article.text
    'Hai nước nối lại đàm phán\n\nPhiên họp mở màn sáng nay.'
    >>> article.outlet, article.agencies
    ('Báo Cà Mau', ('Belga',))
    """
    if path is None:
        return _packaged()
    return _extended(read_rules(path), os.fspath(path))


@lru_cache(maxsize=1)
def _packaged() -> Rules:
    return compile_rules(_packaged_data())


@lru_cache(maxsize=1)
def _packaged_data() -> Data:
    return parse_rules(packaged_rules(), "rules.toml of the package")


@lru_cache(maxsize=8)
def _extended(text: str, source: str) -> Rules:
    return compile_rules(merge_rules(_packaged_data(), parse_rules(text, source)))


def compile_rules(data: Data) -> Rules:
    """Compile rules from the mapping that ``rules.toml`` holds."""
    furniture, captions, sources = data["furniture"], data["captions"], data["sources"]
    headings = [*furniture["list_headings"], *furniture["tag_headings"]]
    phrases = frozenset(_phrase(phrase) for phrase in (*furniture["lines"], *headings)) - {""}
    canonical = {name.casefold(): name for name in reversed(sources["agencies"])}
    canonical |= {name.casefold(): agency for name, agency in sources["aliases"].items()}
    agency, outlet = _alternatives(canonical), _alternatives(sources["outlets"])
    source = _alternatives([*canonical, *sources["outlets"]])
    markers = [*captions["markers"], *captions["anonymous"]]
    prefixes, others = literal_prefixes(furniture["patterns"])
    return Rules(
        furniture_lines=phrases,
        list_headings=frozenset(map(_phrase, furniture["list_headings"])),
        tag_headings=frozenset(map(_phrase, furniture["tag_headings"])),
        row=re.compile(rf"(?:(?:{_alternatives(phrases)})(?!\w){_BETWEEN})+"),
        furniture=re.compile(r"\s*(?:" + "|".join(furniture["patterns"]) + ")", re.IGNORECASE),
        tail=_tail([phrase for phrase in phrases if " " in phrase]),
        run_in_list=_run_in_list([heading for heading in furniture["list_headings"] if " " in heading]),
        furniture_prefixes=by_beginning(prefix[:_LONGEST_PREFIX] for prefix in prefixes),
        furniture_others=tuple((needed_sign(other), re.compile(other, re.IGNORECASE)) for other in others),
        phrase_starts=frozenset(phrase.split(None, 1)[0].rstrip(_EDGE) for phrase in phrases),
        phrase_ends=frozenset(phrase.rsplit(None, 1)[-1] for phrase in phrases),
        marker_words=tuple(sorted({marker.split(None, 1)[0] for marker in markers}, key=len)),
        credit=_credit(captions, source),
        film_credit=re.compile(
            rf"\(?(?:{_alternatives(captions['film_markers'])})\s*:\s*{_names(captions, source)}[.)]*$"
        ),
        dateline=_dateline(outlet, agency, sources["not_outlets"]),
        outlet_end=re.compile(rf"(?:^|(?<=[\s(]))(?:{outlet})\)?$"),
        outlet_starts=frozenset(name.split(None, 1)[0] for name in (*sources["outlets"], *sources["agencies"])),
        outlet_ends=frozenset(name.rsplit(None, 1)[-1] for name in sources["outlets"]),
        agencies=re.compile(rf"(?<!\w)(?:{agency})(?!\w)", re.IGNORECASE),
        outlets=re.compile(rf"(?<!\w)(?:Báo\s)?(?:{outlet})(?!\w)"),
        sources=re.compile(rf"(?<!\w)(?:(?:Báo\s)?(?:{outlet})|(?i:{agency}))(?!\w)"),
        source_words=frozenset(
            word.casefold() for name in (*canonical, *sources["outlets"], "báo") for word in _WORD.findall(name)[:1]
        ),
        glued_outlet=re.compile(rf"(?<={_SMALL})(?=(?:{outlet})(?!\w))"),
        canonical=canonical,
        credit_prefix=re.compile(rf"(?i:\s*(?:{_alternatives(data['credits']['prefixes'])})\s*:\s*)"),
        credit_group=re.compile(rf"(?:{_alternatives(data['credits']['groups'])})(?:\s[^\W\d]+){{1,3}}"),
        dates=tuple(re.compile(rf"(?<!\d)(?:{form})", re.IGNORECASE) for form in data["dates"]["forms"]),
        around_date=_around(data["dates"]["around"]),
        around_words=frozenset(word.split(None, 1)[0].casefold() for word in data["dates"]["around"]),
    )


def _phrase(line: str) -> str:
    return _uncounted(line).strip(_EDGE).casefold()


def _uncounted(line: str) -> str:
    """Return a line without the counter at its end, such as ``(12)``."""
    return line.rstrip(_COUNTER_END).rstrip(_DIGITS).rstrip(_COUNTER_START)


def _alternatives(names: Iterable[str]) -> str:
    # The longest name first: "AP" must not end the match of "APTN".
    ordered = sorted(sorted(names), key=len, reverse=True)
    return "|".join(re.escape(name).replace(r"\ ", _SPACE) for name in ordered)


def _names(captions: Data, source: str) -> str:
    """Match the names behind a marker: known sources, or up to five words in capitals, joined by strokes."""
    known = rf"(?i:{source})(?!\w)"
    # A word may hold full stops ("L.ĐỨC", "haiquan.vn"); one at its end ends the credit, behind an initial it does not.
    word = r"(?!\d)\w[\w&’'+-]*(?:\.\w[\w-]*){0,4}"
    opener = rf"(?!(?:{_alternatives(captions['openers'])})(?!\w))"
    name = rf"(?:\w{{1,2}}\.{_SPACE}?){{0,2}}{word}(?:{_SPACE}(?={CAPITAL}){opener}(?:\w\.{_SPACE})?{word}){{0,4}}"
    joint = (
        rf"(?:{_SPACE}?[/,&+]{_SPACE}?(?=\w)|{_SPACE}?-{_SPACE}?(?=(?i:{source})(?!\w))"
        rf"|{_SPACE}[-–]{_SPACE}(?={CAPITAL}){opener})"
    )
    return rf"(?:{known}|{name})(?:{joint}(?:{known}|(?={CAPITAL}){opener}{name})){{0,4}}"


def _credit(captions: Data, source: str) -> re.Pattern[str]:
    """Match ``Ảnh: Reuters/AP``, ``Ảnh SPUTNIK``, ``Ảnh minh họa`` and, up to a bracket, ``Ảnh: do gia đình gửi)``."""
    markers, anonymous = _alternatives(captions["markers"]), _alternatives(captions["anonymous"])
    colon = rf"{_SPACE}{{0,2}}[:;]{_SPACE}{{0,2}}"
    known = rf"(?i:{source})(?!\w)"
    return re.compile(
        rf"(?P<bracketed>(?:{markers}){_SPACE}{{0,2}}[:.;]{_SPACE}{{0,2}}[^()\r\n]{{1,80}}\)|(?:{anonymous})[^():;\r\n]{{0,20}}\))"
        rf"|(?P<named>(?:{markers}){colon}{_names(captions, source)}"
        rf"|(?:Ảnh|ẢNH){_SPACE}{{1,2}}{known}(?:{_SPACE}?[/,&-]{_SPACE}?{known}){{0,4}})"
        rf"|(?P<anonymous>(?:{anonymous})(?={_SPACE}{{0,4}}(?:[.)\r\n]|\Z)))"
    )


def _dateline(outlet: str, agency: str, not_outlets: list[str]) -> re.Pattern[str]:
    """Match the outlet before a sentence: ``PNO - ``, ``(Dân trí) - ``; a bracketed name or ``XYO`` may be new."""
    name = rf"(?!VIDEO|CLIP|ẢNH|Video|Clip|Ảnh){CAPITAL}[\w.&+]*(?:\s{CAPITAL}[\w.&+]*){{0,3}}"
    short = rf"(?!(?:{_alternatives(not_outlets)})\b)[A-ZĐ]{{2,4}}O(?=\s[-–—]\s)"
    return re.compile(
        rf"(?:[(\[]\s*(?P<bracketed>{outlet}|{name})\s*[)\]]|(?P<plain>{outlet}|{short})|(?P<agency>(?i:{agency})))"
        rf"\s{{0,3}}\.?(?:[-–—]|(?<=[)\]]):)\s+(?={CAPITAL}|[\d\"“‘'(\u200b])"
    )


def _around(words: list[str]) -> re.Pattern[str]:
    return re.compile(
        r"\d{1,2}\s?[:hg]\s?\d{2}(?::\d{2})?(?:['’]|p(?!\w))?|\d{1,2}\s?(?:giờ|AM|PM)\b|[(\[]?(?:GMT|UTC)?\s?[+-]\s?\d{1,2}(?::?\d{2})?[)\]]?"
        rf"|(?<!\w)(?:{_alternatives(words)})(?!\w)|[\s,;:|()\[\]/.•·–—-]+",
        re.IGNORECASE,
    )


def _tail(phrases: list[str]) -> re.Pattern[str]:
    """Match furniture run into the end of a line.

    One word may end a sentence; a phrase of two or more behind a full stop, or in capitals, does not.
    """
    quiet = rf"(?:{_alternatives(phrases)})(?:\s*\(\d*\))?"
    loud = _alternatives([phrase.upper() for phrase in phrases])
    end = r"[.!?…)”\"]"
    return re.compile(rf"\s+(?:{loud})\s*$|(?:(?<={end})|(?<={end}\s))\s*(?i:{quiet}(?:\s+{quiet})*)[\s:]*$")


def _run_in_list(headings: list[str]) -> re.Pattern[str]:
    loud = _alternatives([heading.upper() for heading in headings])
    return re.compile(rf"(?<=[.!?…”\"]\s)(?:{loud})\s*:?\s+(?={CAPITAL})")
