"""What the local speaker takes a sentence for."""

import pytest

from skill.speaker.hearing import Hearing, Moment


@pytest.fixture(scope="module")
def hearing():
    return Hearing.load("en-US")


def test_the_skills_name_behind_a_verb_opens_it(hearing):
    heard = hearing.hear("Alexa, start my back routine", Moment())

    assert (heard.request, heard.intent, heard.named) == ("LaunchRequest", None, True)


def test_words_that_mean_nothing_to_us_fall_back(hearing):
    assert hearing.hear("purple monkey dishwasher", Moment()).intent == "AMAZON.FallbackIntent"
