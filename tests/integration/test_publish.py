"""Tracks on their way to S3: moto's server stands in for it, over HTTP."""

import os
from contextlib import suppress

import boto3
import pytest
from click.testing import CliRunner
from moto.server import ThreadedMotoServer

from audio.commands import audio
from audio.library import FolderLibrary
from audio.publish import AT_ONCE, PublishError, publish
from skill.bootstrap import estimated_lengths
from skill.content import load
from skill.repertoire import needed_tracks


@pytest.fixture(scope="module")
def server():
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def s3(server, monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ENDPOINT_URL", server)
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
    content = load()
    for number, track in zip(
        range(4), needed_tracks(content, estimated_lengths(content)), strict=False
    ):
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
    assert result.exit_code == 0, result.output
    assert "3 tracks, 3 of them uploaded now." in result.output
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
    assert "3 tracks, 0 of them uploaded now." in publish_from(folder, bucket).output


def test_only_what_is_missing_is_uploaded(s3, bucket, folder):
    publish_from(folder, bucket)
    s3.delete_object(Bucket=bucket, Key=next(folder.glob("*.mp3")).name)
    assert "3 tracks, 1 of them uploaded now." in publish_from(folder, bucket).output


@pytest.mark.usefixtures("s3")
def test_a_bucket_that_is_not_there_is_told(folder):
    result = publish_from(folder, "no-such-bucket")
    assert result.exit_code == 1
    assert "no-such-bucket refuses: NoSuchBucket" in result.output


def test_an_empty_folder_is_told(bucket, tmp_path):
    result = publish_from(tmp_path, bucket)
    assert result.exit_code == 1
    assert "back-routine audio build" in result.output


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
