"""``python -m vnnews``: the same as ``vnnews``."""

import sys

from vnnews.commands import main

if __name__ == "__main__":
    sys.exit(main())
