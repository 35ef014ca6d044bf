"""Rules out of TOML, the package's and a user's, compiled."""

from __future__ import annotations

import os
import re
from functools import lru_cache

from vnnews.articles._alternatives import alternatives, same_case
from vnnews.articles._openings import EDGE
from vnnews.articles._prefixes import by_beginning, literal_prefixes, needed_sign
from vnnews.articles._rule_data import Data, merge_rules, packaged_rules, parse_rules, read_rules
from vnnews.articles._rule_patterns import (
    BEFORE_SOURCE,
    SMALL,
    around_date,
    below,
    credit,
    dateline,
    names,
    run_in_list,
    tail,
)
from vnnews.articles._rules import MENU_EDGE, Rules, phrase_of

_WORD = re.compile(r"\w+")
_BETWEEN = r"[\s|•·,;/»>()\[\]\d–—-]*"
_SHORTEST_CODE = 3
_PARTING = r"[\s|•·,;:/»›>⟩→☰()\d–—-]*"


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
    # In one order in every process, which a set has not.
    phrases = sorted({phrase_of(phrase) for phrase in (*furniture["lines"], *headings)} - {""})
    named = [*furniture["sections"], *sources["outlets"]]
    entries = sorted({*phrases, *map(phrase_of, named)} - {""})
    entry = rf"(?:{alternatives(entries)})(?!\w)"
    canonical = {name.casefold(): name for name in reversed(sources["agencies"])}
    canonical |= {name.casefold(): agency for name, agency in sources["aliases"].items()}
    named_sources = [*sources["outlets"], *sources["agencies"], *sources["aliases"]]
    agency, outlet = alternatives(canonical, any_case=True), alternatives(sources["outlets"])
    # "SGGPO Hơn 27.000 người …": no dash is needed behind an "Online". "QĐND Việt Nam" is the army, not its newspaper.
    capitals = [name for name in sources["outlets"] if name.isalpha() and name.isupper()]
    codes = [name for name in capitals if name.endswith("O") and len(name) > _SHORTEST_CODE]
    source = alternatives([*canonical, *sources["outlets"]], any_case=True)
    markers = [*captions["markers"], *captions["anonymous"]]
    anonymous_words = [marker.split(None, 1)[0] for marker in captions["anonymous"]]
    marker_words = {marker.split(None, 1)[0] for marker in markers}
    prefixed: dict[str, list[re.Pattern[str]]] = {}
    others: list[str] = []
    for pattern in furniture["patterns"]:
        prefixes, unknown = literal_prefixes([pattern])
        others += unknown
        compiled = re.compile(rf"\s*(?:{pattern})", re.IGNORECASE)
        for prefix in prefixes:
            prefixed.setdefault(prefix, []).append(compiled)
    lists = [heading for heading in furniture["list_headings"] if " " in heading]
    film_markers = alternatives(captions["film_markers"])
    expressions = {
        "row": rf"(?:(?:{alternatives(phrases)})(?!\w){_BETWEEN})+",
        # Atomic: "bóng đá quốc tế" is one entry, never two, or a long row would be tried in thousands of ways.
        "menu": rf"{_PARTING}(?>{entry}{_PARTING})+",
        "menu_entry": rf"{_PARTING}{entry}{_PARTING}",
        "entry": rf"(?<!\w){entry}",
        "tail": tail([phrase for phrase in phrases if " " in phrase]),
        "credit": credit(captions, source),
        "below": below([*headings, *(phrase for phrase in phrases if phrase.count(" ") > 1)]),
        "film_credit": rf"\(?(?:{film_markers})\s*:\s*{names(captions, source)}[.)]*$",
        "dateline": dateline(
            outlet, agency, sources["not_outlets"], codes, [name for name in capitals if len(name) >= _SHORTEST_CODE]
        ),
        "outlet_end": rf"(?:^|(?<=[\s(]))(?:{outlet})\)?$",
        "agencies": rf"(?<!\w)(?:{agency})(?!\w)",
        "outlets": rf"(?<!\w)(?:Báo\s)?(?:{outlet})(?!\w)",
        "sources": rf"(?<!\w)(?:(?:Báo\s)?(?:{outlet})|{agency})(?!\w)",
        "glued_outlet": rf"(?<={SMALL})(?=(?:{outlet})(?!\w))",
    }
    return Rules(
        expressions=expressions,
        furniture_lines=frozenset(phrases),
        list_headings=frozenset(map(phrase_of, furniture["list_headings"])),
        tag_headings=frozenset(map(phrase_of, furniture["tag_headings"])),
        run_in_list=run_in_list(lists),
        list_openings=frozenset(heading.upper()[:2] for heading in lists),
        furniture={prefix: tuple(patterns) for prefix, patterns in prefixed.items()},
        furniture_prefixes=by_beginning(prefixed),
        furniture_others=tuple((needed_sign(other), re.compile(other, re.IGNORECASE)) for other in others),
        menu_starts=frozenset(entry.split(None, 1)[0].strip(MENU_EDGE) for entry in entries) | {""},
        menu_ends=frozenset(re.split(r"[\s/]", entry)[-1].strip(MENU_EDGE) for entry in entries) | {""},
        phrase_starts=frozenset(phrase.split(None, 1)[0].rstrip(EDGE) for phrase in phrases),
        phrase_ends=frozenset(phrase.rsplit(None, 1)[-1] for phrase in phrases),
        marker_words=tuple(sorted(sorted(marker_words), key=len)),
        lone_markers=tuple(sorted(sorted(marker_words & {*BEFORE_SOURCE, *anonymous_words}), key=len)),
        marker_ends=tuple(sorted({marker.rsplit(None, 1)[-1] for marker in markers})),
        longest_marker=max(map(len, markers), default=0),
        caption_openings=tuple(captions["openings"]),
        also_outlets=frozenset(sources["also_outlets"]),
        outlet_starts=frozenset(name.split(None, 1)[0] for name in named_sources),
        outlet_names=frozenset([*canonical, *named_sources]),
        outlet_ends=frozenset(name.rsplit(None, 1)[-1] for name in sources["outlets"]),
        source_words=frozenset(
            word.casefold() for name in (*canonical, *sources["outlets"], "báo") for word in _WORD.findall(name)[:1]
        ),
        name_words=frozenset(same_case(word) for name in (*canonical, *sources["outlets"]) for word in name.split()),
        canonical=canonical,
        credit_prefix=re.compile(rf"\s*\(?(?:{alternatives(data['credits']['prefixes'], any_case=True)})\s*:\s*"),
        credit_group=re.compile(rf"(?:{alternatives(data['credits']['groups'])})(?:\s[^\W\d]+){{1,3}}"),
        dates=tuple(re.compile(rf"(?<!\d)(?:{form})", re.IGNORECASE) for form in data["dates"]["forms"]),
        around_date=around_date(data["dates"]["around"]),
        around_words=frozenset(word.split(None, 1)[0].casefold() for word in data["dates"]["around"]),
    )
