"""What is spoken in tests, each with its meaning."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from skill.understanding import Heard, Hearing, Moment, plainly

NOW = datetime(2026, 11, 16, 7, 30, tzinfo=UTC)
_FILE = Path(__file__).with_name("phrases.txt")
DANGER = Path(__file__).with_name("danger.txt")
"""What is said when something is wrong."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence with its meaning."""

    words: str
    """As it is spoken."""
    intent: str
    """The intent, or `LaunchRequest`."""
    slots: dict[str, str]
    """What has to be understood: id or ISO value by slot; minutes as a number."""
    moment: Moment
    """When it is said."""

    def is_meant_by(self, heard: Heard) -> bool:
        """Whether this is what was heard."""
        return (heard.intent or heard.request) == self.intent and meaning(heard) == self.slots


def phrases(file: Path = _FILE) -> list[Phrase]:
    """All of them, in the file's order."""
    found = []
    for line in file.read_text("utf-8").splitlines():
        if line.startswith("=="):
            intent, *rest = line.removeprefix("==").split()
            shared = [word for word in rest if "=" in word]
            moment = Moment(
                question_open="@question_open" in rest,
                playing="@playing" in rest,
                in_session=True,
                now=NOW,
            )
        elif line and not line.startswith("#"):
            words, _, slots = line.partition("|")
            said = dict(slot.split("=") for slot in [*shared, *slots.split()])
            found.append(Phrase(words.strip(), intent, said, moment))
    return found


def understood(hearing: Hearing, phrase: Phrase, text: str) -> bool:
    """Whether a text, heard in the phrase's moment, is taken for what the phrase means."""
    return phrase.is_meant_by(hearing.hear(text, phrase.moment))


def meaning(heard: Heard) -> dict[str, str]:
    """The filled slots by name; a length in minutes is `minutes`, however it was said."""
    return {
        "minutes" if isinstance(value, int) else name: str(value)
        for name, value in plainly(heard.slots).items()
    }
