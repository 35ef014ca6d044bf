"""What a model file says of itself, besides its weights."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vnnews.modelfile import load_tagger
from vnnews.modelfile._folder import Folder
from vnnews.modelfile._json import parse_json
from vnnews.modelfile._layout import CARD, CONFIG, METRICS, MOST_CONFIG, blame
from vnnews.modelfile._load import shipped_model
from vnnews.modelfile._zip import Archive
from vnnews.taxonomy import Taxonomy


@dataclass(frozen=True)
class ModelFile:
    """A model folder or ZIP file.

    Attributes
    ----------
    path : str
    format : int
    versions : dict of str to str
        Of what it was made with.
    sizes : dict of str to int
        Bytes of its files, by name.
    card : str or None
        Markdown.
    metrics : dict
    taxonomy : Taxonomy
    """

    path: str
    format: int
    versions: dict[str, str]
    sizes: dict[str, int]
    card: str | None
    metrics: dict[str, Any]
    taxonomy: Taxonomy

    def to_dict(self) -> dict[str, Any]:
        """Return everything as JSON-ready built-in types."""
        return {**vars(self), "taxonomy": self.taxonomy.to_dict()}


def read_model_file(model: str | None) -> ModelFile:
    """Read what a model says of itself.

    Raises
    ------
    FileNotFoundError, ValueError
        As `vnnews.load_tagger`, which reads the model first: what is damaged is not described.
    """
    path = shipped_model() if model is None else Path(model)
    taxonomy = load_tagger(path).taxonomy_
    with Folder(path) if path.is_dir() else Archive(path) as source:
        config = parse_json(source.read(CONFIG, MOST_CONFIG))
        with blame(CARD):
            raw_card = source.find(CARD, MOST_CONFIG)
            card = None if raw_card is None else raw_card.decode("utf-8")
        with blame(METRICS):
            raw_metrics = source.find(METRICS, MOST_CONFIG)
            metrics = {} if raw_metrics is None else parse_json(raw_metrics)
        n_bytes = len(source.read(CONFIG, MOST_CONFIG))
    return ModelFile(
        path=str(path),
        format=config["format"],
        versions=config["versions"],
        sizes={CONFIG: n_bytes} | {name: entry["bytes"] for name, entry in config["files"].items()},
        card=card,
        metrics=metrics,
        taxonomy=taxonomy,
    )
