"""No sentence belongs to two intents, and none takes a word that is Alexa's own."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from skill.understanding.spelling import Spelling

Json: TypeAlias = dict[str, Any]

BUILT_IN = {
    "AMAZON.CancelIntent": {"cancel", "never mind", "forget it"},
    "AMAZON.HelpIntent": {"help", "help me"},
    "AMAZON.LoopOffIntent": {"loop off"},
    "AMAZON.LoopOnIntent": {"loop", "loop on"},
    "AMAZON.NavigateHomeIntent": {"go home", "home"},
    "AMAZON.NextIntent": {"next", "skip", "skip forward"},
    "AMAZON.NoIntent": {"no", "no thanks"},
    "AMAZON.PauseIntent": {"pause", "pause that"},
    "AMAZON.PreviousIntent": {"previous", "go back", "skip back", "back up"},
    "AMAZON.RepeatIntent": {"repeat", "say that again", "repeat that"},
    "AMAZON.ResumeIntent": {"resume", "continue", "keep going"},
    "AMAZON.ShuffleOffIntent": {"shuffle off", "stop shuffling"},
    "AMAZON.ShuffleOnIntent": {"shuffle", "shuffle on"},
    "AMAZON.StartOverIntent": {"start over", "restart", "start again"},
    "AMAZON.StopIntent": {"stop", "off", "shut up"},
    "AMAZON.YesIntent": {"yes", "yes please", "sure", "okay"},
}
"""What Alexa takes for its own intents without being told.
DOC/custom-skills/standard-built-in-intents.html."""


def faults(language_model: Json, spelling: Spelling) -> Iterator[tuple[str, str]]:
    """Every sentence that has two owners: the intent it stands under, and what is wrong."""
    owners = {said: intent for intent, sentences in BUILT_IN.items() for said in sentences}
    values = {type_["name"]: [*_said(type_, spelling)] for type_ in language_model["types"]}
    for intent in language_model["intents"]:
        types = {slot["name"]: slot["type"] for slot in intent.get("slots", ())}
        for sample in intent["samples"]:
            for sentence in _filled(sample, types, values, spelling):
                owner = owners.setdefault(sentence, intent["name"])
                if owner != intent["name"]:
                    yield intent["name"], f"{sample!r} can say {sentence!r}, which is {owner}'s"


def _filled(
    sample: str, types: Mapping[str, str], values: Mapping[str, list[str]], spelling: Spelling
) -> Iterator[str]:
    """The sentence; with its value in place where a custom slot is nearly all there is of it."""
    words = spelling.words(sample)
    slots = [word for word in words if word.startswith("{")]
    if len(slots) == 1 and types[slots[0][1:-1]] in values:
        for value in values[types[slots[0][1:-1]]]:
            yield " ".join(value if word == slots[0] else word for word in words)
    else:
        # Two samples that differ in their slots' types can be told apart, and so by their text.
        yield " ".join(f"{{{types[word[1:-1]]}}}" if word in slots else word for word in words)


def _said(type_: Json, spelling: Spelling) -> Iterator[str]:
    for value in type_["values"]:
        for said in (value["name"]["value"], *value["name"]["synonyms"]):
            yield " ".join(spelling.words(said))
