"""The report as a page: charts, sentences and the list, put into the template with a policy that lets nothing out."""

from __future__ import annotations

import base64
import functools
import hashlib
import json
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple

import jinja2
import numpy as np

from vnnews._version import __version__
from vnnews.evaluation._plot import wilson_interval
from vnnews.report._charts import STEPS, heat_map, names, tone_charts, tone_classes, volume_chart
from vnnews.report._language import Words
from vnnews.report._listing import Listed
from vnnews.report._marks import Mark, time_ticks
from vnnews.report._row import NO_TONE, Mention, Row
from vnnews.tagging._view import percent

if TYPE_CHECKING:
    from vnnews.report._corpus import CorpusReport

_FEWER_ARE_PALE = 10
_NARROWEST_WITH_TEXT = 9
_WORDS_OF_THE_LIST = [
    "no_title",
    "no_date",
    "no_outlet",
    "copies_of",
    "copy_of",
    "and_more",
    "shown",
    "nothing",
    "more",
]


class IssueTones(NamedTuple):
    """An issue: place, name, number of stories, whether these are few, what its bar says, its parts."""

    issue: int
    name: str
    n: str
    few: bool
    label: str
    parts: list[tuple[Mark, str]]


def report_page(report: CorpusReport, words: Words) -> str:
    """Return the page."""
    taxonomy, axis, figures = report.taxonomy, report._axis, report._figures
    _, tone_names = names(taxonomy, words)
    tones, tone_table = tone_charts(figures, axis, taxonomy, words)
    style, script = asset("report.css"), asset("report.js")
    return environment().get_template("report.html.j2").render(
        words=words,
        say=words.say,
        report=report,
        title=report.title or words.say("title"),
        version=__version__,
        style=style,
        script=script,
        policy=policy(style, script),
        period=_period(report, words),
        tiles=_tiles(report, words),
        sections=_sections(report, words),
        axis=axis,
        remarks=_remarks(report, words),
        ticks=time_ticks(axis, words),
        few_ticks=time_ticks(axis, words, 4, 3),
        volume=volume_chart(figures, axis, words),
        heat=heat_map(figures, axis, taxonomy, words),
        steps=range(STEPS + 1),
        tones=tones,
        tone_table=tone_table,
        tone_keys=list(zip(tone_classes(taxonomy), tone_names, strict=True)),
        issue_tones=_issue_tones(report, words),
        sentences=_sentences(report, words),
        data=script_json(_data(report, words)),
    )  # fmt: skip


def _period(report: CorpusReport, words: Words) -> str:
    dates = [day for day in (report._first, report._last) if day is not None]
    if not dates:
        return words.say("no_period")
    first, last = words.date(dates[0]), words.date(dates[-1])
    return first if first == last else words.say("period", first=first, last=last)


def _tiles(report: CorpusReport, words: Words) -> list[tuple[str, str, str]]:
    """Return the headline figures: a number, what it counts, a remark."""
    n_copies, n_failed = report.n_judged - report.n_stories, report.n_articles - report.n_judged
    share = report.n_with_issues / max(report.n_judged, 1)
    return [
        (words.number(report.n_articles), words.say("articles"), _period(report, words)),
        (
            words.number(report.n_with_issues),
            words.say("with_issues"),
            words.say("share_of", share=words.percent(share)),
        ),
        (words.number(n_copies), words.say("copies"), words.say("stories_left", n=words.number(report.n_stories))),
        (words.number(n_failed), words.say("failed"), words.say("see_below" if n_failed else "none")),
    ]


def _remarks(report: CorpusReport, words: Words) -> list[str]:
    """Return what there is to say of the articles in the charts over time, and of those that are not."""
    said = [words.say("volume_about")] if report.n_stories < report.n_judged else []
    left_out = {"undated": report._axis.n_undated, "outside": report._axis.n_outside}
    return said + [words.say(key, n=words.count("articles", n)) for key, n in left_out.items() if n]


def _sections(report: CorpusReport, words: Words) -> list[tuple[str, str]]:
    """Return the ids and titles of the sections that this report has."""
    dated, tagged = bool(report._axis.starts), bool(report.n_with_issues)
    there = {
        "volume": dated, "heat": dated and tagged, "tone": dated, "issue-tone": tagged, "sentences": tagged,
        "list": True, "failures": bool(report.reasons), "how": True,
    }  # fmt: skip
    return [(id_, words.say(id_.replace("-", "_"))) for id_, is_there in there.items() if is_there]


