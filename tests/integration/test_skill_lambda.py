"""The Lambda door: the same skill on DynamoDB, with tracks that were published."""

import json
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from skill.bootstrap import open_store
from skill.content.files import ROOT
from skill.doors import lambda_function
from skill.speaker.device.playback import PlayerState
from tests.conftest import welcome

TRACKS = "https://tracks.example.org/hibari/"


@pytest.fixture
def on_aws(aws_account, monkeypatch):  # noqa: ARG001 - it says where AWS is
    """A table, and the environment that the template sets."""
    monkeypatch.setenv("BACK_ROUTINE_TABLE", "back-routine")
    monkeypatch.setenv("BACK_ROUTINE_TRACKS_URL", TRACKS)
    lambda_function._skill.cache_clear()
    store = open_store("dynamodb://back-routine")
    store.create_table()
    yield store
    lambda_function._skill.cache_clear()


def handle(envelope):
    return lambda_function.handler(envelope, None)


@pytest.fixture
def launch(room):
    return room.envelopes.launch(room.envelopes.session(), PlayerState(), 0)


@pytest.mark.usefixtures("on_aws")
def test_the_first_words_are_the_same(launch):
    said = handle(launch)["response"]["outputSpeech"]["ssml"]
    assert "no medical advice" in said


@pytest.mark.skipif(
    not list(ROOT.glob("*/lengths/hibari.json")), reason="the lengths of this voice do not ship"
)
def test_tracks_are_where_they_were_published(on_aws, launch, room):
    welcome(on_aws, room.setting.user_id, datetime.now(UTC))
    (play,) = handle(launch)["response"]["directives"]
    assert play["audioItem"]["stream"]["url"].startswith(TRACKS)
    assert len(on_aws.latest_runs(room.setting.user_id, 10)) == 1


@pytest.mark.usefixtures("on_aws")
def test_neither_botocore_nor_requests_is_imported_for_it(launch):
    program = (
        "import json, sys; from skill.doors.lambda_function import handler;"
        "handler(json.loads(sys.argv[1]), None);"
        "print([each for each in ('botocore', 'requests', 'flask') if each in sys.modules])"
    )
    words = [sys.executable, "-W", "ignore", "-c", program, json.dumps(launch)]
    told = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    assert told.splitlines()[-1] == "[]"


@pytest.mark.usefixtures("on_aws")
@pytest.mark.parametrize("event", [{}, {"request": {}}, {"Records": []}])
def test_what_is_no_request_of_alexas_gets_an_empty_answer(event):
    assert handle(event) == {"version": "1.0", "response": {}}
