"""What stands below an article on a crawled page: comments, other stories, the lines of its foot."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from vnnews.articles._context import Part
from vnnews.articles._credits import LONGEST_CREDIT, is_credit, names_source
from vnnews.articles._frame import ends_sentence, is_headline
from vnnews.articles._rule_patterns import LEGAL
from vnnews.articles._rules import Rules

_MOST_BEHIND = 0.4
"""So much of all text may stand behind the end: comments, and what other stories begin with."""
_LINES_PER_PROSE = 2
_LONG_PROSE, _LONGEST_LEAD = 160, 300
_SHORTEST_CLOSING, _LONGEST_LEGAL = 30, 700
_INSERTS = ("Theo dõi ", "Dòng sự kiện", "Kết thúc ", "Quảng cáo", "QUẢNG CÁO", "Advertisement")
"""What begins so stands between paragraphs as often as below the last; what ends the article stands below, too."""
_MOST_LOOSE, _LONGEST_LOOSE = 8, 16


def mark_below(parts: list[Part], rules: Rules) -> None:
    """Mark what stands below the article: behind a credit or a button with hardly any text behind it.

    Parameters
    ----------
    parts : list of Part
        Those of the page in order; the roles of some that are ``"body"`` are changed.
    rules : Rules
    """
    end = _end(parts, rules)
    if end is None:
        return
    for part in parts[_above_end(parts, end, rules) : end]:
        if part.role == "body":
            part.role = "furniture"
    # The name of a reader stands above what he writes: only the first name is the author's.
    may_be_author, is_credited = True, False
    for part, behind in zip_longest(parts[end:], parts[end + 1 :]):
        if part.role != "body":
            may_be_author = may_be_author and not (rules.opens_list(part.text) or rules.opens_tags(part.text))
            is_credited = is_credited and part.role in ("credit", "date")
        elif is_credit(part.text, rules) and (
            names_source(part.text) or is_credited or (may_be_author and _is_last_name(behind))
        ):
            part.role, may_be_author, is_credited = "credit", False, True
        else:
            part.role, may_be_author, is_credited = "furniture", False, False


def _is_last_name(behind: Part | None) -> bool:
    """Tell by what stands below a name whether it may be the author's; above a figure, it is an entry of a table."""
    return behind is None or names_source(behind.text) or (behind.role != "body" and _has_letters(behind.text))


def _has_letters(text: str) -> bool:
    return text[0].isalpha() or any(map(str.isalpha, text))


def _end(parts: Sequence[Part], rules: Rules) -> int | None:
    """Return with which part what stands below the article begins, if anything does."""
    most = _MOST_BEHIND * sum([len(part.text) for part in parts if part.role == "body"])
    size = n_prose = n_others = in_run = 0
    end = None
    # From the end upwards: what stands behind a place is weighed before the place.
    for at in range(len(parts) - 1, 1, -1):
        part, above = parts[at], parts[at - 1]
        if ends_sentence(part) and not _is_legal(part.text):
            size, n_prose, in_run = size + len(part.text), n_prose + 1, in_run + 1
            is_behind_insert = end == at + 1 and above.role == "furniture" and above.text.startswith(_INSERTS)
            if (
                in_run > 1
                or is_behind_insert
                or len(part.text) >= _longest_behind(above, n_prose, rules)
                or size > most
            ):
                break
        elif part.role not in ("caption", "repeated"):
            n_others, in_run = n_others + (part.role in ("body", "furniture", "teaser")), 0
            is_enough = n_others > _LINES_PER_PROSE * n_prose or (n_prose == 1 and names_source(part.text))
            if is_enough and _may_end(parts, at, rules):
                end = at
                if part.role == "body" and ends_sentence(above) and len(above.text) >= _SHORTEST_CLOSING:
                    break
    return end


def _above_end(parts: Sequence[Part], end: int, rules: Rules) -> int:
    """Return where the lines begin that stand between the last paragraph and the end; no subheading does."""
    at = end
    while at > 2 and _is_loose(parts[at - 1], rules):
        at -= 1
    above = parts[at - 1]
    n_lines = sum(part.role == "body" for part in parts[at:end])
    may_be_list = n_lines > _MOST_LOOSE or not ends_sentence(above) or above.text[-1] == ":"
    # Above an author, a single line may be the headline of another story.
    if may_be_list or (parts[end].role == "body" and not (n_lines == 1 and is_headline(parts[at]))):
        return end
    return at


def _is_loose(part: Part, rules: Rules) -> bool:
    """Tell whether a line is neither text, nor its author, nor an entry of a list."""
    if part.role in ("furniture", "teaser"):
        return True
    if part.role != "body" or ends_sentence(part) or len(part.text.split()) > _LONGEST_LOOSE:
        return False
    return part.text[0].isalpha() and part.text[-1] != "?" and not is_credit(part.text, rules)


def _is_legal(text: str) -> bool:
    # Into a page on one line, they are run behind the text.
    if len(text) > _LONGEST_LEGAL:
        return False
    folded = text.casefold()
    return any(phrase in folded for phrase in LEGAL)


def _longest_behind(above: Part, n_prose: int, rules: Rules) -> int:
    """Return how long a paragraph must be to belong to the article, whatever stands below it."""
    if above.role == "body" and not ends_sentence(above):
        is_source = n_prose == 1 and names_source(above.text) and is_credit(above.text, rules)
        return _LONGEST_LEAD if is_source or is_headline(above) else _LONG_PROSE
    return _LONGEST_LEAD if above.role == "teaser" else _LONG_PROSE


def _may_end(parts: Sequence[Part], at: int, rules: Rules) -> bool:
    """Tell whether the article may end above a line, or with it."""
    part = parts[at]
    if part.role in ("furniture", "teaser"):
        return _has_letters(part.text)
    if part.role != "body" or len(part.text) > LONGEST_CREDIT or not is_credit(part.text, rules):
        return False
    behind = parts[at + 1] if at + 1 < len(parts) else None
    if names_source(part.text) or behind is None or behind.role != "body":
        return names_source(part.text) or _is_last_name(behind)
    return names_source(behind.text) and is_credit(behind.text, rules)
