"""What a notebook shows."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest

from vnnews import Article
from vnnews.datasets import iter_sample
from vnnews.tagging import ArticleTagger, Evidence, IssueTag, Tags, ToneTag
from vnnews.tagging._view import STYLE, tags_html

TONE = ToneTag("positive", "tích cực", 0.8, {"positive": 0.8, "negative": 0.2}, 0.6, (Evidence("abcdef", 0, 6, 1.0),))


class Text(HTMLParser):
    """Gathers the text of the paragraphs, without the notes on it, and what is marked."""

    def __init__(self) -> None:
        super().__init__()
        self.paragraphs: list[str] = []
        self.marked: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside.append(tag)
        if tag == "p":
            self.paragraphs.append("")
        if tag == "mark":
            self.marked.append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag == "rect"

    def handle_endtag(self, tag: str) -> None:
        assert self.inside.pop() == tag

    def handle_data(self, data: str) -> None:
        if "p" in self.inside and "sup" not in self.inside:
            self.paragraphs[-1] += data
            if "mark" in self.inside:
                self.marked[-1] += data


def parts(tags: Tags) -> Text:
    text = Text()
    text.feed(tags_html(tags))
    text.close()
    assert text.inside == []
    return text


def test_the_sample(shipped: ArticleTagger) -> None:
    for document in iter_sample():
        tags = shipped.tag(document.text)
        found = parts(tags)
        assert found.paragraphs[len(tags.warnings) :] == tags.article.text.split("\n\n")
        evidence = [one.text for tag in (*tags.issues, tags.tone) for one in tag.evidence]
        assert set(found.marked) == set(evidence)
        for issue in tags.issues:
            assert f"<b>{issue.name}</b>" in tags_html(tags)
            assert issue.name_en in unescape(tags_html(tags, "en"))


def test_in_a_notebook(shipped: ArticleTagger) -> None:
    html = shipped.tag("Mỹ áp đặt thêm trừng phạt đối với Iran.")._repr_html_()
    assert html.startswith("<style>")
    assert not re.search(r"<script|https?:|url\(|@import", html)
    # Nothing but what is inside takes its style.
    assert all(rule.strip().startswith(".vnnews-tags") for rule in re.findall(r"(?m)^[^{}\n]+(?=\{)", STYLE))


def test_overlapping_evidence() -> None:
    article = Article(body=("abcdefghij",))
    issues = tuple(
        IssueTag(id_, id_, id_, 0.9, 0.5, TONE, (Evidence("", start, end, weight),))
        for id_, start, end, weight in (("rice", 0, 6, 1.0), ("tea", 4, 10, 2.0))
    )
    html = tags_html(Tags(issues, TONE, article))
    assert parts(Tags(issues, TONE, article)).marked == ["abcd", "ef", "ghij"]
    # The louder one colours what both mark, and each is named where it ends.
    assert (
        '<mark class="vn-c1 vn-tone" title="rice +1,00; tea +2,00; sắc thái: tích cực +1,00">ef<sup>1&#8201;±</sup>'
        in html
    )
    assert '<mark class="vn-c1" title="tea +2,00">ghij<sup>2</sup>' in html


def test_all_is_escaped() -> None:
    nasty = "<img src=x onerror=alert(1)>\"'&"
    tone = ToneTag(nasty, nasty, 0.8, {nasty: 0.8}, 0.6, (Evidence(nasty, 0, 5, 1.0),))
    tags = Tags((IssueTag("x", nasty, nasty, 0.9, 0.5, tone),), tone, Article(title=nasty), (nasty,))
    for found in (tags, Tags((), ToneTag(), Article(), error=nasty)):
        for language in ("vi", "en"):
            html = tags_html(found, language)  # type: ignore[arg-type]  # one of the two
            assert "<img" not in html
            assert "onerror=alert(1)&gt;&quot;&#x27;&amp;" in html


@pytest.mark.parametrize("language", ["vi", "en"])
def test_without_issues_and_without_text(shipped: ArticleTagger, language: str) -> None:
    words = {"vi": "không vấn đề nào", "en": "none of the issues"}
    calm = Tags((), TONE, Article(body=("abcdef",)))
    assert words[language] in tags_html(calm, language)  # type: ignore[arg-type]  # one of the two
    empty = shipped.tag("   ")
    assert "empty: there is no text" in tags_html(empty, language)  # type: ignore[arg-type]  # one of the two
