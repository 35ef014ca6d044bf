"""What an article is: its parts, told apart, and the text that gets classified."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, cast

if TYPE_CHECKING:
    from vnnews.articles._context import Part

SEPARATOR = "\n\n"
"""What stands between two parts in `Article.text`; segmentation and sentences never run across it."""
KEPT = ("title", "lead", "body", "caption", "credit", "date", "outlet")
"""The roles of what is kept."""
_PARTS = "_parts"


@dataclass(frozen=True, init=False)
class Piece:
    """A verbatim slice of the input and the part it plays.

    Attributes
    ----------
    role : str
        ``"title"``, ``"lead"``, ``"body"``, ``"caption"``, ``"credit"``, ``"date"``, ``"outlet"`` or, for what is
        none of these, the reason of its removal: ``"furniture"``, ``"teaser"``, ``"alt text"``, ``"repeated"``.
    text : str
        ``source[start:end]``.
    start, end : int
        Offsets into ``Article.source``, in characters.
    """

    role: str
    text: str
    start: int
    end: int

    def __init__(self, role: str, text: str, start: int, end: int) -> None:
        # An article has dozens of pieces; what a frozen dataclass does by itself takes twice the time.
        fields = self.__dict__
        fields["role"] = role
        fields["text"] = text
        fields["start"] = start
        fields["end"] = end


class _OfParts:
    """The kept or the removed pieces of an article that was read, made of its parts when they are first asked for.

    Nobody asks for those of a stream, and making them is a twentieth of reading an article.
    """

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, article: Article | None, owner: type) -> tuple[Piece, ...]:
        if article is None:
            return ()  # what a dataclass takes for the default
        fields = article.__dict__
        parts = fields.get(_PARTS)
        if parts is not None:
            pieces = [Piece(part.role, part.text, part.start, part.end) for part in parts]
            fields["pieces"] = tuple(piece for piece in pieces if piece.role in KEPT)
            fields["removed"] = tuple(piece for piece in pieces if piece.role not in KEPT)
            # Another thread may be here too, and finds either these or the parts.
            fields.pop(_PARTS, None)
        made: tuple[Piece, ...] = fields[self._name]
        return made


@dataclass(frozen=True)
class Article:
    r"""A news article, cleaned of the page around it.

    Attributes
    ----------
    title, lead : str
        Empty where the input has none.
    body : tuple of str
        The paragraphs.
    captions : tuple of str
        Photo captions; never part of `text`.
    byline : str
        The author as printed, empty if none is.
    agencies : tuple of str
        News agencies that the article names as its source, such as ``"Reuters"``.
    outlet : str
        The outlet as printed, such as ``"VTC News"``.
    published : datetime.date or None
        The first of the month where only the month is stated.
    published_precision : {"day", "month"} or None
    removed : tuple of Piece
        What was taken out of the input, each piece with its reason as ``role``.
    pieces : tuple of Piece
        The kept pieces in the order of the input, with their offsets; empty for an `Article` made by hand.
    source : str
        What the offsets point into: the decoded and repaired input in NFC or, for HTML, the lines that were taken from
        the page (title, lead, dates, paragraphs, captions). How an article was read, which is this and what follows, is
        no part of comparisons.
    encoding : str or None
        The encoding of the bytes it was made of; None where the input was text.
    encoding_confidence : float
        How sure that is, between 0 and 1: 1 for an encoding that was named or told for certain. Text with broken
        characters has less.
    repaired : str or None
        What was put right in text that had been read in a wrong encoding: ``"mojibake"``, or the name of the encoding
        that it was in.

    Examples
    --------
    >>> article = Article(title="Nga và Mỹ nối lại đàm phán", body=("Hai bên gặp nhau ở Geneva.",))
    >>> article.text
    'Nga và Mỹ nối lại đàm phán\n\nHai bên gặp nhau ở Geneva.'
    """

    title: str = ""
    lead: str = ""
    body: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    byline: str = ""
    agencies: tuple[str, ...] = ()
    outlet: str = ""
    published: datetime.date | None = None
    published_precision: Literal["day", "month"] | None = None
    removed: tuple[Piece, ...] = cast(Any, _OfParts())
    pieces: tuple[Piece, ...] = cast(Any, _OfParts())
    source: str = field(default="", repr=False, compare=False)
    encoding: str | None = field(default=None, compare=False)
    encoding_confidence: float = field(default=1.0, compare=False)
    repaired: str | None = field(default=None, compare=False)

    def __getstate__(self) -> dict[str, Any]:
        state = {**self.__dict__, "removed": self.removed, "pieces": self.pieces}
        state.pop(_PARTS, None)
        return state

    @cached_property
    def text(self) -> str:
        """Title, lead and body, one after the other: what gets classified."""
        return SEPARATOR.join(part for part in (self.title, self.lead, *self.body) if part)

    @property
    def title_end(self) -> int:
        """Where the title ends in `text` (0 without a title)."""
        return len(self.title)

    @property
    def lead_end(self) -> int:
        """Where title and lead end in `text` (0 without either)."""
        return len(SEPARATOR.join(part for part in (self.title, self.lead) if part))

    def to_dict(self) -> dict[str, Any]:
        """Return the article as JSON-ready built-in types, without the offsets into the input."""
        return {
            "title": self.title,
            "lead": self.lead,
            "body": list(self.body),
            "captions": list(self.captions),
            "byline": self.byline,
            "agencies": list(self.agencies),
            "outlet": self.outlet,
            "published": self.published.isoformat() if self.published else None,
            "published_precision": self.published_precision,
            "removed": [{"text": piece.text, "reason": piece.role} for piece in self.removed],
            "encoding": self.encoding,
            "encoding_confidence": self.encoding_confidence,
            "repaired": self.repaired,
        }


def article_of(parts: Sequence[Part], **fields: Any) -> Article:
    """Return an article of its parts and the other fields: far faster than what a frozen dataclass does by itself."""
    article = object.__new__(Article)
    article.__dict__.update(fields)
    article.__dict__[_PARTS] = parts
    return article
