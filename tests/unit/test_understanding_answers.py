"""A plain yes, a loose one, and what is neither."""

import pytest

from skill.understanding import FALLBACK, Hearing, Moment

ASKED = Moment(question_open=True, in_session=True)
PLAYING = Moment(playing=True)
AT_REST = Moment()


@pytest.fixture(scope="module")
def hearing():
    return Hearing.load("en-US")


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "yes please",
        "yeah",
        "yep",
        "aye",
        "oh yes",
        "yes do it",
        "do it",
        "delete it",
        "yes delete all of it",
        "yes please go ahead",
        "I confirm",
        "yes leave it out",
    ],
)
def test_a_plain_yes(hearing, text):
    assert hearing.hear(text, ASKED).intent == "AMAZON.YesIntent"


@pytest.mark.parametrize(
    "text",
    [
        "okay",
        "good",
        "right",
        "sure",
        "fine",
        "I'm ready",
        "go on",
        "go on then",
        "ready when you are",
        "let's go",
        "all right",
        "mm hmm",
        "sure, I guess",
        "yeah maybe",
        "I suppose so",
    ],
)
def test_a_loose_yes_is_one_only_to_a_question(hearing, text):
    assert hearing.hear(text, ASKED).intent == "AgreeIntent"
    assert hearing.hear(text, AT_REST).intent not in {"AgreeIntent", "AMAZON.YesIntent"}


@pytest.mark.parametrize(
    "text", ["I'm", "nothing", "just a sec", "one moment", "hang on", "yes but not now", "uh"]
)
def test_what_is_no_yes(hearing, text):
    heard = hearing.hear(text, ASKED).intent

    assert heard in {FALLBACK, "AMAZON.PauseIntent", "AMAZON.NoIntent", "AgreeIntent"}
    assert heard != "AgreeIntent" or "but" in text


def test_yes_and_no_at_once_is_asked_about(hearing):
    heard = hearing.hear("no, yes, oh I don't know", ASKED)

    assert heard.intent in {FALLBACK, "SomethingWrongIntent"}


@pytest.mark.parametrize("text", ["yes, it hurts", "yes it really hurts", "okay but it hurts"])
@pytest.mark.parametrize("moment", [ASKED, PLAYING, AT_REST])
def test_pain_behind_a_yes_is_pain(hearing, text, moment):
    assert hearing.hear(text, moment).intent == "HurtIntent"


def test_what_can_not_be_done_is_not_skipped_unasked(hearing):
    assert hearing.hear("I can't", PLAYING).intent == FALLBACK


def test_nothing_is_no_effort(hearing):
    assert hearing.hear("nothing", ASKED).intent == FALLBACK


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("that's enough for today", "RestTodayIntent"),
        ("I'm done for today thanks", "RestTodayIntent"),
        ("no more today", "RestTodayIntent"),
        ("that's enough", "AMAZON.StopIntent"),
        ("my doctor says I may", "DoctorAllowsIntent"),
        ("the physio said it's fine", "DoctorAllowsIntent"),
        ("I have my doctor's okay", "DoctorAllowsIntent"),
        ("why do you ask", "WhyAskIntent"),
        ("why do you want to know that", "WhyAskIntent"),
    ],
)
def test_answers_of_other_kinds(hearing, text, intent):
    assert hearing.hear(text, ASKED).intent == intent
