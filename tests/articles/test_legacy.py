from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.articles.encodings import encode
from vnnews.articles import parse_article
from vnnews.articles._legacy import LEGACY, decode_legacy, legacy_name
from vnnews.articles._nfc import nfc

LETTERS = [nfc(vowel + tone) for vowel in "aăâeêioôơuưy" for tone in ("", *"\u0300\u0301\u0309\u0303\u0323")] + ["đ"]
PANGRAM = "Nghe hoạ mi hót, chú bé “Vĩnh” ở Sơn Tây kể: trăm kẻ đói, gặp cảnh lũ lụt, vẫn rủ nhau cười ngặt nghẽo…"


@pytest.mark.parametrize("name", LEGACY)
def test_every_letter(name: str) -> None:
    text = " ".join(LETTERS)
    assert decode_legacy(encode(text, name), name) == text


@pytest.mark.parametrize("name", ["vni", "viscii", "cp1258"])
def test_every_capital(name: str) -> None:
    text = " ".join(LETTERS).upper()
    assert decode_legacy(encode(text, name), name) == text


@pytest.mark.parametrize(
    ("raw", "name", "text"),
    [
        (b"C\xa9u l\xb9c b\xe9 \xae\xb8 banh", "tcvn3", "Câu lạc bộ đá banh"),
        (b"\xa7\xb6NG v\xb5 H\xb5 N\xe9i", "tcvn3", "ĐẢNG và Hà Nội"),
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, TÖÏ DO, AÁn Ñoä".encode("cp1252"), "vni",
         "Cộng hòa xã hội chủ nghĩa Việt Nam, TỰ DO, Ấn Độ"),
        (b"Ti\xaang Vi\xaet, ch\xe6 Qu\xafc ng\xe6", "viscii", "Tiếng Việt, chữ Quốc ngữ"),
        (b"Ti\xea\xecng Vi\xea\xf2t", "cp1258", "Tiếng Việt"),
        (b"Vi\x8ct Nam", "vps", "Việt Nam"),
    ],
)  # fmt: skip
def test_as_published(raw: bytes, name: str, text: str) -> None:
    assert decode_legacy(raw, name) == text


def test_what_means_nothing_is_marked() -> None:
    assert decode_legacy(b"a\x81b", "tcvn3") == "a\ufffdb"
    assert decode_legacy(b"b\xe4n", "vni") == "b\ufffdn"
    assert decode_legacy(b"\x8e\xe4", "cp1258") == "\ufffdä"


@pytest.mark.parametrize(
    ("given", "name"),
    [("TCVN3", "tcvn3"), ("x-viet-tcvn5712", "tcvn3"), ("VNI-Win", "vni"), ("windows-1258", "cp1258"), ("utf-8", None)],
)
def test_names(given: str, name: str | None) -> None:
    assert legacy_name(given) == name


@pytest.mark.parametrize("name", LEGACY)
def test_detected_and_named(name: str) -> None:
    text = decode_legacy(encode(PANGRAM, name), name)
    for encoding in (None, name):
        article = parse_article(encode(PANGRAM, name), encoding=encoding)
        assert article.source == text
        assert article.encoding == name
        assert article.encoding_confidence > 0.9


@pytest.mark.corpus
@pytest.mark.skipif("VNNEWS_DATA" not in os.environ, reason="VNNEWS_DATA names no folder with the corpora")
@pytest.mark.parametrize(
    ("file", "name", "twin"),
    [
        ("demo1-tcvn.txt", "tcvn3", "demo1-utf8.txt"),
        ("viscii.txt", "viscii", None),
        ("demo1-utf16le.txt", "utf-16-le", ""),
    ],
)
def test_samples_and_their_twins(file: str, name: str, twin: str | None) -> None:
    folder = Path(os.environ["VNNEWS_DATA"]) / "unicode" / "smartcharset"
    if not folder.exists():
        pytest.skip(f"no folder unicode/smartcharset in VNNEWS_DATA={os.environ['VNNEWS_DATA']}")
    raw = (folder / file).read_bytes()
    if twin is None:
        expected = raw.decode("latin-1") and decode_legacy(raw, name)
        assert "Chữ Quốc ngữ là hệ chữ viết thống nhất" in expected
    else:
        expected = (folder / twin).read_bytes().decode() if twin else raw.decode("utf-16-le")
    for encoding in (None, name):
        article = parse_article(raw, encoding=encoding, format="text")
        assert article.source == nfc(expected)
        assert article.encoding == name
