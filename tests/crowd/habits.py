"""How the people of a crowd behave."""

from dataclasses import dataclass

from skill.speaker.device.device import Button

MOST_WORDS = 10
"""After so many words in one visit somebody has had enough."""
OPENINGS = {
    "start four minutes": 68,
    "start ten minutes": 6,
    "start": 8,
    "stretch": 12,
    "resume": 6,
}
"""What a visit begins with, of a hundred."""
WORDS = {
    "nothing": 150,
    "pause": 9,
    "next": 10,
    "previous": 4,
    "repeat": 4,
    "start over": 2,
    "time left": 5,
    "where am I": 4,
    "week": 4,
    "hurts": 3,
    "stop": 6,
    "start": 2,
    "start four minutes": 2,
    "stretch": 2,
    Button.NEXT: 2,
    Button.PREVIOUS: 1,
    Button.PAUSE: 2,
}
"""What is said or pressed while a routine plays."""
REPLIES = {"yes": 60, "no": 22, "stop": 6, "nothing": 12}
"""What is said to a question."""
TO_THE_SCREENING = {"no": 90, "yes": 4, "stop": 2, "nothing": 4}
"""What is said to the question whether anything speaks against exercise."""
GOES_ON = 0.8
"""How likely somebody whose routine fell silent asks for the rest of it."""
CUTS_IN = 0.15
"""How likely somebody stops a stretch in the middle of its explanation."""
ELSEWHERE = 0.15
"""How likely a visit is to the second device."""


@dataclass(frozen=True)
class Habits:
    """How a crowd behaves."""

    speed: float
    """How many times as fast as the machine's clock a person's time runs at most, while they are
    at it; what lies between two visits takes no time at all."""
    events_at_fault: float = 0.0
    """How many stretches of listening begin with an event that will be lost, doubled or late."""
    power_cuts: float = 0.0
    """How many words are followed by the power going."""
    pause_seconds: tuple[int, int] = (5, 60)
    """How long somebody listens before the next word, in their own time."""
