"""The command line: `vnnews tag`, `explain`, `train`, `evaluate`, `report` and `info`."""

from vnnews.commands._main import main

__all__ = ["main"]
