import builtins
import re

import pytest

from tests.articles.encodings import encode
from vnnews.articles import parse_article
from vnnews.articles._legacy import LEGACY, decode_legacy
from vnnews.articles._repair import repair
from vnnews.datasets import iter_sample

TEXT = "Tổng thống Nga tới Geneva\nÔng “sẵn sàng” nói chuyện với người đồng cấp Mỹ về những vấn đề của hai nước…"


def misread(text: str, encoding: str, times: int = 1) -> str:
    for _ in range(times):
        raw = text.encode()
        # Windows leaves five bytes without a meaning; what reads them makes control characters of them.
        text = raw.decode("latin-1") if encoding == "latin-1" else "".join(
            bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in raw
        )  # fmt: skip
    return text


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
@pytest.mark.parametrize("times", [1, 2])
def test_mojibake(encoding: str, times: int) -> None:
    pytest.importorskip("ftfy")
    article = parse_article(misread(TEXT, encoding, times))
    assert article.source == TEXT
    assert article.repaired == "mojibake"
    assert parse_article(misread(TEXT, encoding, times).encode()).source == TEXT
    for piece in article.pieces:
        assert article.source[piece.start : piece.end] == piece.text


def test_mojibake_in_one_line_only() -> None:
    pytest.importorskip("ftfy")
    title, line = TEXT.split("\n")
    assert repair(f"{title}\n{misread(line, 'cp1252')}\n{title}") == (f"{title}\n{line}\n{title}", "mojibake")


def test_without_ftfy_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without_ftfy(name, *arguments, **options):
        if name == "ftfy":
            raise ImportError(name)
        return real(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", without_ftfy)
    with pytest.raises(ImportError, match=re.escape("pip install 'vnnews[encoding]'")):
        parse_article(misread(TEXT, "cp1252"))
    assert parse_article(misread(TEXT, "cp1252"), repair=False).repaired is None
    assert parse_article(TEXT).source == TEXT


@pytest.mark.parametrize("name", LEGACY)
@pytest.mark.parametrize("reader", ["latin-1", "cp1252"])
def test_legacy_text_read_as_latin(name: str, reader: str) -> None:
    raw = encode(TEXT, name)
    text = "".join(bytes([byte]).decode(reader, "ignore") or chr(byte) for byte in raw)
    article = parse_article(text)
    assert article.source == decode_legacy(raw, name)
    assert article.repaired == name
    assert parse_article(text, repair=False).source != article.source


@pytest.mark.parametrize(
    "text",
    [
        "Les présidents russe et américain se sont entretenus à Genève, là où ils s’étaient déjà rencontrés. " * 5,
        "O presidente da Rússia não irá à reunião, segundo a imprensa do país. " * 5,
        "Der Präsident fährt über die Straße nach Düsseldorf; größer könnte die Überraschung nicht sein. " * 5,
        "Ông nói «đã quá»… rồi «đã quá»… và «đã quá»…",
        "Tong thong Nga va Tong thong My hoi dam",
        "La Coruña",
    ],
)
def test_right_text_is_left_alone(text: str) -> None:
    assert repair(text) == (text, None)


def test_the_sample_is_left_alone() -> None:
    for document in iter_sample():
        assert repair(document.text) == (document.text, None)
