"""The weights of the captions are made by ``examples/fit_captions.py``."""

from __future__ import annotations

import itertools
import json
import os
import random
import subprocess
import sys
from importlib import resources
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from tests.articles.captions import MODEL, page_of
from tests.examples import load_example
from vnnews.articles import load_rules
from vnnews.articles._bare_captions import text_of
from vnnews.articles._caption_features import Reader
from vnnews.articles._caption_model import FILE

ROOT = Path(__file__).parent.parent.parent
PROGRAM = ROOT / "examples" / "fit_captions.py"


@pytest.fixture(scope="module")
def program() -> ModuleType:
    return load_example("fit_captions")


def test_marked_pages_are_none_by_which_the_parser_is_measured() -> None:
    pages = load_example("marked_pages")
    labels = [json.loads(line) for line in pages.MARKED.read_text(encoding="utf-8").splitlines()]
    ids = {label["id"] for label in labels}
    assert len(ids) == len(labels) == 6600
    measured = {json.loads(line)["id"] for file in pages.MEASURED for line in file.read_text("utf-8").splitlines()}
    assert ids.isdisjoint(measured)
    assert sum(len(label["captions"]) for label in labels) == 7972
    for label in labels:
        places = sorted(label["captions"] + label["undecided"])
        assert all(start < end for start, end in places)
        assert all(one[1] <= other[0] for one, other in itertools.pairwise(places)), label["id"]


def test_pages_are_read_as_they_are_before_the_weights_tell(program: ModuleType) -> None:
    page = "Nga và Mỹ nối lại đàm phán\n" + " ".join(["Hai bên gặp nhau ở Geneva hôm thứ ba."] * 9)
    bare, captions = program.without_credits(f"{page} Hai ông bắt tay nhau. Ảnh: AP")
    assert [bare[start:end] for start, end in captions] == ["Hai ông bắt tay nhau."]
    source, parts = program.parts_of(bare)
    assert source == bare
    assert [part.role for part in parts] == ["title", "body"]


def test_captions_kept_apart_are_put_between_the_lines(program: ModuleType) -> None:
    body = "\n".join(f"Hai bên gặp nhau lần thứ {n}." for n in range(8))
    text = f"Nga và Mỹ\n\nHai bên gặp nhau.\n\n{body}\n\nHai ông bắt tay nhau. Ảnh: AP\nPhái đoàn Nga ở Geneva"
    page, places = program.with_captions(text, random.Random(0))
    assert sorted(page[start:end].rstrip(".") for start, end in places) == [
        "Hai ông bắt tay nhau",
        "Phái đoàn Nga ở Geneva",
    ]
    assert load_rules() is not None


def test_labels_of_candidates(program: ModuleType) -> None:
    page = page_of("Nga và Mỹ", "", "Hai bên đã gặp nhau. Hai ông tại Geneva Theo báo chí, Mỹ hài lòng. Nga cũng vậy.")
    at = page.source.index("Hai ông")
    caption = (at, at + len("Hai ông tại Geneva"))
    example = program.Example(page, [caption], [(page.source.index("Nga cũng"), len(page.source))])
    found = program.candidates_on([example], MODEL)
    words = found.readers[0].words
    told = {
        page.source[words[start].start : words[end - 1].end]: label
        for (_, _, start, end), label in zip(found.places, found.labels.tolist(), strict=True)
    }
    assert told == {
        "Hai bên đã gặp nhau.": program.NONE,
        "Hai ông tại Geneva Theo báo chí, Mỹ hài lòng.": program.NONE,
        "Hai ông tại Geneva": program.CAPTION,
        # What is left behind the caption is tried as if a sentence began there.
        "Theo báo chí, Mỹ hài lòng.": program.NONE,
        "Nga cũng vậy.": program.UNDECIDED,
    }


def test_a_network_is_written_in_whole_numbers(program: ModuleType) -> None:
    page = page_of("Nga và Mỹ", "", "Hai bên đã gặp nhau. Ông tại Geneva. " * 160)
    reader = Reader(text_of(page), MODEL)
    spans = reader.sentences.spans
    X = np.array([reader.features(i, *span[:2]) for i, span in enumerate(spans)])
    y = np.arange(len(X)) % 2
    network = program.network(X, y)
    assert all(np.array_equal(array, np.rint(array)) for array in network)
    assert np.allclose([network.score(row) for row in X], network.score(X))
    right = (network.score(X) > 0) == (y == program.CAPTION)
    assert right.mean() > 0.9
    with pytest.raises(ValueError, match="expected less than 2"):
        program.check_exact(network._replace(outer=network.outer * 2.0**40))


def test_of_all_that_begin_at_a_place_the_likeliest_is_told_of_the_others(program: ModuleType) -> None:
    body = "Hai bên đã gặp nhau. Hai ông tại Geneva Theo báo chí, Mỹ hài lòng. Nga cũng vậy."
    candidates = program.candidates_on([program.Example(page_of("Nga và Mỹ", "", body), [], [])] * 2, MODEL)
    X = np.array([candidates.readers[number].features(*place) for number, *place in candidates.places])
    places = [place[:3] for place in candidates.places]
    assert [places.count(place) for place in dict.fromkeys(places)] == [1, 2, 1] * 2
    steps = np.array([7, 60, 90, -1, -1, 30, 12, 6])
    rows, of = program.with_contexts(candidates, X, steps * program.RESULT_UNIT)
    assert of.tolist() == [0, 2, 5, 7]
    assert np.array_equal(rows[:, : X.shape[1]], X[of])
    results, of_page = rows[:, X.shape[1]].tolist(), rows[:, X.shape[1] + 4].tolist()
    assert (results, of_page) == ([7, 90, 30, 6], [90, 7, 6, 30])


@pytest.mark.slow
@pytest.mark.corpus
def test_the_weights_are_made_anew(tmp_path: Path) -> None:
    """What words weigh is nearly the same after any change of the parser; the networks of a new training are others."""
    folder = os.environ.get("VNNEWS_DATA")
    if not folder:
        pytest.skip("VNNEWS_DATA does not name a folder of the corpora")
    made = tmp_path / "captions.npz"
    subprocess.run([sys.executable, str(PROGRAM), "--data", folder, "--output", str(made)], check=True)
    with resources.files("vnnews.articles").joinpath(FILE).open("rb") as file:
        kept, found = (dict(np.load(one)) for one in (file, made))
    assert {name: array.dtype for name, array in kept.items()} == {name: array.dtype for name, array in found.items()}
    networks = set(kept) - {"words", "values"}
    assert {name: kept[name].shape for name in networks} == {name: found[name].shape for name in networks}
    numbers = [
        {word: number for number, word in enumerate(one["words"].tobytes().decode("utf-8").split("\n"), start=1)}
        for one in (kept, found)
    ]
    shared = sorted(set(numbers[0]) & set(numbers[1]))
    assert len(shared) > 0.98 * max(map(len, numbers))
    old, new = (one["values"][[own[word] for word in shared]] for one, own in zip((kept, found), numbers, strict=True))
    assert all(np.corrcoef(old[:, column], new[:, column])[0, 1] > 0.98 for column in range(old.shape[1]))
