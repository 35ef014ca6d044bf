"""The command line: `vnnews tag`, `explain`, `report`, `train`, `evaluate`, `suggest` and `info`."""

from vnnews.commands._main import main

__all__ = ["main"]
