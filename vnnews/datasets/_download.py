"""Download an archive, when asked to, from its public address into a cache."""

from __future__ import annotations

import os
from pathlib import Path

GITHUB = "https://github.com"
CACHE_ENVIRONMENT = "VNNEWS_CACHE"
RETRIES = 3
CHUNK = 2**16
TIMEOUT = 60
"""Seconds without an answer."""


def cache_folder() -> Path:
    """Where downloads are kept: the folder named by ``VNNEWS_CACHE``, else the user's cache folder."""
    import pooch  # imports requests, which nobody needs who downloads nothing

    return Path(os.environ.get(CACHE_ENVIRONMENT) or pooch.os_cache("vnnews"))


def download_archive(repository: str, commit: str, file_name: str) -> Path:
    """Return the path of the cached archive of one commit of a GitHub repository, downloaded if it is not there yet.

    GitHub does not keep these archives stable byte by byte, so there is no digest of the whole: every annotated
    document is checked by its own when it is read.

    Raises
    ------
    OSError
        If the address cannot be reached, or the cache not be written.
    """
    import pooch

    url = f"{GITHUB}/{repository}/archive/{commit}.tar.gz"
    cache = pooch.create(
        path=cache_folder(), base_url="", registry={file_name: None}, urls={file_name: url}, retry_if_failed=RETRIES
    )
    downloader = pooch.HTTPDownloader(progressbar=True, chunk_size=CHUNK, timeout=TIMEOUT)
    try:
        return Path(cache.fetch(file_name, downloader=downloader))
    except OSError as error:
        raise OSError(
            f"{url} could not be downloaded to {cache_folder()} ({error}); expected a tar.gz. Check the connection and "
            f"try again, or save it by other means and name its folder by VNNEWS_DATA"
        ) from error
