"""A call of an alert service: what is repeated, what is not, and what each no means."""

import logging

import pytest

from skill.alexa.alerts import reminders
from skill.alexa.alerts.fakes import FakeServices, turn_with
from skill.alexa.alerts.service import AlertError, Fault, call


def fault_of(services, method="POST"):
    with pytest.raises(AlertError) as caught:
        call(turn_with(services), method, "/v1/alerts/reminders", {})
    return caught.value.fault


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (401, Fault.NOT_ALLOWED),
        ((403, {"code": "DEVICE_NOT_SUPPORTED"}), Fault.UNSUPPORTED),
        ((403, {"code": "MAX_REMINDERS_EXCEEDED"}), Fault.TOO_MANY),
        (403, Fault.UNSUPPORTED),
        (404, Fault.GONE),
        (429, Fault.BUSY),
        (400, Fault.REFUSED),
        (500, Fault.DOWN),
        (503, Fault.DOWN),
        (504, Fault.OFFLINE),
        (ConnectionError(), Fault.DOWN),
        (TimeoutError(), Fault.SLOW),
    ],
)
def test_every_no_has_its_meaning(answer, fault):
    assert fault_of(FakeServices(answer)) is fault


def test_what_would_set_a_second_reminder_is_never_repeated():
    services = FakeServices(503)
    fault_of(services)
    assert services.methods == ["POST"]


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
@pytest.mark.parametrize("trouble", [502, ConnectionError()])
def test_what_can_be_repeated_is_once(method, trouble):
    services = FakeServices(trouble, (200, {"fine": True}))
    assert call(turn_with(services), method, "/v1") == {"fine": True}
    assert fault_of(FakeServices(trouble), method) is Fault.DOWN


@pytest.mark.parametrize("trouble", [401, 404, 429, 504, TimeoutError()])
def test_what_would_not_help_is_not_repeated(trouble):
    services = FakeServices(trouble)
    fault_of(services, "GET")
    assert services.methods == ["GET"]


def test_an_answer_that_is_no_json_counts_as_down():
    class Page(FakeServices):
        def invoke(self, request):
            answer = super().invoke(request)
            answer.body = "<html>"
            return answer

    with pytest.raises(AlertError, match="down"):
        call(turn_with(Page(200)), "POST", "/v1")


def test_to_take_away_what_is_gone_is_no_fault():
    reminders.delete(turn_with(FakeServices(404)), "some token")


def test_a_token_cannot_lead_elsewhere():
    services = FakeServices(200)
    reminders.delete(turn_with(services), "../timers?x=1")
    assert services.asked[0][1] == "https://api.example/v1/alerts/reminders/..%2Ftimers%3Fx%3D1"


def test_no_address_and_no_body_is_logged(caplog):
    caplog.set_level(logging.DEBUG)
    with pytest.raises(AlertError):
        reminders.change(turn_with(FakeServices(429)), "secret-token", {"text": "secret words"})
    assert "busy" in caplog.text
    assert "secret" not in caplog.text
