"""What a line is by its words, and that the weights are those of ``examples/fit_line_kinds.py``."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import resources
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples import load_example
from vnnews.articles._line_kinds import FILE, N_BITS, LineKind, kind_of, rows_of

PROGRAM = Path(__file__).parent.parent.parent / "examples" / "fit_line_kinds.py"

LINES = {
    "headline": [
        "Pháp: Biểu tình biến thành bạo loạn, hàng trăm người bị bắt",
        "Bắt nghi phạm cướp ngân hàng ở Bình Chánh",
    ],
    "caption": [
        "Một người lính Nga đứng gác trên đường phố ở Aleppo, Syria.",
        "Người dân xếp hàng mua lương thực tại chợ ở Kabul",
    ],
    "subheading": ["Nỗi lo còn đó", "Bài toán khó giải"],
    "sentence": ["Tuy nhiên, ông cho rằng hai bên vẫn còn nhiều việc phải làm trong thời gian tới."],
}


@pytest.fixture(scope="module")
def program() -> ModuleType:
    return load_example("fit_line_kinds")


@pytest.mark.parametrize(("kind", "line"), [(kind, line) for kind, lines in LINES.items() for line in lines])
def test_lines_of_each_kind(kind: str, line: str) -> None:
    found = kind_of(line)
    assert max(LineKind._fields, key=lambda name: getattr(found, name)) == kind


@given(st.text(max_size=80))
def test_probabilities_and_rows(line: str) -> None:
    assert sum(kind_of(line)) == pytest.approx(1.0)
    rows = rows_of(line)
    assert rows == sorted(set(rows))
    assert all(0 <= row < 1 << N_BITS for row in rows)
    assert kind_of(line) == kind_of(line)


def test_numbers_and_case_count_little() -> None:
    assert set(rows_of("Cháy 12 nhà")) == set(rows_of("Cháy 99 nhà"))
    assert set(rows_of("Cháy nhà")) & set(rows_of("CHÁY NHÀ"))


def test_the_weights_are_whole_numbers_of_all_kinds() -> None:
    with resources.files("vnnews.articles").joinpath(FILE).open("rb") as file:
        kept = dict(np.load(file))
    assert kept["weights"].shape == (1 << N_BITS, len(LineKind._fields))
    assert kept["weights"].dtype == np.int16
    assert (kept["weights"] != 0).any(axis=0).all()


def test_lines_to_learn_from(program: ModuleType) -> None:
    assert program._kind_in_body("Hai bên gặp nhau.") == program.SENTENCE
    assert program._kind_in_body("Nỗi lo còn đó") == program.SUBHEADING
    assert program._kind_in_body("Ông nói:") == -1
    lines = [(program.SENTENCE, "Một hai ba."), (program.HEADLINE, "Bốn."), (program.SENTENCE, "Năm sáu bảy.")]
    assert program.without_stops(lines) == [lines[0], lines[1], (program.SENTENCE, "Năm sáu bảy")]
    assert program._without_credit("Hai ông bắt tay nhau (Ảnh: AP)") == "Hai ông bắt tay nhau"
    many = [(kind, f"Dòng số {i} của loại {kind}") for kind in range(4) for i in range(60)]
    chosen = program.chosen(iter([*many, *many, (-1, "Dẫn vào lời nói"), (0, "Ngắn")]))
    assert sorted(chosen) == sorted(many)
    weights, constants = program.fit(chosen)
    assert weights.dtype == np.int16
    assert len(constants) == 4


def test_the_parser_does_without_its_own_weights(program: ModuleType) -> None:
    lines = [line for lines in LINES.values() for line in lines]
    usual = list(map(kind_of, lines))
    with program.by_rules_alone():
        assert set(map(kind_of, lines)) == {LineKind(0.0, 0.0, 0.0, 1.0)}
    assert list(map(kind_of, lines)) == usual


@pytest.mark.slow
@pytest.mark.corpus
def test_the_weights_are_made_anew_to_the_last_digit(tmp_path: Path) -> None:
    folder = os.environ.get("VNNEWS_DATA")
    if not folder:
        pytest.skip("VNNEWS_DATA does not name a folder of the corpora")
    made = tmp_path / "line_kinds.npz"
    subprocess.run([sys.executable, str(PROGRAM), "--data", folder, "--output", str(made)], check=True)
    with resources.files("vnnews.articles").joinpath(FILE).open("rb") as file:
        kept, found = (dict(np.load(one)) for one in (file, made))
    assert sorted(kept) == sorted(found)
    for name, array in kept.items():
        assert np.array_equal(array, found[name]), name
