"""Tables and files of any size to the same with tags; broken rows told, output whole or not there."""

from vnnews.streams._file import tag_file
from vnnews.streams._parts import Part, split_file
from vnnews.streams._summary import Failure, Summary
from vnnews.streams._table import tag_table
from vnnews.streams._texts import read_texts

__all__ = ["Failure", "Part", "Summary", "read_texts", "split_file", "tag_file", "tag_table"]
