"""The Lambda door: the same skill on DynamoDB, with tracks that were published."""

from dataclasses import replace

import pytest
from moto import mock_aws

from skill import lambda_function
from skill.bootstrap import open_store
from skill.content.files import ROOT
from skill.speaker.device.playback import PlayerState

TRACKS = "https://tracks.example.org/hibari/"


@pytest.fixture
def on_aws(monkeypatch):
    """A table, and the environment that the template sets."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    monkeypatch.setenv("BACK_ROUTINE_TABLE", "back-routine")
    monkeypatch.setenv("BACK_ROUTINE_TRACKS_URL", TRACKS)
    lambda_function._skill.cache_clear()
    with mock_aws():
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

    on_aws.change_profile(room.setting.user_id, lambda profile: replace(profile, welcomed=True))
    (play,) = handle(launch)["response"]["directives"]
    assert play["audioItem"]["stream"]["url"].startswith(TRACKS)
    assert len(on_aws.latest_runs(room.setting.user_id, 10)) == 1


@pytest.mark.usefixtures("on_aws")
@pytest.mark.parametrize("event", [{}, {"request": {}}, {"Records": []}])
def test_what_is_no_request_of_alexas_gets_an_empty_answer(event):
    assert handle(event) == {"version": "1.0", "response": {}}
