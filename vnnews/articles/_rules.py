"""The rules, compiled: what is page furniture, who is an agency, how a photo credit and a date look."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from vnnews.articles._openings import EDGE, ROW, Openings
from vnnews.articles._prefixes import LONGEST_PREFIX
from vnnews.articles._rule_patterns import BEFORE_TAIL

_COUNTER_END = " \t\u00a0)]"
_DIGITS = "0123456789"
_COUNTER_START = " \t\u00a0([:"
_BULLETS = "*•·+-–—✦ "
_LONGEST_FURNITURE = 250
_LONGEST_ROW = 160
_LONGEST_PHRASE = 80
_FEWEST_ENTRIES = 6
_LONGEST_HEADING = 6
MENU_EDGE = f"{EDGE}›⟩→☰0123456789,;"
"""Signs around an entry of a menu."""
_WORD = re.compile(r"\w+")
_FILE = re.compile(
    r"[\w.-]+\.(?:jpe?g|png|gif|webp|bmp)|[\w-]{2,30}(?:\.\w{2,20})?\.(?:com|vn|net|org)|[\w.$]+\(\S{0,80}\);?",
    re.IGNORECASE,
)
"""The name of an image, the address of a site, or a call of a script."""
_BEFORE_TAIL = re.compile(BEFORE_TAIL)


def _expression(name: str) -> cached_property[re.Pattern[str]]:
    return cached_property(lambda rules: re.compile(rules.expressions[name]))


@dataclass(frozen=True, eq=False)
class Rules:
    """Compiled rules, made by `load_rules`; they never change and may be shared between threads.

    Attributes
    ----------
    expressions : dict of str to str
        The large regular expressions among those below. Each is compiled when it is first asked for: all of them take
        0.2 s, and one article needs a few.
    furniture_lines, list_headings, tag_headings : frozenset of str
        Case-folded phrases; headlines of other stories stand below the second, keywords below the third.
    row, tail : re.Pattern
        A row of such phrases, and furniture run into the end of a line.
    below : re.Pattern
        What stands below an article, anywhere in small letters.
    run_in_list : re.Pattern
        A heading in capitals behind a sentence, with a headline behind it.
    list_openings : frozenset of str
        The first two letters of these.
    furniture : dict of str to tuple of re.Pattern
        Patterns of furniture by what the lines begin with that they match.
    furniture_prefixes : dict of str to tuple of str
        The keys of that by their first letters.
    furniture_others : tuple of (str, re.Pattern)
        The patterns of which that cannot be told, each with a sign that its matches hold.
    menu : re.Pattern
        A row of phrases, sections and outlets.
    entry, menu_entry : re.Pattern
        One of these, anywhere, and with what parts it from others.
    menu_starts, menu_ends : frozenset of str
        The first and last words of these.
    phrase_starts, phrase_ends : frozenset of str
        The first and last words of the phrases: a line with another is not matched against ``row`` and ``tail``.
    marker_words : tuple of str
        The first words of what introduces a photo credit, the longest one last.
    marker_word : re.Pattern
        Matches them.
    lone_markers : tuple of str
        Those of them that credit without a sign behind the marker.
    marker_ends : tuple of str
        The last words of what introduces a photo credit.
    longest_marker : int
    caption_openings : tuple of str
        What captions begin with, or lines that credit one.
    credit, film_credit : re.Pattern
        A credit from such a word on, and the credit of a film, which fills its line.
    dateline, outlet_end : re.Pattern
        The outlet before a first sentence, and before the dash that follows the headline of another story.
    outlet_starts, outlet_ends : frozenset of str
        First and last words of outlets.
    outlet_names : frozenset of str
        Outlets, agencies and what else these are called: what a ``dateline`` has without brackets.
    agencies, outlets, sources : re.Pattern
        Their names; ``sources`` matches either.
    source_words : frozenset of str
        The case-folded first words of both: a line without any names no source.
    name_words : frozenset of str
        All their words, in small letters.
    also_outlets : frozenset of str
        Agencies with pages of their own, which name them in a dateline behind a place.
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
    openings : Openings
        What a line may be, by its first word.
    """

    expressions: dict[str, str] = field(repr=False)
    furniture_lines: frozenset[str] = field(repr=False)
    list_headings: frozenset[str] = field(repr=False)
    tag_headings: frozenset[str] = field(repr=False)
    run_in_list: re.Pattern[str] = field(repr=False)
    list_openings: frozenset[str] = field(repr=False)
    furniture: dict[str, tuple[re.Pattern[str], ...]] = field(repr=False)
    furniture_prefixes: dict[str, tuple[str, ...]] = field(repr=False)
    furniture_others: tuple[tuple[str, re.Pattern[str]], ...] = field(repr=False)
    menu_starts: frozenset[str] = field(repr=False)
    menu_ends: frozenset[str] = field(repr=False)
    phrase_starts: frozenset[str] = field(repr=False)
    phrase_ends: frozenset[str] = field(repr=False)
    marker_words: tuple[str, ...] = field(repr=False)
    lone_markers: tuple[str, ...] = field(repr=False)
    marker_ends: tuple[str, ...] = field(repr=False)
    longest_marker: int = field(repr=False)
    caption_openings: tuple[str, ...] = field(repr=False)
    outlet_starts: frozenset[str] = field(repr=False)
    outlet_ends: frozenset[str] = field(repr=False)
    outlet_names: frozenset[str] = field(repr=False)
    source_words: frozenset[str] = field(repr=False)
    name_words: frozenset[str] = field(repr=False)
    also_outlets: frozenset[str] = field(repr=False)
    canonical: dict[str, str] = field(repr=False)
    credit_prefix: re.Pattern[str] = field(repr=False)
    credit_group: re.Pattern[str] = field(repr=False)
    dates: tuple[re.Pattern[str], ...] = field(repr=False)
    around_date: re.Pattern[str] = field(repr=False)
    around_words: frozenset[str] = field(repr=False)
    openings: Openings = field(init=False, repr=False)
    marker_word: re.Pattern[str] = field(init=False, repr=False)
    row = _expression("row")
    menu = _expression("menu")
    entry = _expression("entry")
    menu_entry = _expression("menu_entry")
    tail = _expression("tail")
    below = _expression("below")
    credit = _expression("credit")
    film_credit = _expression("film_credit")
    dateline = _expression("dateline")
    outlet_end = _expression("outlet_end")
    agencies = _expression("agencies")
    outlets = _expression("outlets")
    sources = _expression("sources")
    glued_outlet = _expression("glued_outlet")

    def __post_init__(self) -> None:
        openings = Openings(self.outlet_starts, self.outlet_names, self.phrase_starts, self.furniture)
        object.__setattr__(self, "openings", openings)
        # Where two of them begin, the longer one is found. Without any, nothing is.
        marker_word = re.compile("|".join(map(re.escape, self.marker_words[::-1])) or "(?!)")
        object.__setattr__(self, "marker_word", marker_word)

    def is_furniture(self, line: str) -> bool:
        """Tell whether a whole line is page furniture."""
        if len(line) > _LONGEST_FURNITURE:
            return False
        if not self.may_open_furniture(line):
            return self._holds_sign(line)
        if self.is_row(line):
            return True
        line = line.lstrip(_BULLETS) or line
        return self.matches_furniture(line)

    def may_open_furniture(self, line: str) -> bool:
        """Tell whether a line begins as one of furniture may of which no sign within tells."""
        space = line.find(" ")
        if space <= 0 or not line[0].isalnum():
            return True
        opening = self.openings[line[:space]]
        return opening & ROW != 0 or (opening != 0 and self.openings.may_be_other(line))

    def is_row(self, line: str) -> bool:
        """Tell whether a line is a phrase of page furniture, or a row of them."""
        if len(line) > _LONGEST_ROW or not self.may_be_row(line):
            return False
        # Wide spaces are no signs around a phrase, nor are they one.
        key = phrase_of(line).strip()
        if len(line) <= _LONGEST_PHRASE and (not key or key in self.furniture_lines):
            return True
        if " " not in line and _FILE.fullmatch(line):
            return True
        if not key:
            return False
        last = key.rsplit(None, 1)[-1].strip(EDGE)
        return last in self.phrase_ends and self.row.fullmatch(key) is not None

    def may_be_row(self, line: str) -> bool:
        """Tell whether a line begins with the first word of a phrase, or has one word only."""
        space = line.find(" ")
        if 0 < space < len(line) - 2 and line[0].isalnum() and (line[-1].isalnum() or line[-2].isalnum()):
            return self.openings[line[:space]] & ROW != 0
        words = line.strip(EDGE).split(None, 1)
        return len(words) < 2 or words[0].rstrip(EDGE).casefold() in self.phrase_starts

    def is_menu(self, line: str) -> bool:
        """Tell whether a line is a row of buttons, sections and outlets: page furniture above and below an article."""
        inner = line.strip(MENU_EDGE)
        if len(line) > _LONGEST_FURNITURE or inner[inner.rfind(" ") + 1 :].casefold() not in self.menu_ends:
            return False
        if not self.may_begin_menu(inner.split(" ", 1)[0]):
            return False
        return self.menu.fullmatch(line.casefold()) is not None

    def may_begin_menu(self, word: str) -> bool:
        """Tell whether a phrase of page furniture, a section or an outlet begins with a word."""
        return word.strip(MENU_EDGE).casefold() in self.menu_starts

    def menu_share(self, line: str) -> float:
        """Return which share of the words of a line are phrases of page furniture, sections and outlets; 0 if few."""
        folded = line.casefold()
        # Few lines hold the first words of so many.
        if sum([word in self.menu_starts for word in _WORD.findall(folded)]) < _FEWEST_ENTRIES:
            return 0.0
        found = self.entry.findall(folded)
        return len(_WORD.findall(" ".join(found))) / len(_WORD.findall(line)) if len(found) >= _FEWEST_ENTRIES else 0.0

    def buttons_end(self, line: str) -> int:
        """Return where a row of phrases of page furniture ends that a line begins with; 0 if there is none."""
        match = self.row.match(line.casefold(), len(line) - len(line.lstrip(EDGE)))
        return match.end() if match else 0

    def opens_list(self, line: str) -> bool:
        """Tell whether a line of furniture heads a list of other stories, or ends with what does."""
        if len(line) > _LONGEST_ROW:
            return False
        words = phrase_of(line).split()
        return any(" ".join(words[-n:]) in self.list_headings for n in range(1, min(len(words), _LONGEST_HEADING) + 1))

    def opens_tags(self, line: str) -> bool:
        """Tell whether a line of furniture heads a list of keywords."""
        return len(line) <= _LONGEST_ROW and phrase_of(line) in self.tag_headings

    def furniture_tail(self, line: str) -> int:
        """Return where the text of a line ends and furniture run into its end begins."""
        end = len(line)
        word = line[line.rfind(" ") + 1 :]
        if word.isalpha() and word.casefold() not in self.phrase_ends:
            return end
        while line[end - 1] not in '.?!…”"':
            last = _uncounted(line[max(0, end - _LONGEST_PHRASE) : end]).rsplit(None, 1)
            if not last or last[-1].casefold() not in self.phrase_ends:
                return end
            # Few lines hold what the rest needs: capitals at the end, or a sign before what is in small letters.
            is_small = last[-1] != last[-1].upper()
            if is_small and _BEFORE_TAIL.search(line, max(0, end - _LONGEST_PHRASE - 2), end) is None:
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

    def may_begin_with_source(self, text: str) -> bool:
        """Tell whether a text begins with a word with which the name of an agency or outlet begins."""
        first = _WORD.search(text)
        return first is not None and first.group().casefold() in self.source_words

    def _holds_sign(self, line: str) -> bool:
        """Tell whether a line matches one of the patterns of furniture that do not tell how it begins."""
        for sign, pattern in self.furniture_others:  # noqa: SIM110  # a generator takes longer than the signs
            if sign in line and pattern.match(line):
                return True
        return False

    def matches_furniture(self, line: str) -> bool:
        """Tell whether a line matches one of the patterns of furniture."""
        if self._holds_sign(line):
            return True
        space = line.find(" ")
        if space > 0 and not self.openings.may_be_other(line):
            return False
        prefixes = self.furniture_prefixes.get(line[:2]) or self.furniture_prefixes.get(line[0])
        beginning = line[:LONGEST_PREFIX].casefold()
        if not prefixes or not beginning.startswith(prefixes):
            return False
        found = [pattern for prefix in prefixes if beginning.startswith(prefix) for pattern in self.furniture[prefix]]
        return any(pattern.match(line) for pattern in found)


def phrase_of(line: str) -> str:
    """Return a line as phrases are compared: without its counter and the signs around it, in small letters."""
    return _uncounted(line).strip(EDGE).casefold()


def _uncounted(line: str) -> str:
    """Return a line without the counter at its end, such as ``(12)``."""
    return line.rstrip(_COUNTER_END).rstrip(_DIGITS).rstrip(_COUNTER_START)
