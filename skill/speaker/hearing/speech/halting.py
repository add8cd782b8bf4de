"""While something plays, of two readings that sound alike the one that halts it is taken.

"Stop it" sounds like "start it", and "pause" like "proceed"; who is taken for halting by mistake
says again what they want, who is taken for going on by mistake may be hurt.
"""

from collections.abc import Sequence

from skill.speaker.hearing.heard import Moment
from skill.speaker.hearing.speech.wake import WAKE_WORDS

HALTS = frozenset(
    {
        *("AMAZON.StopIntent", "AMAZON.CancelIntent", "AMAZON.PauseIntent", "AMAZON.NoIntent"),
        *("EmergencyIntent", "SeeDoctorIntent", "LegPainIntent", "FaintIntent"),
        *("SomethingWrongIntent", "HurtIntent", "RestTodayIntent"),
    }
)
"""Intents that end what plays, or hold it up."""
GOES_ON = frozenset(
    {
        *("StartRoutineIntent", "DoExerciseIntent", "AMAZON.ResumeIntent", "AMAZON.NextIntent"),
        *("AMAZON.StartOverIntent", "AMAZON.YesIntent", "AgreeIntent"),
        *("AMAZON.LoopOnIntent", "AMAZON.ShuffleOnIntent", "SkipSideIntent", "OtherSideIntent"),
    }
)
"""Intents that let it go on, or begin something else."""
CLOSE = 2.0
"""Placeholder"""
_WORDS = ("stop", "stop it", "pause", "wait", "hold on", "that hurts")
"""What is said to halt it, which a recognizer may not have thought of."""


def lets_go_on(intent: str, moment: Moment) -> bool:
    """Whether an intent would let go on what plays now, or begin something else."""
    return moment.playing and intent in GOES_ON


def halting_words(text: str) -> Sequence[str]:
    """What may have been said in place of a text; behind the wake word, if that has one."""
    first, _, _ = text.partition(" ")
    return [f"{first} {words}" for words in _WORDS] if first in WAKE_WORDS else _WORDS
