"""The pages in a real Chromium: what a reader sees and does."""

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.report.entries import HOSTILE
from vnnews.articles import duplicate_groups
from vnnews.report import CorpusReport, ReportEntry, save_articles

if TYPE_CHECKING:
    from tests.report.browser import Browser

SHOWN = "return document.getElementById('shown').textContent"
TITLES = "return [...document.querySelectorAll('#articles h3')].map((title) => title.textContent)"
SET = """
const field = document.getElementById("filters").elements[arguments[0]];
field.value = arguments[1];
field.dispatchEvent(new Event("input", { bubbles: true }));
"""
OVERFLOW = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
# What the WebDriver standard calls these keys.
ENTER, TAB = "\ue007", "\ue004"
LOADED = "return [document.readyState, document.querySelectorAll('#articles > li').length]"


def bare(text: str) -> str:
    """Return a text without diacritics: another way than the page's."""
    letters = unicodedata.normalize("NFKD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).lower()


@pytest.fixture(scope="session")
def stories(entries: tuple[ReportEntry, ...]) -> list[ReportEntry]:
    """The entries that the list holds: judged, near copies folded."""
    judged = [entry for entry in entries if entry.tags.tone.label is not None]
    return [judged[k] for k in duplicate_groups(entry.tags.article for entry in judged).representatives]


def n_shown(browser: "Browser") -> int:
    text: str = browser.run(SHOWN)
    return int(text.split()[0]) if text[0].isdigit() else 0


def date_of(entry: ReportEntry) -> str:
    """Return the date as far as it is known."""
    article = entry.tags.article
    if entry.published:
        return entry.published.isoformat()
    known = len("2018-06" if article.published_precision == "month" else "2018-06-01")
    return article.published.isoformat()[:known] if article.published else ""


@pytest.mark.parametrize("language", ["vi", "en"])
def test_it_renders_and_asks_for_nothing(
    browser: "Browser", pages: dict[str, Path], report: CorpusReport, language: str
) -> None:
    page = pages[language]
    browser.open(page)
    assert browser.run(LOADED) == ["complete", 40]
    assert n_shown(browser) == report.n_stories
    assert browser.run("return document.documentElement.lang") == language
    assert browser.run("return document.querySelector('h1').textContent") == report.title
    widths = browser.run(
        "return [...document.querySelectorAll('svg[role=img]')].map((one) => one.getBoundingClientRect().width)"
    )
    n_issues = browser.run("return document.querySelectorAll('.heat a').length")
    assert n_issues >= 18
    assert len(widths) == 1 + 4 + 2 * n_issues
    assert min(widths) > 200
    # The policy lets style and script in: colours are there, and the script has run.
    assert browser.run("return getComputedStyle(document.querySelector('rect.q6')).fill") != "rgb(0, 0, 0)"
    browser.run("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert browser.console() == []
    assert browser.requests() == {page.as_uri()}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_phone_has_nothing_to_scroll_sideways(browser: "Browser", pages: dict[str, Path], language: str) -> None:
    browser.open(pages[language], width=360)
    browser.run("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert browser.run(OVERFLOW) == 0
    assert browser.run("return innerWidth") == 360
    # Nor is text cut off at the side or laid over other text.
    assert browser.run("""
        const labels = [...document.querySelectorAll(".ticks")].map((axis) => [...axis.querySelectorAll("text")]
          .map((label) => label.getBoundingClientRect()).filter((box) => box.width));
        return labels.every((boxes) => boxes.every((box, k) =>
          box.left >= 0 && box.right <= 360 && (k === 0 || boxes[k - 1].right < box.left)));
    """)


Fits = Callable[[ReportEntry], bool]
FILTERS: tuple[tuple[dict[str, str], Fits], ...] = (
    ({"issue": "any"}, lambda entry: bool(entry.tags.issues)),
    ({"issue": "none"}, lambda entry: not entry.tags.issues),
    ({"from": "2018-06-01", "to": "2019-06-30"}, lambda entry: "2018-06" <= date_of(entry) <= "2019-06-30"),
    ({"from": "2018-06-15"}, lambda entry: date_of(entry) == "2018-06" or date_of(entry) >= "2018-06-15"),
    ({"to": "2018-06-01"}, lambda entry: "" < date_of(entry) <= "2018-06-01"),
)


def test_filters(browser: "Browser", pages: dict[str, Path], stories: list[ReportEntry]) -> None:
    for values, fits in FILTERS:
        expected = sum(map(fits, stories))
        assert 0 < expected < len(stories)
        browser.show(pages["vi"])
        assert n_shown(browser) == len(stories)
        for field, value in values.items():
            browser.run(SET, field, value)
        assert n_shown(browser) == expected, values


def test_filter_by_issue_and_tone(
    browser: "Browser", pages: dict[str, Path], stories: list[ReportEntry], report: CorpusReport
) -> None:
    browser.show(pages["en"])
    issues, tones = report.taxonomy.issue_ids, report.taxonomy.tone_ids
    for place, id_ in enumerate(issues):
        expected = sum(any(issue.id == id_ for issue in entry.tags.issues) for entry in stories)
        if expected:
            browser.run(SET, "issue", str(place))
            assert n_shown(browser) == expected, id_
    both = sum(
        entry.tags.tone.label == "negative" and any(issue.id == issues[0] for issue in entry.tags.issues)
        for entry in stories
    )
    assert both
    browser.run(SET, "issue", "0")
    browser.run(SET, "tone", str(tones.index("negative")))
    assert n_shown(browser) == both


def test_filter_by_outlet(browser: "Browser", pages: dict[str, Path], stories: list[ReportEntry]) -> None:
    browser.show(pages["vi"])
    options = browser.run("return [...document.querySelectorAll('[name=outlet] option')].map((o) => [o.value, o.text])")
    assert len(options) == 1 + len({entry.tags.article.outlet for entry in stories})
    value = next(value for value, text in options if text.startswith("<i>Báo</i>"))
    browser.run(SET, "outlet", value)
    assert n_shown(browser) == len(HOSTILE)


def test_search_without_diacritics(browser: "Browser", pages: dict[str, Path]) -> None:
    browser.show(pages["vi"])
    data: dict[str, Any] = browser.run("return JSON.parse(document.getElementById('data').textContent)")
    texts = [
        bare("\n".join([row[0], data["outlets"][row[3]], *row[7], *(data["issues"][mention[0]] for mention in row[6])]))
        for row in data["articles"]
    ]
    found = []
    for query in ("dien dam", "Điện đàm", "ĐIỆN", "  bien   dong ", "điện đàmx"):
        expected = sum(all(word in text for word in bare(query).split()) for text in texts)
        browser.run(SET, "text", query)
        assert n_shown(browser) == expected, query
        assert len(browser.run(TITLES)) == min(expected, 40)
        found.append(expected)
    assert found[0] == found[1] <= found[2]
    assert [bool(n) for n in found] == [True, True, True, True, False]


def test_hostile_titles_stay_text(browser: "Browser", pages: dict[str, Path]) -> None:
    browser.show(pages["vi"])
    browser.run(SET, "from", "2018-07-01")
    browser.run(SET, "to", "2018-07-01")
    titles = browser.run(TITLES)
    for title in HOSTILE:
        assert " ".join(title.replace("\ud800", "?").split()) in titles
    assert browser.run("return document.querySelectorAll('img, main script, p i, li i').length") == 0
    assert "out" not in browser.driver.title
    assert browser.console() == []


def test_links(browser: "Browser", pages: dict[str, Path], entries: tuple[ReportEntry, ...]) -> None:
    browser.show(pages["vi"])
    browser.run("while (!document.getElementById('more').hidden) document.getElementById('more').click();")
    links = browser.run(
        "return [...document.querySelectorAll('a')].map((a) => [a.getAttribute('href'), a.rel, a.target])"
    )
    outside = [(href, rel, target) for href, rel, target in links if not href.startswith("#")]
    given = {entry.url for entry in entries if entry.url and entry.url.startswith("http")}
    # Five copies of each story are linked, all others are only counted; here there are fewer.
    assert {href for href, _, _ in outside} == given
    assert {(rel, target) for _, rel, target in outside} == {("noopener noreferrer", "_blank")}


def test_by_keyboard_alone(browser: "Browser", pages: dict[str, Path], report: CorpusReport) -> None:
    browser.show(pages["vi"])
    first = browser.driver.find_element("css selector", ".heat a[data-issue]")
    name = first.text
    first.send_keys(ENTER)
    assert browser.run("return document.activeElement.id") == "list"
    assert browser.run("return document.querySelector('[name=issue]').selectedOptions[0].text").startswith(name)
    assert 0 < n_shown(browser) < report.n_stories
    browser.driver.switch_to.active_element.send_keys(TAB)
    assert browser.run("return document.activeElement.name") == "issue"


def test_what_is_pointed_at_is_told(browser: "Browser", pages: dict[str, Path]) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    browser.show(pages["vi"])
    cell = browser.driver.find_element("css selector", ".heat rect.q6")
    browser.run("arguments[0].scrollIntoView({ block: 'center' })", cell)
    browser.settle()
    ActionChains(browser.driver).move_to_element(cell).perform()
    told = browser.run("const tip = document.getElementById('tip'); return tip.hidden ? '' : tip.textContent")
    assert told == cell.get_attribute("data-tip")
    assert "%" in told
    assert browser.run(OVERFLOW) == 0


def test_articles_with_evidence(browser: "Browser", entries: tuple[ReportEntry, ...], tmp_path: Path) -> None:
    path = tmp_path / "articles.html"
    save_articles(entries, path)
    browser.open(path, width=360)
    assert browser.run(OVERFLOW) == 0
    colour = browser.run("return getComputedStyle(document.querySelector('mark.vn-c0')).backgroundColor")
    assert colour == "rgba(0, 114, 178, 0.26)"
    assert "out" not in browser.driver.title
    assert browser.console() == []
    assert browser.requests() == {path.as_uri()}
