"""Progressive responses: spoken while the skill still thinks."""

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model.services import ApiConfiguration, ServiceException
from ask_sdk_model.services.directive import (
    DirectiveServiceClient,
    Header,
    SendDirectiveRequest,
    SpeakDirective,
)

from skill.alexa.api_client import TimedApiClient
from skill.speaker.cloud.fakes import ServedHome

ANSWER = {"outputSpeech": {"type": "PlainText", "text": "Four days."}, "shouldEndSession": True}


def speak(home, request_id, speech):
    token = home.alexa.tokens.of_session
    configuration = ApiConfiguration(DefaultSerializer(), TimedApiClient(), token, home.url)
    request = SendDirectiveRequest(Header(request_id), SpeakDirective(speech))
    DirectiveServiceClient(configuration).enqueue(request)


def thinks_aloud(home, envelope):
    speak(home, envelope["request"]["requestId"], "Let me <break time='1s'/> count.")
    return dict(ANSWER)


def test_it_is_said_first_and_the_answer_waits_for_it():
    with ServedHome(thinks_aloud) as home:
        home.device.say("open")
        assert home.said == ["Let me count."]
        home.wait(10)
        assert home.said == ["Let me count.", "Four days."]
        assert home.device.is_idle


@pytest.mark.parametrize(
    ("request_id", "speech"), [(None, "Let me <b>count</b>."), ("another", "Let me count.")]
)
def test_what_is_not_as_documented_is_refused(request_id, speech):
    caught = []

    def skill(home, envelope):
        try:
            speak(home, request_id or envelope["request"]["requestId"], speech)
        except ServiceException as error:
            caught.append(error.status_code)
        return dict(ANSWER)

    with ServedHome(skill) as home:
        home.device.say("open")
        assert caught == [400]
        assert home.said == ["Four days."]


def test_after_the_answer_nothing_more_is_said():
    with ServedHome(lambda *_: dict(ANSWER)) as home:
        home.device.say("open")
        with pytest.raises(ServiceException) as caught:
            speak(home, home.door.asked[0]["request"]["requestId"], "And another thing.")
        assert caught.value.status_code == 403
