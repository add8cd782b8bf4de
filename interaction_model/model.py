"""The interaction model of a locale, as Alexa is given it.

Shape: DOC/smapi/interaction-model-schema.html.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from interaction_model.exercises import exercise_values
from interaction_model.samples import samples
from interaction_model.source import Block, Source
from skill.understanding.several import takes_several
from skill.understanding.spelling import Spelling

Json: TypeAlias = dict[str, Any]

SAMPLES_PER_TEMPLATE = 16
"""Sentences that a template is expanded to at most; see `samples` for how they are chosen."""
SAMPLES_PER_INTENT = 300
"""Sentences of an intent at most. Amazon names no limit that we could confirm; this keeps a
locale's model at a quarter of the 1.5 MB that developers report as the largest accepted."""
SAMPLES_OF_ANSWERS = 50
"""Of these, how many are left for what is said only while a question is open, or only at another
moment: "at eight" must not fall out because there are many other ways to ask for a reminder."""
FALLBACK = "AMAZON.FallbackIntent"
_SEVERAL_VALUES = frozenset({"en-AU", "en-CA", "en-GB", "en-US"})
"""Locales in which a slot may take several values, as far as we use them.
DOC/custom-skills/collect-multiple-values-in-a-slot.html."""


def model_of(source: Source, locale: str, said: Mapping[str, list[str]]) -> Json:
    """The interaction model of a locale.

    Args:
        source: the source of its language.
        locale: such as `en-GB`.
        said: intent -> its samples, from `samples_by_intent`; the same in all its locales.

    Raises:
        skill.content.errors.ContentError: the catalog's words are broken.
    """
    intents = [
        {"name": intent, "slots": _slots(source, intent, slots, locale), "samples": said[intent]}
        for intent, slots in source.intents.items()
    ]
    intents.append({"name": FALLBACK, "samples": []})
    language_model = {
        "invocationName": source.invocation.name,
        "intents": [_without_empty_slots(intent) for intent in intents],
        "types": [*_types(source, locale)],
        "modelConfiguration": {"fallbackIntentSensitivity": {"level": "LOW"}},
    }
    return {"interactionModel": {"languageModel": language_model}}


def samples_by_intent(source: Source) -> dict[str, list[str]]:
    """Intent -> its samples. One that two blocks say goes to the one that waits for no moment."""
    owners: dict[str, str] = {}
    spelling = Spelling(source.respell)
    said: dict[str, list[str]] = {intent: [] for intent in source.intents}
    waiting = {block.intent for block in _in_model(source.blocks) if block.prefer}
    for block in sorted(_in_model(source.blocks), key=lambda block: bool(block.prefer)):
        taken = said[block.intent]
        is_first_of_two = block.intent in waiting and not block.prefer
        most = SAMPLES_PER_INTENT - SAMPLES_OF_ANSWERS * is_first_of_two
        for sentence in _in_turns(block):
            key = " ".join(spelling.words(sentence))
            if len(taken) < most and key not in owners:
                owners[key] = block.intent
                taken.append(sentence)
    return said


def _in_model(blocks: Iterable[Block]) -> Iterator[Block]:
    return (block for block in blocks if block.in_model)


def _in_turns(block: Block) -> Iterator[str]:
    """The sentences of the block, each template giving one in turn: a limit then cuts them all."""
    lists = [samples(template.tree, SAMPLES_PER_TEMPLATE) for template in block.templates]
    for turn in range(max(map(len, lists))):
        for sentences in lists:
            yield from sentences[turn : turn + 1]


def _slots(source: Source, intent: str, names: Iterable[str], locale: str) -> list[Json]:
    slots: list[Json] = [{"name": name, "type": source.slots[name]} for name in names]
    for slot in slots:
        if takes_several(source.several, intent, slot["name"]) and locale in _SEVERAL_VALUES:
            slot["multipleValues"] = {"enabled": True}
    return slots


def _types(source: Source, locale: str) -> Iterator[Json]:
    yield {
        "name": "Exercise",
        "values": [_value(each.id, each.name, each.synonyms) for each in exercise_values(locale)],
    }
    for name, values in source.types.items():
        yield {"name": name, "values": [_value(id_, *_parted(s)) for id_, s in values.items()]}


def _parted(said: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    return said[0], said[1:]


def _value(id_: str, name: str, synonyms: Iterable[str]) -> Json:
    return {"id": id_, "name": {"value": name, "synonyms": list(synonyms)}}


def _without_empty_slots(intent: Json) -> Json:
    return {key: value for key, value in intent.items() if key != "slots" or value}
