"""A table of articles to the same table with columns of tags."""

from __future__ import annotations

import importlib
from typing import Any, Literal, TypeVar

from vnnews.modelfile import load_tagger
from vnnews.streams._columns import COLUMNS, cells, check_free
from vnnews.tagging import ArticleTagger

Frame = TypeVar("Frame")


def tag_table(
    frame: Frame,
    text: str = "text",
    *,
    tagger: ArticleTagger | None = None,
    prefix: str = "",
    n_jobs: int | None = None,
    chunk_size: int = 128,
    on_error: Literal["record", "raise"] = "record",
    progress: bool = False,
    evidence: bool = True,
) -> Frame:
    """Add what is said of every article to a pandas, polars or Arrow table.

    Needs narwhals (``pip install 'vnnews[tables]'``), which reads and makes all kinds of tables.

    Parameters
    ----------
    frame : pandas.DataFrame, polars.DataFrame, pyarrow.Table or other table in memory that narwhals knows
    text : str, default="text"
        The column of the texts, as they were crawled.
    tagger : ArticleTagger, optional
        By default that of `vnnews.load_tagger`.
    prefix : str, default=""
        Put before the names of the new columns.
    n_jobs, chunk_size, progress, evidence
        As for `ArticleTagger.tag_many`.
    on_error : {"record", "raise"}, default="record"
        What happens to a text that is missing or can't be read: its error in the column ``error``, or the exception.

    Returns
    -------
    table of the same kind
        The rows and columns of ``frame``, in their order (and with their index, if it has one), and behind them

        - ``issues`` (list of str): their ids, most probable first, and, in the same order, ``issue_probabilities``
          (list of float), ``issue_tones`` (list of str), ``issue_evidence`` (list of str: the sentence that speaks
          loudest);
        - ``tone`` (str), ``tone_probability``, ``tone_score`` (float, from -1 to 1), ``tone_evidence`` (str), missing
          where nothing could be judged;
        - ``warnings`` (list of str) and ``error`` (str, missing where there is none).

        Probabilities and scores are rounded to six digits. In pandas, lists are Python lists in an object column.

    Raises
    ------
    ImportError
        If narwhals is not installed.
    TypeError
        If ``frame`` is no table in memory.
    ValueError
        If there is no such column, or one of the new columns is there already.

    See Also
    --------
    vnnews.tag_file : For files, also those that do not fit into memory.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"text": ["Mỹ tăng trừng phạt Nga vì Ukraine", None]})
    >>> tagged = tag_table(frame)
    >>> tagged["issues"].tolist()
    [['sanctions', 'ukraine'], []]
    >>> tagged["error"].notna().tolist()
    [False, True]
    """
    if on_error not in ("record", "raise"):
        raise ValueError(f"on_error={on_error!r}: expected 'record' or 'raise', for a table keeps its rows")
    nw: Any = _narwhals()
    table = nw.from_native(frame, eager_only=True)
    check_free(table.columns, prefix)
    if text not in table.columns:
        raise ValueError(f"there is no column {text!r} among {', '.join(map(repr, table.columns))}; name it by text=…")
    # pandas has several values for a missing text; all of them are null to narwhals.
    texts: list[Any] = [
        None if missing else value for value, missing in zip(table[text], table[text].is_null(), strict=True)
    ]
    tagger = load_tagger() if tagger is None else tagger
    found = tagger.tag_many(
        texts, n_jobs=n_jobs, chunk_size=chunk_size, on_error=on_error, progress=progress, evidence=evidence
    )
    rows = [cells(tags) for tags in found]
    types = {str: nw.String, float: nw.Float64, list[str]: nw.List(nw.String), list[float]: nw.List(nw.Float64)}
    # pandas has no type for lists.
    typed = not table.implementation.is_pandas_like()
    return table.with_columns(  # type: ignore[no-any-return]  # narwhals gives back the kind that it was given
        nw.new_series(
            prefix + name,
            [row[name] for row in rows],
            types[kind] if typed or kind in (str, float) else None,
            backend=table.implementation,
        )
        for name, kind in COLUMNS.items()
    ).to_native()


def _narwhals() -> Any:
    try:
        return importlib.import_module("narwhals.stable.v2")
    except ImportError as error:
        raise ImportError("tables need narwhals: pip install 'vnnews[tables]'") from error
