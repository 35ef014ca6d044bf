"""The issues and tones that articles are tagged with."""

from vnnews.taxonomy._names import entries_by_name, format_taxonomy, name_key, taxonomy_of_names
from vnnews.taxonomy._taxonomy import Issue, Taxonomy, Tone, load_taxonomy, taxonomy_from_dict

__all__ = [
    "Issue",
    "Taxonomy",
    "Tone",
    "entries_by_name",
    "format_taxonomy",
    "load_taxonomy",
    "name_key",
    "taxonomy_from_dict",
    "taxonomy_of_names",
]
