"""The sentences that a recognizer expects: the interaction model's own, with their slots filled."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle

from skill.speaker.ears.fillings import ENGLISH
from skill.understanding.compiled import Compiled

_FILLINGS = 4
"""How often a sample with slots is taken, each time with other values."""
_WEIGHTS = {1: 30, 2: 6, 3: 2}
"""Words -> how often a sentence of so many is taken: what is shouted while moving is short."""
_CALLS = 12
"""How often each way to open the skill by its name is taken."""
_WAKE_EVERY = 3
"""One sentence of so many stands behind the wake word as well."""
_FIGURES = {"4": "four"}


def sentences(compiled: Compiled, locale: str, wake_words: Sequence[str]) -> Iterator[str]:
    """Sentences in small letters, those that are said more often more often.

    Args:
        compiled: the language's templates.
        locale: the locale whose catalog names the exercises.
        wake_words: the words that wake the speaker.
    """
    number = 0
    for sentence in _without_wake_word(compiled, locale):
        for said in _ways_to_say(sentence, compiled.respell):
            yield said
            number += 1
            if number % _WAKE_EVERY == 0:
                yield f"{wake_words[number % len(wake_words)]} {said}"


def _without_wake_word(compiled: Compiled, locale: str) -> Iterator[str]:
    values = _values(compiled, locale)
    turns = {type_: cycle(said) for type_, said in values.items()}
    for block in compiled.blocks:
        for sample in block.samples:
            words = sample.split()
            times = _FILLINGS if "{" in sample else _WEIGHTS.get(len(words), 1)
            for _ in range(times):
                filled = (_filled(word, compiled.slots, turns) for word in words)
                yield " ".join(filled)
    for said in values.values():
        yield from said
    yield from _calls(compiled)


def _calls(compiled: Compiled) -> Iterator[str]:
    for name in compiled.invocation["names"]:
        for verb in compiled.invocation["open"]:
            yield from [f"{verb} {name}"] * _CALLS
        for verb in compiled.invocation["ask"]:
            yield from (f"{verb} {name} {join}" for join in compiled.invocation["join"])


def _values(compiled: Compiled, locale: str) -> dict[str, list[str]]:
    """Slot type -> what is said for it; names oftener than what people call it otherwise."""
    custom = {
        type_: [said for all_said in ids.values() for said in (all_said[0], *all_said)]
        for type_, ids in compiled.types_of(locale).items()
    }
    custom["Exercise"] += compiled.strangers
    spoken = {type_: [_spoken(said) for said in all_said] for type_, all_said in custom.items()}
    return ENGLISH | spoken


def _spoken(said: str) -> str:
    return " ".join(_FIGURES.get(word, word) for word in said.casefold().split())


def _filled(word: str, slots: Mapping[str, str], turns: Mapping[str, Iterator[str]]) -> str:
    return next(turns[slots[word[1:-1]]]) if word.startswith("{") else word


def _ways_to_say(sentence: str, respell: Mapping[str, str]) -> Iterator[str]:
    """The sentence as it is written, and with its words drawn together: "don't", "what's"."""
    yield sentence
    drawn = f" {sentence} "
    for short, full in respell.items():
        if "'" in short:
            drawn = drawn.replace(f" {full} ", f" {short} ")
    if drawn.strip() != sentence:
        yield drawn.strip()
