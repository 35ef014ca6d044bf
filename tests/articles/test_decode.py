import codecs
import time
import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.articles import parse_article
from vnnews.articles._decode import decode
from vnnews.datasets import iter_sample

TEXT = "Tổng thống Nga tới Geneva. Cuộc gặp bắt đầu lúc 13 giờ."


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (TEXT, None),
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-32"), "utf-32-le"),
        (bytearray(TEXT.encode()), "utf-8"),
        (memoryview(TEXT.encode()), "utf-8"),
        (unicodedata.normalize("NFD", TEXT), None),
        (unicodedata.normalize("NFD", TEXT).encode(), "utf-8"),
    ],
)
def test_encodings_told_for_certain(raw: str | bytes, encoding: str | None) -> None:
    article = parse_article(raw)
    assert article.text == article.source == TEXT
    assert (article.encoding, article.encoding_confidence, article.repaired) == (encoding, 1.0, None)


def test_named_encoding() -> None:
    # cp1258 writes tones as combining characters of their own.
    raw = unicodedata.normalize("NFD", "tiến").replace("e\u0302", "ê").encode("cp1258")
    assert parse_article(raw, encoding="cp1258").text == "tiến"
    assert parse_article(TEXT.encode("utf-16-le"), encoding="utf-16-le").text == TEXT
    assert parse_article("Genève".encode("cp1252"), encoding="latin-1").text == "Genève"


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff")))
def test_utf8_is_never_taken_for_anything_else(text: str) -> None:
    decoding = decode(text.encode())
    assert decoding.text == unicodedata.normalize("NFC", text)
    assert (decoding.encoding, decoding.confidence) == ("utf-8", 1.0)


def test_utf8_cut_off_within_a_character() -> None:
    raw = TEXT.encode()
    cut = raw[: raw.index("ầ".encode()) + 2]
    decoding = decode(cut)
    assert decoding.text == TEXT[: TEXT.index("ầ")]
    assert (decoding.encoding, decoding.confidence) == ("utf-8", 1.0)
    assert decode(TEXT.encode("utf-16")[:-1]).text == TEXT[:-1]


def test_one_broken_byte_in_utf8() -> None:
    raw = (TEXT * 3).encode().replace("ố".encode(), b"\xe1", 1)
    decoding = decode(raw)
    assert decoding.text == (TEXT * 3).replace("ố", "\ufffd", 1)
    assert decoding.encoding == "utf-8"
    assert 0.9 < decoding.confidence < 1


def test_half_utf8_half_tcvn3_is_refused() -> None:
    tcvn3 = b"Ch\xf1 t\xdech n\xad\xedc \xae\xb7 ti\xd5p \xaeo\xb5n \xae\xb9i bi\xd3u"
    with pytest.raises(ValueError, match="encoding="):
        decode("Chủ tịch nước đã tiếp đoàn đại biểu. ".encode() + tcvn3)


def test_english_with_the_quotes_of_windows() -> None:
    text = "The “president’s” visit – day two…"
    assert decode(text.encode("cp1252")).text == text


@pytest.mark.parametrize(
    "raw",
    [
        "Les présidents russe et américain se sont entretenus à Genève".encode("cp1252"),
        "Президент России".encode("cp1251"),
        "俄罗斯总统与美国总统在日内瓦会晤".encode("gbk"),
        b"5 \xb5m",
        b"\xc4",
        b"\xff\xfe\xfa",
    ],
)
def test_what_is_not_told_says_what_to_do(raw: bytes) -> None:
    with pytest.raises(ValueError, match="encoding=") as caught:
        parse_article(raw)
    assert "not valid utf" in str(caught.value)


@pytest.mark.parametrize("raw", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xe9", bytes(range(256)) * 4, b"\0" * 100])
def test_binary_files(raw: bytes) -> None:
    with pytest.raises(ValueError, match="binary"):
        parse_article(raw)


@pytest.mark.parametrize("name", ["klingon", "hex", "x"])
def test_unknown_encoding(name: str) -> None:
    with pytest.raises(ValueError, match="is unknown"):
        parse_article(b"Nga", encoding=name)


def test_wrong_named_encoding() -> None:
    with pytest.raises(ValueError, match="byte 0x93 at offset 3"):
        parse_article(b"Nga\x93 Nga", encoding="ascii")


@pytest.mark.parametrize("raw", [None, 3, 2.5, ["văn bản"], {"text": "văn bản"}])
def test_other_types(raw: object) -> None:
    with pytest.raises(TypeError, match=type(raw).__name__):
        parse_article(raw)  # type: ignore[arg-type]  # the wrong type is the point


def test_decomposed_text_gives_the_same_article() -> None:
    for document in iter_sample():
        decomposed = unicodedata.normalize("NFD", document.text)
        article = parse_article(document.text)
        assert parse_article(decomposed) == article
        assert parse_article(decomposed).source == article.source == unicodedata.normalize("NFC", document.text)


@pytest.mark.parametrize(
    "pattern", [b"\xe4", b"a\xe4", b"Vie\xe4t ", b"\xb5\x20", "đ".encode() + b"\xff", b"\x93 ", b"\xcc\x81"]
)
def test_time_is_about_linear(pattern: bytes) -> None:
    def seconds(size: int) -> float:
        raw = pattern * (size // len(pattern))
        start = time.process_time()
        with suppress(ValueError):  # no encoding fits
            decode(raw)
        return time.process_time() - start

    seconds(1_000)
    # Ten times the bytes may take up to forty times as long; what is quadratic takes a hundred times.
    assert seconds(4_000_000) < 40 * max(seconds(400_000), 0.01)
