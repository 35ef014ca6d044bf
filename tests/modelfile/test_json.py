import json

import pytest

from vnnews.modelfile._json import digest, parse_json, to_json


def test_bytes_depend_on_the_value_only() -> None:
    assert to_json({"b": 1, "a": "Mỹ"}) == to_json({"a": "Mỹ", "b": 1})
    assert parse_json(to_json({"a": "Mỹ"}).encode()) == {"a": "Mỹ"}
    with pytest.raises(ValueError, match="JSON compliant"):
        to_json({"a": float("nan")})


def test_digest_does_not_see_spaces_but_sees_types() -> None:
    assert digest(json.loads('{"a":\n 1.50, "b": []}')) == digest({"b": [], "a": 1.5})
    assert len({digest({"a": value}) for value in (1, 1.0, True, "1", None)}) == 5


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "Expecting value"),
        (b"\xff{}", "utf-8"),
        (b"\xef\xbb\xbf{}", "BOM"),
        ('{"a": 1}'.encode("utf-16"), "utf-8"),
        (b"[1]", "JSON object"),
        (b'{"a": 1} x', "Extra data"),
        (b'{"a": {"b": 1, "b": 1}}', "'b' stands twice"),
        (b'{"a": NaN}', "NaN is no number"),
        (b'{"a": -Infinity}', "-Infinity"),
        (b'{"a": 1e999}', "not finite"),
        (b'{"a": ' + b"9" * 5000 + b"}", "digits"),
        (b'{"a": "\\ud800"}', "surrogates"),
        (b'{"a": ' * 100_000, "nested too deeply"),
        (b"[" * 100_000, "nested too deeply"),
    ],
)
def test_what_is_no_plain_object_is_refused(raw: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_json(raw)
