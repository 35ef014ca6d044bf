"""An article with its evidence marked, as HTML: what a notebook shows of `Tags`."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from vnnews.articles import Article
from vnnews.articles._article import SEPARATOR

if TYPE_CHECKING:
    from vnnews.tagging._tags import Evidence, IssueTag, Tags, ToneTag

Language = Literal["vi", "en"]

_COLOURS = ((0, 114, 178), (213, 94, 0), (0, 158, 115), (204, 121, 167), (200, 150, 0), (120, 94, 200))
_BAR = 96

# Colours that can be seen through, and the page's own for text: right on light and dark pages, however these say it.
STYLE = """
.vnnews-tags { max-width: 54rem; line-height: 1.6; overflow-wrap: anywhere; }
.vnnews-tags .vn-legend { display: grid; grid-template-columns: auto minmax(0, max-content) auto max-content;
  gap: .3rem .6rem; align-items: center; margin: 0 0 .9rem; }
.vnnews-tags .vn-legend b { font-weight: 600; line-height: 1.3; }
.vnnews-tags .vn-legend span { opacity: .8; font-variant-numeric: tabular-nums; line-height: 1.3; }
.vnnews-tags .vn-legend .vn-none { grid-column: 1 / -1; }
.vnnews-tags .vn-any { background: rgba(128, 128, 128, .14); fill: rgb(128, 128, 128); }
.vnnews-tags svg { display: block; width: min(96px, 15vw); }
.vnnews-tags mark { color: inherit; padding: .12em .1em; border-radius: .2em;
  box-decoration-break: clone; -webkit-box-decoration-break: clone; }
.vnnews-tags mark.vn-tone { text-decoration: underline dotted rgba(128, 128, 128, .9) 2px;
  text-underline-offset: .22em; }
.vnnews-tags sup { margin-left: .15em; font-size: .72em; line-height: 0; font-weight: 600; opacity: .8; }
.vnnews-tags .vn-legend .vn-badge { min-width: 1.7em; padding: 0 .35em; border-radius: .8em;
  text-align: center; line-height: 1.6; font-size: .85em; opacity: 1; }
