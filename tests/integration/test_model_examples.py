"""The store's example phrases work as they are written."""

import json

import pytest

from interaction_model.package import SKILL_PACKAGE

MANIFEST = json.loads((SKILL_PACKAGE / "skill.json").read_text(encoding="utf-8"))["manifest"]
EXAMPLES = sorted(
    {
        phrase
        for shown in MANIFEST["publishingInformation"]["locales"].values()
        for phrase in shown["examplePhrases"]
    }
)
WRONG = ("sorry", "didn't catch", "don't know", "did not understand")


@pytest.mark.parametrize("phrase", EXAMPLES)
@pytest.mark.parametrize("known", [False, True])
@pytest.mark.parametrize("device", ["local", "echo-dot", "echo-show"])
def test_an_example_of_the_store_is_heard_and_answered(make_room, device, known, phrase):
    room = make_room(known=known, device=device)

    said = room.say(phrase)

    assert "AMAZON.FallbackIntent" not in room.intents
    assert said or room.played
    assert not any(word in said.lower() for word in WRONG), said


def test_the_second_name_opens_the_skill_as_the_first_does(make_room):
    assert make_room(known=False).say("open back coach") == make_room(known=False).say(
        "open my back routine"
    )
