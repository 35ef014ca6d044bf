import codecs
import unicodedata

import pytest

from vnnews.articles import parse_article

TEXT = "Tổng thống Nga tới Geneva. Cuộc gặp bắt đầu lúc 13 giờ."


@pytest.mark.parametrize(
    "raw",
    [
        TEXT,
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        bytearray(TEXT.encode()),
        unicodedata.normalize("NFD", TEXT),
        unicodedata.normalize("NFD", TEXT).encode(),
    ],
)
def test_encodings_told_for_certain(raw: str | bytes) -> None:
    assert parse_article(raw).text == TEXT


def test_named_encoding() -> None:
    # cp1258 writes tones as combining characters of their own.
    raw = unicodedata.normalize("NFD", "tiến").replace("e\u0302", "ê").encode("cp1258")
    assert parse_article(raw, encoding="cp1258").text == "tiến"
    assert parse_article(TEXT.encode("utf-16-le"), encoding="utf-16-le").text == TEXT


@pytest.mark.parametrize("raw", [b"\xff\xfe\xfa", b"T\xe6ng th\xe8ng", TEXT.encode("utf-16")[:-1]])
def test_wrong_bytes_say_what_to_do(raw: bytes) -> None:
    with pytest.raises(ValueError, match="encoding=") as caught:
        parse_article(raw)
    assert "not valid utf" in str(caught.value)


def test_utf16_without_a_mark_is_no_text() -> None:
    with pytest.raises(ValueError, match="NUL"):
        parse_article("Cac ben gap nhau tai Geneva".encode("utf-16-le"))


@pytest.mark.parametrize("raw", [None, 3, 2.5, ["văn bản"], {"text": "văn bản"}])
def test_other_types(raw: object) -> None:
    with pytest.raises(TypeError, match=type(raw).__name__):
        parse_article(raw)  # type: ignore[arg-type]  # the wrong type is the point


def test_html_is_refused_with_the_remedy() -> None:
    with pytest.raises(ValueError, match="trafilatura"):
        parse_article("<!DOCTYPE html>\n<html><body>Tổng thống</body></html>")
