"""Tracks on their way to S3, over HTTP."""

import os
from contextlib import suppress
from itertools import islice

import boto3
import pytest
from click.testing import CliRunner

from audio.publish import AT_ONCE, PublishError, publish, unpublished
from skill.cli.audio_commands import audio
from skill.content import load
from skill.sound.library import FolderLibrary
from skill.sound.repertoire import needed_tracks
from skill.sound.shipped import keys_to_publish, shipped_lengths

ALL = len(keys_to_publish())
LENGTHS = shipped_lengths(load(), "hibari")


@pytest.fixture
def s3(aws_account):  # noqa: ARG001 - it says where S3 is
    return boto3.client("s3")


@pytest.fixture
def bucket(s3):
    name = f"tracks-{os.urandom(4).hex()}"
    s3.create_bucket(Bucket=name)
    return name


@pytest.fixture
def folder(tmp_path):
    """Three tracks that are rendered, and one that was only ordered."""
    library = FolderLibrary(tmp_path / "tracks")
    for number, track in enumerate(islice(needed_tracks(load(), LENGTHS), 4)):
        library.order(track)
        if number:
            library.place(track.key).write_bytes(b"\xff\xf3sound of " + track.key.encode())
    return tmp_path / "tracks"


def publish_from(folder, bucket):
    return CliRunner().invoke(audio, ["publish", "--bucket", bucket, "--out", str(folder)])


def names_in(s3, bucket):
    return {each["Key"] for each in s3.list_objects_v2(Bucket=bucket).get("Contents", ())}


def test_every_rendered_track_is_published_under_its_hash(s3, bucket, folder):
    result = publish_from(folder, bucket)
    assert f"3 of {ALL} tracks are there, 3 uploaded now." in result.output
    assert names_in(s3, bucket) == {path.name for path in folder.glob("*.mp3")}


def test_devices_may_keep_a_track_for_a_year(s3, bucket, folder):
    publish_from(folder, bucket)
    name = next(folder.glob("*.mp3")).name
    track = s3.get_object(Bucket=bucket, Key=name)
    assert track["CacheControl"] == "public, max-age=31536000, immutable"
    assert track["ContentType"] == "audio/mpeg"
    assert track["Body"].read() == (folder / name).read_bytes()


def test_what_is_published_is_not_uploaded_again(bucket, folder):
    publish_from(folder, bucket)
    assert f"3 of {ALL} tracks are there, 0 uploaded now." in publish_from(folder, bucket).output


def test_only_what_is_missing_is_uploaded(s3, bucket, folder):
    publish_from(folder, bucket)
    s3.delete_object(Bucket=bucket, Key=next(folder.glob("*.mp3")).name)
    assert f"3 of {ALL} tracks are there, 1 uploaded now." in publish_from(folder, bucket).output


@pytest.mark.usefixtures("s3")
def test_a_bucket_that_is_not_there_is_told(folder):
    result = publish_from(folder, "no-such-bucket")
    assert result.exit_code == 1
    assert "no-such-bucket refuses: NoSuchBucket" in result.output


def test_what_is_not_rendered_is_told_with_what_to_do(bucket, folder):
    result = publish_from(folder, bucket)
    assert result.exit_code == 1
    assert f"{ALL - 3} are not rendered yet: `back-routine audio build`" in result.output


def test_what_is_published_is_neither_to_be_uploaded_nor_rendered(tmp_path):
    library = FolderLibrary(tmp_path)
    here, there, nowhere = (f"{number:032x}" for number in range(3))
    library.place(here).touch()
    assert unpublished([here, there, nowhere], library, {there}) == ([here], [nowhere])


def test_what_the_skill_would_never_ask_for_stays_at_home(s3, bucket, folder):
    (folder / f"{0:032x}.mp3").touch()
    publish_from(folder, bucket)
    assert f"{0:032x}.mp3" not in names_in(s3, bucket)


class LeakyBucket:
    """Takes so many tracks, and no more."""

    def __init__(self, room):
        self.room = room
        self.put_keys = []

    def put(self, key, track):
        if len(self.put_keys) >= self.room:
            raise PublishError(f"full at {track}")
        self.put_keys.append(key)


def test_after_a_fault_no_more_is_tried(tmp_path):
    bucket = LeakyBucket(room=5)
    keys = [f"{number:032x}" for number in range(200)]
    with suppress(PublishError):
        list(publish(keys, FolderLibrary(tmp_path), bucket))
    assert len(bucket.put_keys) <= 5 + AT_ONCE
