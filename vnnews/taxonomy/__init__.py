"""The issues and tones that articles are tagged with."""

from vnnews.taxonomy._taxonomy import Issue, Taxonomy, Tone, load_taxonomy, taxonomy_from_dict

__all__ = ["Issue", "Taxonomy", "Tone", "load_taxonomy", "taxonomy_from_dict"]
