"""Thousands of damaged and forged models, loaded in a process that may take 500 MB more and no more.

`python -m tests.modelfile.mutate N [SEED]` makes N of them from the tiny model of the tests and prints as JSON how they
ended, by kind. ``refused``: the one error of `load_tagger`. ``same``: a model that says what the original says.
``other``: another model, whole in itself; only a forger who also makes the check sums fit gets that far. Anything else
ends the process with a traceback.
"""

from __future__ import annotations

import json
import math
import pickle
import random
import resource
import sys
import tempfile
import time
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import safetensors.numpy

from tests.modelfile import forge
from tests.modelfile.small_models import FORMATS, predictions
from vnnews import ArticleTagger, load_tagger

Files = dict[str, bytes]
_MORE_MEMORY = 500 << 20
_ODD: list[Any] = [
    None, True, False, 0, 1, -1, 2, 3, 10**9, 10**30, 0.0, -0.5, 1e9, 1e300, "", "l1", "keep", "a\0", "../x", "ü" * 300,
    [], {}, [1, 2], [[]], {"class": "ArticleTagger"}, ["mixed", "negative"], "IssueClassifier", "float32",
]  # fmt: skip


def garble(raw: bytes, draw: random.Random) -> bytes:
    """Flip a bit, put other bytes somewhere, or cut, repeat or insert some."""
    data, at = bytearray(raw), draw.randrange(len(raw))
    way = draw.randrange(6)
    if way == 0:
        data[at] ^= 1 << draw.randrange(8)
    elif way == 1:
        data[at : at + 4] = draw.randbytes(len(data[at : at + 4]))
    elif way == 2:
        del data[at:]
    elif way == 3:
        del data[at : at + draw.randrange(1, 64)]
    elif way == 4:
        data[at:at] = data[at : at + 64]
    else:
        data[at : at + 8] = draw.choice([b"\0", b"\xff", b"9", b"[", b'"']) * len(data[at : at + 8])
    return bytes(data)


def flip_file(files: Files, draw: random.Random) -> Files:
    name = draw.choice(sorted(files))
    return {**files, name: garble(files[name], draw)}


def flip_header(files: Files, draw: random.Random) -> Files:
    name = forge.weights_of(files)
    length = 8 + int.from_bytes(files[name][:8], "little")
    head = garble(files[name][:length], draw)
    return resigned({**files, name: head + files[name][length:]})


def flip_weights(files: Files, draw: random.Random) -> Files:
    name = forge.weights_of(files)
    return resigned({**files, name: garble(files[name], draw)})


def resigned(files: Files) -> Files:
    return forge.signed(json.loads(files["config.json"]), files)


def change_array(files: Files, draw: random.Random) -> Files:
    weights = forge.weights_of(files)
    arrays = {name: array.copy() for name, array in safetensors.numpy.load(files[weights]).items()}
    name = draw.choice(sorted(arrays))
    array, way = arrays[name], draw.randrange(8)
    if way == 0:
        del arrays[name]
    elif way == 1:
        arrays[draw.choice(["more", name + "_", *arrays])] = array
    elif way == 2:
        arrays[name] = array.astype(draw.choice([np.float64, np.float32, np.int64, np.uint8, np.uint32]))
    elif way == 3:
        arrays[name] = array.reshape(draw.choice([(-1,), (1, -1), (*array.shape, 1)]))
    elif way == 4:
        arrays[name] = array[: draw.randrange(len(array))]
    elif way == 5:
        arrays[name] = np.concatenate([array, array])
    elif array.dtype.kind == "f":
        array.flat[draw.randrange(array.size)] = draw.choice([math.nan, math.inf, -math.inf, 1e38, 0.0, -5.0])
    else:
        array.flat[draw.randrange(array.size)] = draw.choice([0, 1, 127, 255])
    return resigned({**files, weights: safetensors.numpy.save(arrays)})


def change_config(files: Files, draw: random.Random) -> Files:
    config = json.loads(files["config.json"])
    place, key = draw.choice(list(places(config)))
    way = draw.randrange(4)
    if way == 0:
        del place[key]
    elif way == 1 and isinstance(place, dict):
        place[draw.choice(["more", "n_jobs", "class", "coef_", "taxonomy", "id"])] = draw.choice(_ODD)
    elif way == 2:
        other, other_key = draw.choice(list(places(config)))
        place[key] = json.loads(json.dumps(other[other_key]))
    else:
        place[key] = draw.choice(_ODD)
    return forge.with_config(config, files)


def places(value: Any) -> Any:
    """Yield every place in a JSON value: what holds it, and its key there."""
    for key in list(value) if isinstance(value, dict) else range(len(value)):
        yield value, key
        if isinstance(value[key], (dict, list)):
            yield from places(value[key])


KINDS: dict[str, Callable[[Files, random.Random], Files]] = {
    "a file garbled": flip_file,
    "the ZIP file garbled": flip_file,
    "array header garbled, check sums made to fit": flip_header,
    "weights garbled, check sums made to fit": flip_weights,
    "an array changed, check sums made to fit": change_array,
    "the config changed, check sums made to fit": change_config,
}


class Judge:
    """Loads models and tells how it ended."""

    def __init__(self) -> None:
        self.files = forge.read(FORMATS / "1")
        self.zip = (FORMATS / "1.zip").read_bytes()
        original = load_tagger(FORMATS / "1")
        self.state, self.says = pickle.dumps(original), predictions(original)

    def mutant(self, kind: str, place: Path, draw: random.Random) -> Path:
        """Write a mutated model."""
        if kind.startswith("the ZIP"):
            path = place / "model.zip"
            path.write_bytes(garble(self.zip, draw))
            return path
        return forge.write(place / "model", KINDS[kind](self.files, draw))

    def outcome(self, path: Path, *, forged: bool) -> str:
        """Load, and compare."""
        error: ValueError | None = None
        try:
            tagger = load_tagger(path)
        except ValueError as raised:
            error = raised
        if error is not None:
            assert type(error) is ValueError
            assert str(error).startswith(f"can't load the model {path}: ")
            assert len(str(error)) < 1000
            return "refused"
        if pickle.dumps(tagger) == self.state or predictions(tagger) == self.says:
            return "same"
        assert forged, "a damaged model was loaded and says something else"
        check_sane(tagger)
        return "other"


def check_sane(tagger: ArticleTagger) -> None:
    for tags in predictions(tagger):
        for p in (*tags["probabilities"].values(), *tags["tone"]["probabilities"].values()):
            assert 0.0 <= p <= 1.0


def main() -> None:
    n, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0
    warnings.simplefilter("ignore")
    draw, judge = random.Random(seed), Judge()
    outcomes: dict[str, Counter[str]] = defaultdict(Counter)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    taken = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (taken + _MORE_MEMORY,) * 2)
    slowest = 0.0
    with tempfile.TemporaryDirectory() as place:
        for i in range(n):
            kind = list(KINDS)[i % len(KINDS)]
            path = judge.mutant(kind, Path(place), draw)
            start = time.process_time()
            outcomes[kind][judge.outcome(path, forged="made to fit" in kind)] += 1
            slowest = max(slowest, time.process_time() - start)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(json.dumps({"outcomes": outcomes, "slowest, s": slowest, "more memory, kB": grown}))


if __name__ == "__main__":
    main()
