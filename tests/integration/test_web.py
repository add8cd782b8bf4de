"""The Flask door: the skill's endpoint, the tracks, and whether we are well."""

import json
import logging

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill import limits
from skill.doors.web import create_app
from skill.speaker.device.playback import PlayerState

SOUND = bytes(range(256)) * 4
KEY = "0" * 32


class OneTrack:
    """A shelf with a single track on it."""

    def __init__(self, folder):
        self._path = folder / f"{KEY}.mp3"
        self._path.write_bytes(SOUND)

    def sheet(self, key):
        return {"key": KEY, "length_ms": 1_000} if key == KEY else None

    def file(self, key):
        return self._path if key == KEY else None


@pytest.fixture
def door(known_room, tmp_path):
    """A client of the door."""
    return create_app(known_room.skill, OneTrack(tmp_path), None).test_client()


@pytest.fixture
def launch(known_room):
    """A request as Alexa sends it."""
    return known_room.envelopes.launch(known_room.envelopes.session(), PlayerState(), 0)


def lines_of(caplog):
    """What stands in the log, without the requests that went well."""
    return [record.getMessage() for record in caplog.records if record.levelno > logging.INFO]


def test_a_request_is_answered_with_json(door, launch):
    response = door.post("/alexa", json=launch)
    assert response.status_code == 200
    assert response.json["response"]["outputSpeech"]["type"] == "SSML"
    assert response.json["response"]["shouldEndSession"] is True


def test_the_address_of_a_track_is_under_the_door_that_was_used(door, launch):
    response = door.post("/alexa", json=launch, base_url="http://127.0.0.1:5123/")
    (play,) = response.json["response"]["directives"]
    assert play["audioItem"]["stream"]["url"].startswith("http://127.0.0.1:5123/tracks/")


def test_the_first_answer_is_small(door, launch):
    assert len(door.post("/alexa", json=launch).data) < limits.RESPONSE_BYTES / 40


BODIES = {
    "nothing": b"",
    "no JSON": b"start my back routine",
    "not whole": b'{"version": "1.0", "request": {"type": "Launch',
    "no object": b"[1, 2, 3]",
    "a number": b"17",
    "null": b"null",
    "no text": b"\xff\xfe\x00",
    "empty object": b"{}",
    "no request": b'{"version": "1.0", "session": {}, "context": {}}',
    "too deep": b"[" * 100_000,
    "deep in an object": b'{"a":' * 50_000,
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_malformed_request_gets_400_and_one_line_in_the_log(door, body, caplog):
    assert door.post("/alexa", data=body).status_code == 400
    assert len(lines_of(caplog)) == 1


def test_a_body_that_is_too_large_is_not_read(door, caplog):
    body = b'{"a": "' + b"x" * limits.REQUEST_BYTES + b'"}'
    assert door.post("/alexa", data=body).status_code == 400
    assert len(lines_of(caplog)) == 1


def test_what_is_newer_than_the_sdk_is_answered_with_nothing(door, launch, caplog):
    launch["request"]["type"] = "Alexa.Mood.Changed"
    response = door.post("/alexa", json=launch)
    assert (response.status_code, response.json) == (200, {"version": "1.0", "response": {}})
    assert len(lines_of(caplog)) == 1


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def test_no_json_whatever_is_an_error_of_ours(door):
    @settings(max_examples=100, deadline=None)
    @given(anything)
    def posted(body):
        assert door.post("/alexa", data=json.dumps(body)).status_code == 400

    posted()


def test_no_bytes_whatever_are_an_error_of_ours(door):
    @settings(max_examples=100, deadline=None)
    @given(st.binary())
    def posted(body):
        assert door.post("/alexa", data=body).status_code == 400

    posted()


def test_a_request_cut_off_anywhere_is_malformed(door, launch):
    whole = json.dumps(launch).encode()
    for length in range(0, len(whole), 7):
        assert door.post("/alexa", data=whole[:length]).status_code == 400


@pytest.mark.parametrize("length", ["-1", "1e3", "+5", "٣", "0x10", "99999999999999999999"])
def test_a_length_that_is_none_is_refused_and_nothing_is_read(door, launch, length):
    body = json.dumps(launch)
    posted = door.post("/alexa", data=body, environ_overrides={"CONTENT_LENGTH": length})
    assert posted.status_code == 400


def test_what_the_skill_itself_cannot_mend_is_told_without_what_was_said(tmp_path, launch, caplog):
    class Broken:
        def answer(self, body, _):
            raise RuntimeError(body["request"]["requestId"])

    door = create_app(Broken(), OneTrack(tmp_path), None).test_client()
    answer = door.post("/alexa", json=launch)
    assert answer.status_code == 500
    (line,) = lines_of(caplog)
    assert "RuntimeError" in line
    assert launch["request"]["requestId"] not in line + answer.text


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_only_posts_are_requests(door, method):
    answer = getattr(door, method)("/alexa")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")


def test_a_track_is_a_file_that_may_be_kept(door):
    response = door.get(f"/tracks/{KEY}.mp3", buffered=True)
    assert (response.status_code, response.data) == (200, SOUND)
    assert response.mimetype == "audio/mpeg"
    assert response.cache_control.max_age > 0


@pytest.mark.parametrize(
    ("asked", "status", "found"),
    [
        ("bytes=0-99", 206, SOUND[:100]),
        ("bytes=1000-", 206, SOUND[1000:]),
        ("bytes=-24", 206, SOUND[-24:]),
        ("bytes=-1024", 206, SOUND),
        ("bytes=-1025", 206, SOUND),
        ("bytes=9999-", 416, None),
        ("bytes=0-0,-1", 200, SOUND),
        ("seconds=1-2", 200, SOUND),
        ("bytes=2-1", 200, SOUND),
        ("bytes", 200, SOUND),
    ],
    ids=[
        *("first", "last", "from the end", "all from the end", "more from the end", "beyond"),
        *("several", "another unit", "backwards", "no range"),
    ],
)
def test_a_part_of_a_track_can_be_had(door, asked, status, found):
    response = door.get(f"/tracks/{KEY}.mp3", headers={"Range": asked}, buffered=True)
    assert response.status_code == status
    assert found is None or response.data == found


def test_a_part_that_is_longer_than_the_track_is_told_as_all_of_it(door):
    response = door.get(f"/tracks/{KEY}.mp3", headers={"Range": "bytes=-5000"}, buffered=True)
    assert response.headers["Content-Range"] == f"bytes 0-{len(SOUND) - 1}/{len(SOUND)}"


def test_the_sheet_of_a_track_is_there(door):
    assert door.get(f"/tracks/{KEY}.json").json["length_ms"] == 1_000


@pytest.mark.parametrize("name", ["1.mp3", "1.json", "../web.py", "..%2f..%2fetc%2fpasswd.mp3"])
def test_what_was_never_ordered_is_not_found(door, name):
    assert door.get(f"/tracks/{name}").status_code == 404


def test_health(door):
    assert door.get("/healthz").json == {"status": "ok"}
