"""Tagger to model folder and back."""

from vnnews.modelfile._load import load_tagger
from vnnews.modelfile._save import save_tagger

__all__ = ["load_tagger", "save_tagger"]
