"""A file is there when it is whole."""

from pathlib import Path

import pytest

from vnnews.modelfile._disk import durable_file, whole_file


@pytest.mark.parametrize("before", [None, b"as it was"])
@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError, GeneratorExit])
def test_an_end_half_way_changes_nothing(tmp_path: Path, before: bytes | None, error: type[BaseException]) -> None:
    path = tmp_path / "bài.jsonl"
    if before is not None:
        path.write_bytes(before)

    def write_half() -> None:
        with whole_file(path) as file:
            file.write(b"half")
            raise error

    with pytest.raises(error):
        write_half()
    assert [entry.name for entry in tmp_path.iterdir()] == ([] if before is None else [path.name])
    assert before is None or path.read_bytes() == before


def test_it_takes_its_name_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with whole_file(path) as file:
        file.write(b"whole")
        assert not path.exists()
    assert path.read_bytes() == b"whole"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.jsonl"]


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), whole_file(tmp_path / "none" / "a.jsonl"):
        pass


def test_a_new_file_is_new(tmp_path: Path) -> None:
    path = tmp_path / "weights"
    with durable_file(path) as file:
        file.write(b"whole")
    assert path.read_bytes() == b"whole"
    with pytest.raises(FileExistsError), durable_file(path):
        pass
