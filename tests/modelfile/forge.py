"""Models changed by hand: with the check sums left as they were, or made to fit, as a careful forger would."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import safetensors.numpy

from vnnews.modelfile._json import digest
from vnnews.modelfile._layout import CONFIG, WEIGHTS

Config = dict[str, Any]
Arrays = dict[str, np.ndarray]


def read(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def write(folder: Path, files: dict[str, bytes]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for name, raw in files.items():
        (folder / name).write_bytes(raw)
    return folder


def weights_of(files: dict[str, bytes]) -> str:
    return next(name for name in files if WEIGHTS.fullmatch(name))


def signed(config: Config, files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files with sizes and check sums that fit, also that of the config."""
    others = {name: raw for name, raw in files.items() if name not in (CONFIG, weights_of(files))}
    weights = files[weights_of(files)]
    others[f"weights-{hashlib.sha256(weights).hexdigest()[:16]}.safetensors"] = weights
    entries = {name: {"bytes": len(raw), "sha256": hashlib.sha256(raw).hexdigest()} for name, raw in others.items()}
    return with_config({**config, "files": entries}, others)


def with_config(config: Config, files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files with this config, its own check sum made to fit."""
    body = {key: value for key, value in config.items() if key != "sha256"}
    raw = json.dumps(body | {"sha256": digest(body)}, ensure_ascii=False).encode("utf-8")
    return {**files, CONFIG: raw}


def change_config(folder: Path, change: Callable[[Config], object]) -> Path:
    files = read(folder)
    config = json.loads(files[CONFIG])
    change(config)
    return write(folder, with_config(config, files))


def change_arrays(folder: Path, change: Callable[[Arrays], object]) -> Path:
    files = read(folder)
    arrays = {name: array.copy() for name, array in safetensors.numpy.load(files[weights_of(files)]).items()}
    change(arrays)
    return change_weights(folder, lambda _: safetensors.numpy.save(arrays))


def change_weights(folder: Path, change: Callable[[bytes], bytes]) -> Path:
    files = read(folder)
    name = weights_of(files)
    files[name] = change(files[name])
    return write(folder, signed(json.loads(files[CONFIG]), files))
