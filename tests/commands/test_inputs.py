"""What was named on the command line."""

from pathlib import Path

import pytest

from vnnews.commands._inputs import Kind, Source, sources


def names(found: list[Source], root: Path) -> list[str]:
    return [str(Path(source.path).relative_to(root)) for source in found]


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.html", "2021/c.TXT", "2021/.hidden.txt", ".git/d.txt", "e.jsonl", "f.md", "g.csv.gz"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Tin", encoding="utf-8")
    return tmp_path


def test_a_folder_gives_its_texts_in_order(crawl: Path) -> None:
    assert names(sources([str(crawl)]), crawl) == ["2021/c.TXT", "a.html", "b.txt"]


def test_patterns(crawl: Path) -> None:
    assert names(sources([str(crawl / "*.[th]*")]), crawl) == ["a.html", "b.txt"]
    assert names(sources([str(crawl / "**" / "*.TXT")]), crawl) == ["2021/c.TXT"]
    assert names(sources([str(crawl / "*")]), crawl) == ["a.html", "b.txt", "e.jsonl", "f.md", "g.csv.gz"]
    (nothing,) = sources([str(crawl / "*.xml")])
    assert nothing.problem is not None


def test_a_file_whose_name_looks_like_a_pattern(tmp_path: Path) -> None:
    path = tmp_path / "tin [1].txt"
    path.write_text("Tin", encoding="utf-8")
    assert sources([str(path)]) == [Source(str(path))]


def test_kinds(crawl: Path) -> None:
    found = {Path(source.path).name: source.kind for source in sources([str(crawl / "*")])}
    assert found["e.jsonl"] is found["g.csv.gz"] is Kind.TABLE
    assert found["f.md"] is Kind.TEXT
    assert sources(["-"]) == [Source("-", Kind.TEXT)]
    assert sources(["-"], "jsonl") == [Source("-", Kind.LINES)]
    assert sources([str(crawl / "f.md")], "jsonl")[0].kind is Kind.LINES


def test_several_in_the_order_in_which_they_were_given(crawl: Path) -> None:
    given = [str(crawl / "b.txt"), str(crawl / "2021"), "-", str(crawl / "no.txt")]
    assert [source.problem is None for source in sources(given)] == [True, True, True, False]
    assert [source.path for source in sources(given)][:1] == given[:1]


def test_what_looks_like_text_and_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("[]", encoding="utf-8")
    assert "JSON lines" in str(sources([str(path)])[0].problem)
    assert sources([str(path)], "text")[0].problem is None
    assert sources([str(path)], "jsonl")[0].problem is None
