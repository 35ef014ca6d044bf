import os
from itertools import islice

import numpy as np
import pytest

from vnnews.articles import Article
from vnnews.datasets import iter_vnexpress2022, load_annotated, load_sample
from vnnews.tagging import ArticleTagger
from vnnews.tagging._warnings import UNLIKELY, find_cautions, find_obstacle, find_strangeness, name_language
from vnnews.text import judge_language

TEXT = "Tổng thống Nga và Tổng thống Mỹ hội đàm tại Thụy Sĩ"


@pytest.mark.parametrize(
    ("text", "has_known", "begins"),
    [
        (" \n", True, "empty"),
        ("The presidents of Russia and the United States met in Geneva.", True, "not Vietnamese"),
        (TEXT, False, "unknown words"),
        (TEXT, True, ""),
    ],
)
def test_obstacles(text: str, has_known: bool, begins: str) -> None:
    found = find_obstacle(text, judge_language(text), has_known)
    assert (found or "").startswith(begins)
    assert (found is None) == (begins == "")


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        (TEXT, []),
        ("Nga trừng phạt Mỹ", ["too short"]),
        ("Tong thong Nga va Tong thong My hoi dam tai Thuy Si", ["no diacritics"]),
    ],
)
def test_cautions(text: str, begins: list[str]) -> None:
    found = list(find_cautions(judge_language(text)))
    assert [caution[: len(begin)] for caution, begin in zip(found, begins, strict=True)] == begins


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (TEXT, "Vietnamese"),
        ("Tong thong Nga va Tong thong My hoi dam tai Thuy Si", "Vietnamese without diacritics"),
        ("The presidents of Russia and the United States met in Geneva.", "other"),
        ("12345 67890", None),
    ],
)
def test_names_of_languages(shipped: ArticleTagger, text: str, name: str | None) -> None:
    assert name_language(judge_language(text)) == name
    assert shipped.tag(text).language == name
    assert shipped.tag(text).to_dict()["language"] == name


def test_nothing_is_near() -> None:
    assert list(find_strangeness({"a": 0.01, "b": 0.032})) == [
        "looks like none of the issues: the likeliest, b, has a probability of 3.2%"
    ]
    assert list(find_strangeness({"a": 0.01, "b": UNLIKELY})) == []


def test_what_has_an_issue_is_hardly_ever_strange(shipped: ArticleTagger) -> None:
    sample = load_sample()
    tags = list(shipped.tag_many(sample.articles))
    strange = np.array([any(one.startswith("looks like none") for one in found.warnings) for found in tags])
    assert strange[[bool(issues) for issues in sample.issues]].mean() < 0.05
    assert not strange[[bool(found.issues) for found in tags]].any()
    assert strange[[not issues for issues in sample.issues]].mean() >= 0.5
    recipe = "Công thức làm bánh xèo miền Tây giòn rụm: pha bột với nước cốt dừa và nghệ."
    assert shipped.tag(recipe).warnings[0].startswith("looks like none of the issues")


def test_an_article_without_text_is_not_strange(shipped: ArticleTagger) -> None:
    assert len(shipped.tag("").warnings) == 1


@pytest.mark.corpus
@pytest.mark.slow
def test_sport_and_health_are_strange_and_world_news_are_not(shipped: ArticleTagger) -> None:
    if not os.environ.get("VNNEWS_DATA"):
        pytest.skip("VNNEWS_DATA does not name a folder of the corpora")
    by_topic: dict[str, list[Article]] = {"Thể thao": [], "Sức khỏe": [], "Thế giới": []}
    # From all of the year, and not the news of one week.
    for document in islice(iter_vnexpress2022(), 0, None, 40):
        if document.topic in by_topic:
            by_topic[document.topic].append(document.article)
    shares = {
        topic: np.mean(["looks like none" in " ".join(tags.warnings) for tags in shipped.tag_many(articles)])
        for topic, articles in by_topic.items()
    }
    assert min(map(len, by_topic.values())) > 200
    assert min(shares["Thể thao"], shares["Sức khỏe"]) > 0.65
    # Of a headline alone little can be told; and much of what is in the world is none of the issues.
    assert shares["Thế giới"] < 0.55
    dev = load_annotated("dev")
    told = [
        "looks like none" in " ".join(tags.warnings)
        for tags, issues in zip(shipped.tag_many(dev.articles), dev.issues, strict=True)
        if issues
    ]
    assert np.mean(told) <= 0.01