def _issue_tones(report: CorpusReport, words: Words) -> list[IssueTones]:
    issue_names, tone_names = names(report.taxonomy, words)
    found = []
    counts = report._figures.issue_tones
    for issue in np.argsort(-counts.sum(axis=1), kind="stable").tolist():
        total = int(counts[issue].sum())
        if not total:
            continue
        low, high = wilson_interval(counts[issue], total)
        left, parts, told = 0.0, [], []
        for k, css in enumerate(tone_classes(report.taxonomy)):
            n = int(counts[issue, k])
            if not n:
                continue
            share = words.percent(n / total)
            tip = words.say(
                "issue_tone_tip", issue=issue_names[issue], tone=tone_names[k], n=words.number(n),
                total=words.number(total), share=share, low=words.percent(low[k]), high=words.percent(high[k]),
            )  # fmt: skip
            width = 100 * n / total
            parts.append((Mark(left, 0, width, 100, css, tip), share if width >= _NARROWEST_WITH_TEXT else ""))
            told.append(f"{tone_names[k]} {share}")
            left += width
        label = words.say("issue_tone_label", issue=issue_names[issue], parts=", ".join(told))
        found.append(IssueTones(issue, issue_names[issue], words.number(total), total < _FEWER_ARE_PALE, label, parts))
    return found


def _sentences(report: CorpusReport, words: Words) -> list[dict[str, Any]]:
    issue_names, tone_names = names(report.taxonomy, words)
    order = np.argsort(-report._figures.issue_stories, kind="stable").tolist()
    return [
        {
            "issue": issue,
            "name": issue_names[issue],
            "n": words.number(int(report._figures.issue_stories[issue])),
            "found": [_sentence(one.mention, row, report, tone_names, words) for one, row in report._sentences[issue]],
        }
        for issue in order
        if report._sentences[issue]
    ]


def _sentence(mention: Mention, row: Row, report: CorpusReport, tone_names: list[str], words: Words) -> dict[str, str]:
    known = mention.tone != NO_TONE
    return {
        "text": mention.sentence,
        "tone": tone_names[mention.tone] if known else "",
        "css": tone_classes(report.taxonomy)[mention.tone] if known else "",
        "title": row.title or words.say("no_title"),
        "url": row.url,
        "source": " · ".join(part for part in (row.outlet, _date(row, words)) if part),
    }


def _date(row: Row, words: Words) -> str:
    if row.date is None:
        return ""
    return words.date(row.date) if row.day_is_known else words.period(row.date, "month")


def _data(report: CorpusReport, words: Words) -> dict[str, Any]:
    """Return what the list of articles is made of."""
    issue_names, tone_names = names(report.taxonomy, words)
    outlets: dict[str, int] = {}
    return {
        "language": words.language,
        "issues": issue_names,
        "tones": list(zip(tone_names, tone_classes(report.taxonomy), strict=True)),
        "articles": [_listed(story, outlets) for story in report._listed],
        "outlets": list(outlets),
        "words": {key: words.say(key) for key in _WORDS_OF_THE_LIST},
    }


def _listed(story: Listed, outlets: dict[str, int]) -> list[Any]:
    row = story.row
    sentences: list[str] = []
    mentions = []
    for mention in row.mentions:
        if mention.sentence not in sentences:
            sentences.append(mention.sentence)
        mentions.append([mention.issue, percent(mention.probability), mention.tone, sentences.index(mention.sentence)])
    return [
        row.title,
        row.url,
        row.date.isoformat()[: None if row.day_is_known else len("2017-03")] if row.date else "",
        outlets.setdefault(row.outlet, len(outlets)),
        row.tone,
        percent(row.tone_probability),
        mentions,
        sentences,
        story.n_copies,
        [[copy.outlet or copy.title, copy.url] for copy in story.copies],
    ]


@functools.cache
def environment() -> jinja2.Environment:
    """Return the templates' environment, in which all that is not marked safe is escaped."""
    return jinja2.Environment(
        loader=jinja2.PackageLoader("vnnews.report", "assets"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )


@functools.cache
def asset(name: str) -> str:
    """Return a file of the package."""
    return (resources.files("vnnews.report") / "assets" / name).read_text(encoding="utf-8")


def policy(style: str, script: str | None = None) -> str:
    """Return a Content-Security-Policy that lets this style and script in, by their digests, and nothing else."""
    allowed = [f"style-src '{_digest(style)}'"] + ([f"script-src '{_digest(script)}'"] if script is not None else [])
    return "; ".join(["default-src 'none'", *allowed, "base-uri 'none'", "form-action 'none'"])


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def script_json(data: object) -> str:
    r"""Return JSON that can stand in a script element: nothing in it ends the element or, in old browsers, a line.

    Examples
    --------
    >>> script_json(["</script><img>"])
    '["\\u003c/script\\u003e\\u003cimg\\u003e"]'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text
