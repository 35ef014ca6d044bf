from pathlib import Path

import pytest

from vnnews.articles import parse_article
from vnnews.datasets import load_labelled_table
from vnnews.taxonomy import Issue, Taxonomy, Tone, load_taxonomy

OWN = Taxonomy("own", (Issue("gia", "Giá cả", "Prices"), Issue("mua", "Mưa", "Rain")), (Tone("vui", "vui", "glad"),))


def write(folder: Path, text: str, *, name: str = "labels.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_text(text, encoding=encoding, newline="")
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_tables_as_spreadsheets_write_them(tmp_path: Path, delimiter: str, encoding: str) -> None:
    rows = [
        ["id", "tone", "bài", "nhãn"],
        ["1", "tích cực", '"Giá xăng giảm\r\nNgười dân, ""vui"" mừng; ăn tết |\t."', '"Giá cả ; 天气; GIÁ  CẢ"'],
        ["2", "negative", "Mưa to ở Huế", ""],
        ["3", "mixed", '"  "', "Giá cả"],
    ]
    text = "\r\n".join(delimiter.join(row) for row in rows) + "\r\n\r\n"
    path = write(tmp_path, text, encoding=encoding)
    table = load_labelled_table(path, text="bài", issues="nhãn", tone="tone")
    assert len(table) == 2
    assert table.articles[0] == parse_article('Giá xăng giảm\r\nNgười dân, "vui" mừng; ăn tết |\t.')
    assert table.issues == (("gia_ca", "issue_2"), ())
    assert table.tones == ("positive", "negative")
    assert table.n_blank == 1
    assert [issue.vi for issue in table.taxonomy.issues] == ["Giá cả", "天气"]
    assert table.taxonomy.tones == load_taxonomy().tones


def test_several_columns_and_another_separator(tmp_path: Path) -> None:
    path = write(tmp_path, "text,first,second\nMưa to ở Huế,Mưa,Giá cả/rain\nGiá vàng tăng,prices,\n")
    table = load_labelled_table(path, issues=["first", "second"], separator="/", taxonomy=OWN)
    assert table.issues == (("mua", "gia"), ("gia",))
    assert table.tones is None
    assert table.taxonomy is OWN


@pytest.mark.parametrize(
    ("text", "options", "message"),
    [
        ("", {}, "is empty"),
        ("text,labels\nMưa,a\n", {}, "no column 'issues'; its first line has 'text', 'labels'"),
        ("text,text,issues\nMưa,a,b\n", {}, "a column twice"),
        ("text,issues\nMưa\n", {}, "line 2: it has 1 cells; expected 2"),
        ('text,issues\n"Mưa\nto",mưa\nNắng,nắng\n', {"taxonomy": OWN}, "line 4: 'nắng' is no issue of the taxonomy"),
        ("text,issues\nMưa,Giá cá\n", {"taxonomy": OWN}, "line 2: 'Giá cá' is no issue .* did you mean 'giá cả'"),
        ("text,issues,tone\nMưa,mưa,buồn\n", {"taxonomy": OWN, "tone": "tone"}, "'buồn' is no tone"),
        ("text,issues,tone\nMưa,mưa,\n", {"tone": "tone"}, "line 2: the column 'tone' is empty"),
        ("text,issues\n ,mưa\n", {}, "no row has a text"),
        ("text,issues\nMưa,;\n", {}, "no row has a label in 'issues'"),
        ('text,issues\n"Mưa"to,mưa\n', {}, "no table of cells"),
        ("text,issues\n\ud800 mưa,mưa\n", {}, "not in UTF-8"),
        ("text,issues\nMưa,a\n", {"separator": ""}, "separator=''"),
    ],
)
def test_errors_say_where(tmp_path: Path, text: str, options: dict[str, object], message: str) -> None:
    path = tmp_path / "labels.csv"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(ValueError, match=message):
        load_labelled_table(path, **options)  # type: ignore[arg-type]  # by name


def test_an_article_that_can_not_be_read(tmp_path: Path) -> None:
    path = write(tmp_path, f"text,issues\nMưa,a\n{'<div>' * 30_000}x{'</div>' * 30_000},a\n")
    with pytest.raises((ValueError, ImportError), match=r"line 3|html"):
        load_labelled_table(path)


def test_a_binary_file(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    with pytest.raises(ValueError, match="not in UTF-8"):
        load_labelled_table(path)
    with pytest.raises(FileNotFoundError):
        load_labelled_table(tmp_path / "other.csv")
