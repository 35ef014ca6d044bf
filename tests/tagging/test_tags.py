import dataclasses
import json

import pytest

from vnnews.tagging import ArticleTagger, Tags


def test_frozen(shipped: ArticleTagger) -> None:
    tags = shipped.tag("Nga và Mỹ nối lại đàm phán ở Geneva")
    with pytest.raises(dataclasses.FrozenInstanceError):
        tags.warnings = ()  # type: ignore[misc]  # the point


def test_to_dict_is_json(shipped: ArticleTagger) -> None:
    tags: Tags = shipped.tag("Mỹ áp đặt thêm trừng phạt đối với Iran. Tehran chỉ trích Washington.")
    again = json.loads(json.dumps(tags.to_dict(), ensure_ascii=False, allow_nan=False))
    assert [issue["id"] for issue in again["issues"]] == [issue.id for issue in tags.issues]
    assert again["tone"]["label"] == tags.tone.label
    assert again["issues"][0]["evidence"][0]["text"] == tags.issues[0].evidence[0].text
    assert str(tags.tone) == tags.tone.label
