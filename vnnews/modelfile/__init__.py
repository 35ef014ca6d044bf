"""Estimators to model folders or ZIP files, and back."""

from vnnews.modelfile._card import model_card
from vnnews.modelfile._load import load_model, load_tagger
from vnnews.modelfile._save import save_model, save_tagger

__all__ = ["load_model", "load_tagger", "model_card", "save_model", "save_tagger"]
