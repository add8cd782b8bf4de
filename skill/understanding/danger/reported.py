"""Which signs of danger are reported, and which are denied, asked about, past, or of others."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from skill.understanding.danger.phrases import Mention

_TURNS = (
    *("deny", "neutral", "boundary", "anew", "past", "present", "resolved", "asks", "other"),
    *("harmless", "well"),
)
"""Groups that turn the meaning of others, and are no sign of danger themselves."""
_DENIED_WITHIN, _OTHERS_WITHIN, _ANYWHERE = 5, 5, 99
"""So many words behind "not", behind "my wife has", and behind a question's opening they reach."""


@dataclass(frozen=True, slots=True)
class Reported:
    """The signs of a sentence."""

    signs: tuple[Mention, ...]
    """What the person says of themselves."""
    asked: tuple[Mention, ...]
    """What they want to know about."""
    others: tuple[Mention, ...]
    """What they say of somebody else; a call for help may be among it."""
    denials: tuple[Mention, ...]
    """Every "not" of the sentence that counts."""
    boundaries: tuple[Mention, ...]
    """The words that a "not" does not reach over."""
    is_past: bool
    """All of it was long ago."""
    is_over: bool
    """It has gone away."""
    is_hidden: bool
    """Some of it only sounds like danger, or is said to be well."""

    def are_harmless(self, states: AbstractSet[str]) -> bool:
        """Whether something says that there is no danger: a "not" before a state, for example."""
        is_told_otherwise = self.is_past or self.is_over or self.is_hidden
        denied = any(self.are_denied([sign]) for sign in self.signs if sign.group in states)
        return is_told_otherwise or denied or bool(self.asked or self.others)

    def are_denied(self, signs: Sequence[Mention]) -> bool:
        """Whether a "not" reaches one of the signs and is part of none: "can not feel" is one."""
        outside = [each for each in self.denials if not any(each.overlaps(sign) for sign in signs)]
        return any(_is_reached(sign, outside, self.boundaries, _DENIED_WITHIN) for sign in signs)


def reported(mentions: Sequence[Mention]) -> Reported:
    """Part the signs of a sentence by whether they are reported."""
    turns: dict[str, list[Mention]] = {name: [] for name in _TURNS}
    found: list[Mention] = []
    for each in mentions:
        turns.get(each.group, found).append(each)
    told = [sign for sign in found if not _is_hidden(sign, turns["harmless"])]
    asked = {sign for sign in told if _is_reached(sign, turns["asks"], turns["anew"], _ANYWHERE)}
    others = {
        sign
        for sign in told
        if _is_reached(sign, turns["other"], turns["boundary"], _OTHERS_WITHIN)
    }
    return Reported(
        signs=tuple(sign for sign in told if sign not in asked and sign not in others),
        asked=tuple(sign for sign in told if sign in asked),
        others=tuple(sign for sign in told if sign in others and sign not in asked),
        denials=tuple(each for each in turns["deny"] if not _is_neutral(each, turns)),
        boundaries=tuple(turns["boundary"]),
        is_past=bool(turns["past"]) and not turns["present"],
        is_hidden=bool(turns["well"]) or len(told) < len(found),
        is_over=any(not _goes_on(each, told) for each in turns["resolved"]),
    )


def _is_hidden(sign: Mention, harmless: Iterable[Mention]) -> bool:
    """Whether the sign is part of something harmless: "fallen" in "fallen behind"."""
    return any(
        sign.overlaps(each) and (each.length >= sign.length or each.end > sign.end)
        for each in harmless
    )


def _is_neutral(deny: Mention, turns: dict[str, list[Mention]]) -> bool:
    longer = (*turns["neutral"], *turns["harmless"])
    return any(deny.overlaps(each) and each.length > deny.length for each in longer)


def _goes_on(turn: Mention, signs: Iterable[Mention]) -> bool:
    """Whether a sign begins in it: "it has gone" is not all of "it has gone numb"."""
    return any(sign.overlaps(turn) and sign.end > turn.end for sign in signs)


def _is_reached(
    sign: Mention, turns: Iterable[Mention], boundaries: Sequence[Mention], within: int
) -> bool:
    """Whether a turn begins before the sign or with it, and nothing between ends its reach."""
    return any(
        turn.start <= sign.start <= turn.end + within
        and not any(turn.end <= each.start < sign.start for each in boundaries)
        for turn in turns
    )
