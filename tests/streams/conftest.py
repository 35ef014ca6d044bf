from typing import Any

import pytest

from tests.streams.files import ROWS


@pytest.fixture
def rows() -> list[dict[str, Any]]:
    """The sample as the rows of a file."""
    return [dict(row) for row in ROWS]
