"""The kinds of device that can be imitated."""

from dataclasses import dataclass
from typing import Any

from skill.interfaces import EARS

Json = dict[str, Any]

_SCREEN = {
    "experiences": [
        {"arcMinuteWidth": 246, "arcMinuteHeight": 144, "canRotate": False, "canResize": False}
    ],
    "mode": "HUB",
    "shape": "RECTANGLE",
    "pixelWidth": 1280,
    "pixelHeight": 800,
    "dpi": 213,
    "currentPixelWidth": 1280,
    "currentPixelHeight": 800,
    "touch": ["SINGLE"],
    "video": {"codecs": ["H_264_42", "H_264_41"]},
}
"""The viewport that an Echo Show 8 reports."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What a device can do."""

    name: str
    """As `--device` takes it."""
    audio_player: bool
    """Whether it plays streams, and so has player buttons too."""
    screen: bool
    """Whether it shows APL documents."""
    hears_all: bool = False
    """Whether every sentence reaches the skill; on an Echo, Alexa answers most of them herself."""
    has_battery: bool = False
    """Whether it still knows after a power cut where its sound stood, and tells; no Echo does."""

    def interfaces(self) -> Json:
        """`context.System.device.supportedInterfaces`."""
        found: Json = {}
        if self.audio_player:
            found["AudioPlayer"] = {}
        if self.screen:
            found["Alexa.Presentation.APL"] = {"runtime": {"maxVersion": "2024.2"}}
        if self.hears_all:
            found[EARS] = {}
        return found

    def viewport(self) -> Json:
        """The screen's part of `context`; empty where there is no screen."""
        return {"Viewport": _SCREEN} if self.screen else {}


PROFILES = {
    profile.name: profile
    for profile in (
        Profile("local", audio_player=True, screen=False, hears_all=True, has_battery=True),
        Profile("echo-dot", audio_player=True, screen=False),
        Profile("echo-show", audio_player=True, screen=True),
        Profile("no-audio-player", audio_player=False, screen=False),
    )
}
"""Every device there is, by name."""
