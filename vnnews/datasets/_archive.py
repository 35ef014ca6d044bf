"""The public archives: what they are called, where they lie, and how they are read without unpacking them."""

from __future__ import annotations

import gzip
import lzma
import os
import re
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from vnnews.datasets._download import cache_folder, download_archive

ENVIRONMENT = "VNNEWS_DATA"
SUBFOLDERS = (".", "upstream", "data/upstream")

LARGEST_MEMBER = 64 * 2**20
"""Bytes. The largest file read here has 3 MB; a file that claims more than this is not what was published."""


@dataclass(frozen=True)
class Archive:
    """A published archive of articles.

    Attributes
    ----------
    corpus : str
        The first part of its documents' ids.
    repository, commit : str
        The GitHub repository (``owner/name``) and the commit; no commit where the repository holds no readable tar.
    file_name : str
        What the archive is called in a folder of archives.
    member : re.Pattern
        What a file's full name inside the archive must match to be read.
    """

    corpus: str
    repository: str
    commit: str
    file_name: str
    member: re.Pattern[str]

    @property
    def file_names(self) -> tuple[str, ...]:
        """Every name the archive is looked for under: ours, the one in the download cache, the one a browser saves."""
        if not self.commit:
            return (self.file_name,)
        name = self.repository.rsplit("/", 1)[1]
        return (self.file_name, self.cached_name, f"{name}-{self.commit}.tar.gz")

    @property
    def cached_name(self) -> str:
        """The name under which a download is cached."""
        return f"{self.repository.replace('/', '-').lower()}-{self.commit}.tar.gz"


def locate(archive: Archive, folder: str | os.PathLike[str] | None, download: bool) -> Path:
    """Return the path of an archive, downloaded first if that is wanted and needed.

    Raises
    ------
    FileNotFoundError
        If it is in none of the places and must not, or cannot, be downloaded.
    """
    named = folder if folder is not None else os.environ.get(ENVIRONMENT) or None
    places = [Path(named) / part for part in SUBFOLDERS] if named is not None else []
    if folder is None or download:
        places.append(cache_folder())
    for place in places:
        for file_name in archive.file_names:
            if (place / file_name).is_file():
                return place / file_name
    if download and archive.commit:
        return download_archive(archive.repository, archive.commit, archive.cached_name)
    raise FileNotFoundError(
        f"no archive of {archive.corpus} in {', '.join(str(place) for place in places)}; looked for "
        f"{' or '.join(archive.file_names)}. {_remedy(archive, named)}"
    )


def _remedy(archive: Archive, named: object) -> str:
    where = f"{ENVIRONMENT} or the folder argument" + ("" if named is not None else " (neither is set)")
    if archive.commit:
        return f"Name the folder that holds it by {where}, or pass download=True"
    return (
        f"It cannot be downloaded: https://github.com/{archive.repository} holds RAR archives. Unpack those, pack the "
        f"folders Train_Full and Test_Full as {archive.file_name}, and name its folder by {where}"
    )


def members(path: Path, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str], IO[bytes]]]:
    """Go through a tar archive once and yield every regular file whose name matches, to be read before the next.

    Nothing is written to disk, and links, folders, devices and names outside the pattern are never opened.
    """
    with tarfile.open(path) as tar:
        # `for member in tar` would keep a record of all of them: 80,000 in the largest archive.
        while (member := tar.next()) is not None:
            tar.members.clear()  # type: ignore[attr-defined]  # an attribute of TarFile that typeshed leaves out
            match = pattern.fullmatch(member.name)
            if match is None or not member.isreg():
                continue
            if member.size > LARGEST_MEMBER:
                raise ValueError(
                    f"{member.name} in {path} claims {member.size:,} bytes, more than the {LARGEST_MEMBER:,} of any "
                    "file that was published; get the archive again"
                )
            file = tar.extractfile(member)
            if file is not None:
                yield match, file


@contextmanager
def damage_named(path: Path) -> Iterator[None]:
    """Turn the many errors of a cut or damaged archive into one ValueError that names it."""
    try:
        yield
    except (tarfile.TarError, EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile) as error:
        raise ValueError(
            f"{path} cannot be read to its end ({error}); expected a complete tar archive. Delete it and get it again"
        ) from error
