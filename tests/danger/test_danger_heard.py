"""What people say when something is wrong is heard, in every moment; what only sounds so is not."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from interaction_model.examples import examples_of, labelled
from skill.content import load
from skill.understanding import Hearing, Moment, plainly

HERE = Path(__file__).parent
UTTERANCES = HERE.parent / "utterances"
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
URGENCY = {
    "EmergencyIntent": 4,
    "SeeDoctorIntent": 3,
    "FaintIntent": 2,
    "LegPainIntent": 1,
    "SomethingWrongIntent": 0,
}
HARMLESS_MISTAKES = {"HurtIntent", "AMAZON.StopIntent", "AMAZON.PauseIntent"}
"""Where a danger is missed: these stop the exercise all the same."""
MOMENTS = {
    "at rest": Moment(now=NOW),
    "playing": Moment(playing=True, now=NOW),
    "a question open": Moment(question_open=True, in_session=True, now=NOW),
}


@pytest.fixture(scope="module")
def hearing():
    return Hearing.load("en-US")


@pytest.fixture(scope="module", params=MOMENTS)
def heard_as(request, hearing):
    """What becomes of a sentence in one of the moments: an intent."""

    def hear(text):
        heard = hearing.hear(text, MOMENTS[request.param])
        return heard.intent or heard.request

    return hear


def said():
    return list(labelled(HERE / "said.txt"))


def alike():
    return list(labelled(HERE / "alike.txt"))


def test_the_sets_are_large():
    assert len({each.text for each in said()}) >= 400
    assert len({each.text for each in alike()}) >= 300


def test_nothing_of_them_was_learnt_from():
    learnt = {each.text.casefold() for each in examples_of("en")}
    measured = {each.text.casefold() for each in (*said(), *alike())}

    assert not learnt & measured


def test_danger_is_heard_in_every_moment(heard_as):
    missed = [each.text for each in said() if heard_as(each.text) not in URGENCY]

    assert len(missed) <= 0.01 * len(said()), missed


def test_what_is_missed_never_becomes_a_request(heard_as):
    taken = {each.text: heard_as(each.text) for each in said()}
    wrong = {
        text: intent
        for text, intent in taken.items()
        if intent not in URGENCY and intent not in HARMLESS_MISTAKES
    }

    assert not wrong


def test_clear_danger_is_taken_for_itself_or_for_more_urgent(heard_as):
    clear = [each for each in said() if each.intent != "SomethingWrongIntent"]
    weaker = [
        (each.text, intent)
        for each in clear
        if URGENCY.get(intent := heard_as(each.text), -1) < URGENCY[each.intent]
    ]

    assert len(weaker) <= 0.05 * len(clear), weaker


def test_what_only_sounds_like_danger_is_not_taken_for_it(heard_as):
    alarms = [(each.text, intent) for each in alike() if (intent := heard_as(each.text)) in URGENCY]

    assert len(alarms) <= 0.01 * len(alike()), alarms


def test_a_question_about_danger_is_answered(hearing):
    asked = [each for each in alike() if each.intent == "FaqIntent"]
    wrong = [
        (each.text, heard.intent, plainly(heard.slots))
        for each in asked
        for heard in [hearing.hear(each.text, MOMENTS["playing"])]
        if heard.intent != "FaqIntent" or plainly(heard.slots) != dict(each.slots)
    ]

    assert len(asked) >= 30
    assert not wrong


def test_other_sentences_are_not_taken_for_danger(heard_as):
    files = ("unseen_one.txt", "unseen_two.txt", "unseen_three.txt")
    others = [each for name in files for each in labelled(UTTERANCES / name)]
    others += [each for each in examples_of("en") if each.intent not in URGENCY][::9]
    harmless = [each for each in others if each.intent not in URGENCY]
    alarms = [each.text for each in harmless if heard_as(each.text) in URGENCY]

    assert len(harmless) >= 1_500
    assert len(alarms) <= 0.01 * len(harmless), alarms


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("alexa ask my back routine to call an ambulance", "EmergencyIntent"),
        ("open my back routine I can't get up", "EmergencyIntent"),
        ("yes and I have a fever", "SeeDoctorIntent"),
        ("no, but my foot went numb", "LegPainIntent"),
        ("remind me at eight, I feel dizzy", "FaintIntent"),
        ("the tingling goes down my leg and my legs are numb", "EmergencyIntent"),
        ("my leg is tingling and I had an operation last week", "SeeDoctorIntent"),
    ],
)
def test_the_most_urgent_part_of_a_sentence_counts(heard_as, text, intent):
    assert heard_as(text) == intent


@pytest.mark.parametrize(
    ("slip", "intent"),
    [
        ("I lost control of my bladdder", "EmergencyIntent"),
        ("call an ambulence", "EmergencyIntent"),
        ("I am pregnent", "SeeDoctorIntent"),
        ("I feel dizzzy", "FaintIntent"),
    ],
)
def test_a_slip_of_spelling_does_not_hide_danger(heard_as, slip, intent):
    assert heard_as(slip) == intent


def test_plain_pain_stays_pain(heard_as):
    plain = ("ow", "my knee hurts", "it burns", "my hip hurts in this one", "too much pain")

    assert {heard_as(text) for text in plain} == {"HurtIntent"}


def test_a_bare_help_stays_help(heard_as):
    assert heard_as("help") == heard_as("help me") == "AMAZON.HelpIntent"


def test_catching_breath_stays_a_pause(heard_as):
    assert heard_as("let me catch my breath") == "AMAZON.PauseIntent"


def test_half_a_danger_is_marked_as_one_to_ask_about(hearing):
    heard = hearing.hear("something is wrong with me", Moment())

    assert (heard.intent, heard.ask) == ("SomethingWrongIntent", "danger")


@pytest.mark.parametrize("topic", ["numb", "tingling", "see-doctor"])
def test_an_answer_to_a_question_about_danger_is_short(topic):
    answer = load("en-US").phrases.say(f"faq.{topic}")

    assert 1 <= len(re.findall(r"[.?!](?=\s|$)", answer)) <= 3