.vnnews-tags .vn-title { font-size: 1.2em; font-weight: 600; line-height: 1.35; margin: 0 0 .6rem; }
.vnnews-tags .vn-lead { font-weight: 600; }
.vnnews-tags p { margin: 0 0 .7rem; }
.vnnews-tags .vn-warning { border-left: 3px solid rgb(213, 94, 0); padding-left: .7rem; }
.vnnews-tags mark { background: rgba(128, 128, 128, .12); }
""" + "".join(
    f".vnnews-tags .vn-c{k} {{ background: rgba({red}, {green}, {blue}, .26); fill: rgb({red}, {green}, {blue}); }}\n"
    for k, (red, green, blue) in enumerate(_COLOURS)
)

_WORDS = {
    "vi": {
        "tone": "sắc thái",
        "threshold": "ngưỡng",
        "evidence": "dẫn chứng",
        "none": "không vấn đề nào",
        "unread": "không đọc được",
        "score": "điểm",
    },
    "en": {
        "tone": "tone",
        "threshold": "threshold",
        "evidence": "evidence",
        "none": "none of the issues",
        "unread": "unreadable",
        "score": "score",
    },
}


class _Mark(NamedTuple):
    """Evidence in the text: for an issue, by its place among those tagged, or for the tone (-1)."""

    start: int
    end: int
    issue: int
    weight: float


def tags_html(tags: Tags, language: Language = "vi") -> str:
    """Return a fragment of HTML that shows an article, its tags and their evidence; it wants `STYLE`."""
    words = _WORDS[language]
    parts = ['<div class="vnnews-tags" lang="vi">']
    if tags.error is not None:
        parts.append(f'<p class="vn-warning">{words["unread"]}: {escape(tags.error)}</p>')
    else:
        parts += _legend(tags, language)
        parts += [f'<p class="vn-warning">{escape(warning)}</p>' for warning in tags.warnings]
        parts += _text(tags, language)
    return "".join([*parts, "</div>"])


def _legend(tags: Tags, language: Language) -> Iterator[str]:
    words = _WORDS[language]
    yield '<div class="vn-legend">'
    for k, issue in enumerate(tags.issues):
        colour = f"vn-c{k % len(_COLOURS)}"
        tone = escape(_tone_name(issue.tone, language))
        yield (
            f'<span class="vn-badge {colour}">{k + 1}</span><b>{escape(_issue_name(issue, language))}</b>'
            f"{_bar(issue.probability, colour, issue.threshold, words['threshold'])}"
            f"<span>{percent(issue.probability)}%{f' · {tone}' if tone else ''}</span>"
        )
    if tags.tone.label is not None:
        if not tags.issues:
            yield f'<span class="vn-none">{words["none"]}</span>'
        others = ", ".join(f"{escape(id_)} {percent(share)}%" for id_, share in tags.tone.probabilities.items())
        yield (
            f'<span class="vn-badge vn-any">±</span><b>{words["tone"]}: {escape(_tone_name(tags.tone, language))}</b>'
            f"{_bar(tags.tone.probability, 'vn-any')}"
            f'<span title="{others}">{percent(tags.tone.probability)}% · {words["score"]} '
            f"{_signed(tags.tone.score, language)}</span>"
        )
    yield "</div>"


def _bar(probability: float, colour: str, threshold: float | None = None, name: str = "") -> str:
    """Return a bar for a probability, with a line where an issue begins to be tagged."""
    limit = ""
    if threshold is not None:
        limit = (
            f"<title>{name} {percent(threshold)}%</title>"
            f'<rect x="{_BAR * threshold:.1f}" width="1.5" height="12" fill="currentColor"/>'
        )
    return (
        f'<svg width="{_BAR}" height="12" viewBox="0 0 {_BAR} 12" preserveAspectRatio="none" role="img" '
        f'aria-label="{percent(probability)}%">'
        f'<rect y="2" width="{_BAR}" height="8" rx="2" fill="currentColor" fill-opacity=".12"/>'
        f'<rect class="{colour}" y="2" width="{_BAR * probability:.1f}" height="8" rx="2"/>{limit}</svg>'
    )


def percent(probability: float) -> int:
    """Return a probability in per cent, at most 99: what is nearly sure is not sure."""
    return min(round(100 * probability), 99)


def _text(tags: Tags, language: Language) -> Iterator[str]:
    article = tags.article
    marks = [_mark(one, k) for k, issue in enumerate(tags.issues) for one in issue.evidence]
    marks += [_mark(one, -1) for one in tags.tone.evidence]
    start = 0
    for part in article.text.split(SEPARATOR) if article.text else []:
        end = start + len(part)
        yield f"<p{_role(article, end)}>{''.join(_marked(tags, marks, start, end, language))}</p>"
        start = end + len(SEPARATOR)


def _mark(one: Evidence, issue: int) -> _Mark:
    return _Mark(one.start, one.end, issue, one.weight)


def _role(article: Article, end: int) -> str:
    if end <= article.title_end:
        return ' class="vn-title"'
    return ' class="vn-lead"' if end <= article.lead_end else ""


def _marked(tags: Tags, marks: list[_Mark], start: int, end: int, language: Language) -> Iterator[str]:
    """Yield a part of the text, cut where evidence begins and ends: one sentence may speak for several tags."""
    text = tags.article.text
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    cuts = sorted({start, end, *(min(max(cut, start), end) for mark in inside for cut in (mark.start, mark.end))})
    for left, right in pairwise(cuts):
        written = escape(text[left:right])
        over = [mark for mark in inside if mark.start <= left and mark.end >= right]
        if not over:
            yield written
            continue
        loudest = max((mark for mark in over if mark.issue >= 0), key=lambda mark: mark.weight, default=None)
        css = [f"vn-c{loudest.issue % len(_COLOURS)}"] if loudest else []
        css += ["vn-tone"] if any(mark.issue < 0 for mark in over) else []
        title = "; ".join(f"{_name(tags, mark.issue, language)} {_signed(mark.weight, language)}" for mark in over)
        badges = "&#8201;".join("±" if mark.issue < 0 else str(mark.issue + 1) for mark in over if mark.end <= right)
        note = f"<sup>{badges}</sup>" if badges else ""
        yield f'<mark class="{" ".join(css)}" title="{escape(title)}">{written}{note}</mark>'


def _name(tags: Tags, issue: int, language: Language) -> str:
    if issue >= 0:
        return _issue_name(tags.issues[issue], language)
    return f"{_WORDS[language]['tone']}: {_tone_name(tags.tone, language)}"


def _signed(value: float, language: Language) -> str:
    written = f"{value:+.2f}".replace("-", "\N{MINUS SIGN}")
    return written.replace(".", ",") if language == "vi" else written


def _issue_name(issue: IssueTag, language: Language) -> str:
    return issue.name if language == "vi" else issue.name_en


def _tone_name(tone: ToneTag, language: Language) -> str:
    return (tone.name if language == "vi" else None) or tone.label or ""
