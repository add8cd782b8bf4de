"""Lengths of phrases and keys of tracks as they ship, for whoever renders nothing."""

import json
from collections.abc import Callable
from functools import cache

from skill.content import Content, load
from skill.content.files import ROOT
from skill.routine.lengths import Lengths, estimated
from skill.sound.lengths import measured
from skill.sound.repertoire import needed_tracks

LengthsFor = Callable[[Content], Lengths]


def estimated_lengths(content: Content) -> Lengths:
    """Lengths from words a minute."""
    return estimated(content.narration)


def shipped_lengths(content: Content, voice: str) -> Lengths:
    """The lengths that were measured when the tracks of a voice were built.

    Raises:
        FileNotFoundError: this voice was never measured: run `back-routine audio build`.
    """
    manifest = ROOT / content.locale / "lengths" / f"{voice}.json"
    return measured(json.loads(manifest.read_bytes()), content.narration)


@cache
def keys_to_publish() -> tuple[str, ...]:
    """The keys of all tracks that anybody may be played in the voices whose lengths ship."""
    return tuple(
        track.key
        for manifest in sorted(ROOT.glob("*/lengths/*.json"))
        for content in [load(manifest.parts[-3])]
        for track in needed_tracks(content, shipped_lengths(content, manifest.stem))
    )
