"""What Alexa herself says around the words of a skill."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from skill.speaker.device.profile import Json

CHIME = '<audio src="soundbank://soundlibrary/alarms/beeps_and_bloops/bell_02"/>'
"""Alexa's own sound; a speaker without it is silent for as long."""


def in_language(contents: Sequence[Json], locale: str) -> Json:
    """The content in a language: of the same country, else any country, else the first there is."""
    language = locale.partition("-")[0]
    for wanted in (locale, language):
        for content in contents:
            if str(content["locale"]).startswith(wanted):
                return content
    return contents[0]


def inner_ssml(content: Json) -> str:
    """The words of a content as SSML, without `<speak>`."""
    ssml = content.get("ssml")
    if not ssml:
        return escape(str(content["text"]))
    return str(ssml).strip().removeprefix("<speak>").removesuffix("</speak>")


def chimed(words: str) -> str:
    """A speech that begins with the chime."""
    return f"<speak>{CHIME}{words}</speak>"


def reminded(words: str, missed_at: str | None) -> str:
    """A reminder: the words come twice (DOC/smapi/alexa-reminders-overview.html)."""
    if missed_at is None:
        return chimed(f'Here\'s your reminder. {words} <break time="1s"/>{words}')
    return chimed(f"Here's a reminder that I missed at {missed_at}: {words}")
