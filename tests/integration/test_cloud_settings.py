"""Alexa's Settings API on this machine."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model.services import ApiConfiguration, ServiceException
from ask_sdk_model.services.ups import UpsServiceClient

from skill.alexa.api_client import TimedApiClient
from skill.speaker.cloud.alexa import alexa_in_told_time
from skill.speaker.cloud.app import alexa_services
from skill.speaker.cloud.fakes import ServedHome
from skill.speaker.cloud.faults import read_faults
from skill.speaker.setting import Setting
from skill.speaker.virtual_clock import VirtualClock

PATH = "/v2/devices/kitchen/settings/System.timeZone"


@pytest.fixture
def alexa():
    setting = Setting(ZoneInfo("Asia/Tokyo"), device_id="kitchen")
    alexa = alexa_in_told_time(setting, VirtualClock(datetime(2026, 11, 16, 7, tzinfo=UTC)))
    yield alexa
    alexa.close()


@pytest.fixture
def ask(alexa):
    client = alexa_services(alexa).test_client()

    def ask(path=PATH, token=None):
        token = token or alexa.tokens.of_session
        return client.get(path, headers={"Authorization": f"Bearer {token}"})

    return ask


def test_a_device_knows_its_time_zone(ask):
    assert ask().json == "Asia/Tokyo"


def test_a_device_knows_its_units(ask):
    assert ask(PATH.replace("timeZone", "distanceUnits")).json == "IMPERIAL"
    assert ask(PATH.replace("timeZone", "temperatureUnit")).json == "FAHRENHEIT"


def test_a_setting_that_there_is_not_is_told(ask):
    answer = ask(PATH.replace("timeZone", "mood"))
    assert (answer.status_code, answer.json["code"]) == (404, "INVALID_KEY")


def test_without_the_requests_token_nothing_is_told(alexa, ask):
    assert ask(token="other").status_code == 401
    assert alexa_services(alexa).test_client().get(PATH).status_code == 401


def test_a_token_of_an_event_serves_as_well(alexa, ask):
    assert ask(token=alexa.tokens.of_event).status_code == 200


def test_another_device_is_not_known(ask):
    assert ask(PATH.replace("kitchen", "bedroom")).status_code == 404


@pytest.mark.parametrize(("fault", "status"), [("settings=429", 429), ("down", 503)])
def test_amazons_own_client_can_read_every_refusal(fault, status):
    with ServedHome(lambda *_: None, faults=read_faults((fault,))) as home:
        configuration = ApiConfiguration(
            DefaultSerializer(), TimedApiClient(), home.alexa.tokens.of_session, home.url
        )
        with pytest.raises(ServiceException) as caught:
            UpsServiceClient(configuration).get_system_time_zone(home.setting.device_id)
        assert caught.value.status_code == status
