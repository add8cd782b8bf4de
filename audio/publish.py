"""Tracks to where all devices fetch them: a bucket of S3, behind CloudFront."""

from collections.abc import Container, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from skill.sound.library import FolderLibrary
from skill.sound.sheet import is_key

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

A_YEAR_S = 365 * 24 * 3_600
CACHE_CONTROL = f"public, max-age={A_YEAR_S}, immutable"
"""A track's name is the hash of all that it depends on: it never changes, it gets another name."""
CONTENT_TYPE = "audio/mpeg"
AT_ONCE = 8
"""Uploads at a time: tracks are small, so most of the time of each is waiting."""
_MP3 = ".mp3"


class PublishError(Exception):
    """Tracks cannot be published; the message says why, and what to do."""


class Bucket(Protocol):
    """Where tracks are published."""

    def keys(self) -> frozenset[str]:
        """The keys of the tracks that are there."""
        ...

    def put(self, key: str, track: Path) -> None:
        """Publish a track."""
        ...


class S3Bucket:
    """A bucket of S3, through boto3's way to find region, account and endpoint."""

    def __init__(self, name: str) -> None:
        """Name it; nothing is connected yet, but boto3 is looked for.

        Raises:
            PublishError: boto3 is not installed.
        """
        try:
            import boto3  # noqa: PLC0415 - only who publishes needs it
        except ImportError as error:
            raise PublishError("S3 needs boto3: pip install 'my-back-routine[aws]'") from error
        self._name = name
        self._client: S3Client = boto3.client("s3")

    def keys(self) -> frozenset[str]:
        """The keys of the tracks that are there.

        Raises:
            PublishError: the bucket does not answer.
        """
        with self._answering():
            pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._name)
            names = [each["Key"] for page in pages for each in page.get("Contents", ())]
        tracks = (name.removesuffix(_MP3) for name in names if name.endswith(_MP3))
        return frozenset(filter(is_key, tracks))

    def put(self, key: str, track: Path) -> None:
        """Publish a track; it is there as a whole, or not at all.

        Raises:
            PublishError: the bucket does not answer.
        """
        with self._answering():
            self._client.put_object(
                Bucket=self._name,
                Key=f"{key}{_MP3}",
                Body=track.read_bytes(),
                ContentType=CONTENT_TYPE,
                CacheControl=CACHE_CONTROL,
            )

    @contextmanager
    def _answering(self) -> Iterator[None]:
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 - likewise

        try:
            yield
        except ClientError as error:
            code = error.response["Error"]["Code"]
            raise PublishError(
                f"the bucket {self._name} refuses: {code}; see its name (TracksBucket among the"
                " stack's outputs) and the account"
            ) from error
        except BotoCoreError as error:
            raise PublishError(f"S3 does not answer: {error}") from error


def unpublished(
    needed: Iterable[str], library: FolderLibrary, there: Container[str]
) -> tuple[list[str], list[str]]:
    """What is still to be done: the keys to upload, and those that first have to be rendered.

    What else lies in the library, of other voices or of older words, is nobody's to hear.

    Args:
        needed: the keys of all tracks that the skill may ask for.
        library: what was rendered.
        there: the keys that are published.
    """
    missing = [key for key in needed if key not in there]
    rendered = [key for key in missing if library.path(key)]
    return rendered, sorted(set(missing).difference(rendered))


def publish(keys: Sequence[str], library: FolderLibrary, bucket: Bucket) -> Iterator[str]:
    """Upload tracks, several at a time, and name each when it is there.

    Raises:
        PublishError: the bucket does not answer; what is there by then stays, so that the next
            attempt goes on from there.
    """
    with ThreadPoolExecutor(AT_ONCE) as pool:
        uploads = {pool.submit(bucket.put, key, library.place(key)): key for key in keys}
        try:
            for done in as_completed(uploads):
                done.result()
                yield uploads[done]
        except PublishError:
            pool.shutdown(cancel_futures=True)
            raise
