"""How much of what people say is understood, measured on sets of sentences."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from interaction_model.compiled import load_compiled
from skill.speaker.hearing import FALLBACK, Hearing, Moment, plainly

UTTERANCES = Path(__file__).parent.parent / "utterances"
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
SAID_FOR = {
    "exercise": "cat cow",
    "minutes": "twelve",
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
}
EVERY_NTH = 9
"""Of the templates' sentences: enough to see a template that another one hides."""


@dataclass
class Utterance:
    text: str
    intent: str
    slots: dict[str, str]
    moment: Moment = field(default_factory=Moment)


def lines(name):
    written = (UTTERANCES / name).read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in written if line.strip() and not line.startswith("#")]


def pairs(words):
    return dict(word.split("=") for word in words if "=" in word)


def labelled(name):
    intent, common, moment = "", {}, Moment()
    for line in lines(name):
        if line.startswith("=="):
            _, intent, *rest = line.split()
            common = pairs(rest)
            moments = {word[1:]: True for word in rest if word.startswith("@")}
            moment = Moment(now=NOW, **moments)
        else:
            text, _, own = line.partition("|")
            yield Utterance(text.strip(), intent, {**common, **pairs(own.split())}, moment)


@pytest.fixture(scope="module")
def hearing():
    return Hearing.load("en-US")


@pytest.fixture(scope="module")
def spoken(hearing):
    return [(each, hearing.hear(each.text, each.moment)) for each in labelled("spoken.txt")]


def told(heard):
    slots = plainly(heard.slots).items()
    return {name: ",".join(v) if isinstance(v, list) else str(v) for name, v in slots}


def test_hardly_a_sentence_of_the_spoken_set_is_misheard(spoken):
    misheard = [
        (said.text, said.intent, heard.intent or heard.request)
        for said, heard in spoken
        if said.intent not in {heard.intent, heard.request}
    ]

    assert len(spoken) >= 1_000
    assert len(misheard) <= 0.01 * len(spoken), misheard


def test_hardly_a_slot_of_the_spoken_set_is_misheard(spoken):
    with_slots = [(said, told(heard)) for said, heard in spoken if said.slots]
    misheard = [(said.text, said.slots, slots) for said, slots in with_slots if slots != said.slots]

    assert len(misheard) <= 0.01 * len(with_slots), misheard


def test_sentences_that_were_written_without_the_templates_are_heard_right(hearing):
    spoken = [
        (each, hearing.hear(each.text, each.moment)) for each in labelled("unheard_again.txt")
    ]
    misheard = [
        (said.text, said.intent, heard.intent or heard.request, told(heard))
        for said, heard in spoken
        if said.intent not in {heard.intent, heard.request} or said.slots != told(heard)
    ]

    assert len(spoken) >= 400
    assert len(misheard) <= 0.03 * len(spoken), misheard


@pytest.mark.parametrize("name", ["nonsense.txt", "nonsense_again.txt"])
@pytest.mark.parametrize(
    "moment", [Moment(), Moment(playing=True), Moment(question_open=True, in_session=True)]
)
def test_hardly_any_nonsense_is_taken_for_something(hearing, moment, name):
    said = lines(name)
    taken = [
        (text, heard.intent)
        for text in said
        if (heard := hearing.hear(text, moment)).intent != FALLBACK
    ]

    assert len(said) >= 100
    assert len(taken) <= 0.03 * len(said), taken


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
