"""How much of what people say is understood, measured on sets of sentences."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from interaction_model.examples import examples_of, files_of, labelled
from interaction_model.learning import made_from
from skill.understanding import FALLBACK, Hearing, Moment, plainly
from skill.understanding.compiled import learnt_file, load_compiled

UTTERANCES = Path(__file__).parent.parent / "utterances"
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
SAID_FOR = {
    "exercise": "cat cow",
    "minutes": "twelve",
    "stance": "lying down only",
    "part": "glutes",
    "amount": "eleven",
    "duration": "twelve minutes",
    "level": "gentle",
    "pace": "slower",
    "detail": "more",
    "effort": "too hard",
    "side": "left",
    "week": "last week",
    "topic": "physiotherapy",
    "day": "Monday",
    "date": "tomorrow",
    "often": "every day",
    "time": "quarter past seven",
    "last_day": "Thursday",
    "old_day": "Tuesday",
    "old_time": "quarter past six",
    "without": "Sunday",
    "change": "longer",
    "scope": "this time",
    "volume": "louder",
    "which": "second",
}
EVERY_NTH = 9
"""Of the templates' sentences and of the examples: enough to see one that another hides."""


def lines(name):
    written = (UTTERANCES / name).read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in written if line.strip() and not line.startswith("#")]


def moment_of(example):
    return Moment(now=NOW, **({example.moment: True} if example.moment else {}))


def told(heard):
    slots = plainly(heard.slots).items()
    return {name: ",".join(v) if isinstance(v, list) else str(v) for name, v in slots}


@pytest.fixture(scope="module")
def hearing():
    return Hearing.load("en-US")


@pytest.fixture(scope="module")
def unseen(hearing):
    sets = ("unseen_one.txt", "unseen_two.txt", "unseen_three.txt")
    said = [example for name in sets for example in labelled(UTTERANCES / name)]
    return [(example, hearing.hear(example.text, moment_of(example))) for example in said]


def test_sentences_that_nothing_was_learnt_from_are_understood(unseen):
    misheard = [
        (said.text, said.intent, heard.intent or heard.request)
        for said, heard in unseen
        if said.intent not in {heard.intent, heard.request}
    ]

    assert len(unseen) >= 800
    assert len(misheard) <= 0.03 * len(unseen), misheard


def test_slots_of_such_sentences_are_filled(unseen):
    with_slots = [(said, told(heard)) for said, heard in unseen if said.slots]
    misheard = [
        (said.text, dict(said.slots), slots)
        for said, slots in with_slots
        if not said.slots.items() <= slots.items()
    ]

    assert len(with_slots) >= 250
    assert len(misheard) <= 0.04 * len(with_slots), misheard


def test_what_it_learnt_from_is_understood(hearing):
    heard = [
        (each, hearing.hear(each.text, moment_of(each)))
        for each in [*labelled(files_of("en")[0])][::EVERY_NTH]
    ]
    misheard = [
        (said.text, said.intent)
        for said, taken in heard
        if said.intent not in {taken.intent, taken.request}
    ]

    assert len(misheard) <= 0.02 * len(heard), misheard


def test_nothing_that_hearing_is_measured_by_was_learnt_from():
    learnt = {each.text.casefold() for each in examples_of("en")}
    measured = {
        text.partition("|")[0].strip().casefold()
        for file in UTTERANCES.glob("unseen_*.txt")
        for text in lines(file.name)
    }

    assert not learnt & measured


def test_the_weights_were_learnt_from_the_examples_as_they_stand():
    written = json.loads(learnt_file("en").read_text(encoding="utf-8"))

    assert written["made_from"] == made_from("en"), "run back-routine model learn"


@pytest.mark.parametrize(
    "moment", [Moment(), Moment(playing=True), Moment(question_open=True, in_session=True)]
)
def test_hardly_any_nonsense_is_taken_for_something(hearing, moment):
    said = lines("unseen_nonsense.txt")
    heard = [(text, hearing.hear(text, moment)) for text in said]
    taken = [(text, each.intent) for text, each in heard if each.intent != FALLBACK]
    asked = [text for text, each in heard if each.ask]

    assert len(said) >= 100
    assert len(taken) - len(asked) <= 0.02 * len(said), taken
    assert len(asked) <= 0.01 * len(said), asked


def test_every_template_is_heard_as_its_own_intent(hearing):
    misheard = []
    for block in load_compiled("en-US").blocks:
        moments = {block.prefer: True} if block.prefer else {}
        for sample in block.samples[::EVERY_NTH]:
            text = re.sub(r"\{(\w+)\}", lambda slot: SAID_FOR[slot[1]], sample)
            heard = hearing.hear(text, Moment(now=NOW, **moments))
            # "my back routine" is the name of the skill, and opens it.
            if heard.intent != block.intent and heard.request != "LaunchRequest":
                misheard.append((text, block.intent, heard.intent))

    assert not misheard
