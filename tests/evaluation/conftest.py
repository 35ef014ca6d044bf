from collections.abc import Iterator

import pytest


@pytest.fixture
def canvas() -> Iterator[None]:
    """Draw into memory, and close what was drawn."""
    import matplotlib as mpl
    import matplotlib.pyplot as plt

    mpl.use("Agg")
    yield
    plt.close("all")
