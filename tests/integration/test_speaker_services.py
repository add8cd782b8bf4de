"""Alexa's service API on this machine."""

from zoneinfo import ZoneInfo

import pytest

from skill.speaker.services import alexa_services

PATH = "/v2/devices/kitchen/settings/System.timeZone"


@pytest.fixture
def client():
    return alexa_services("token", "kitchen", ZoneInfo("Asia/Tokyo")).test_client()


def ask(client, path=PATH, token="token"):
    return client.get(path, headers={"Authorization": f"Bearer {token}"})


def test_a_device_knows_its_time_zone(client):
    assert ask(client).json == "Asia/Tokyo"


def test_without_the_requests_token_nothing_is_told(client):
    assert ask(client, token="other").status_code == 401
    assert client.get(PATH).status_code == 401


def test_another_device_is_not_known(client):
    assert ask(client, PATH.replace("kitchen", "bedroom")).status_code == 404
