"""Of two readings that sound alike the safer one is taken.

A danger goes before all else. While something plays, what halts it goes before what lets it go on:
"stop it" sounds like "start it", and "pause" like "proceed"; who was misheard and stopped
says again what they want, who was misheard and goes on may be hurt.
"""

from collections.abc import Sequence

from skill.speaker.ears.wake import WAKE_WORDS
from skill.understanding.heard import Moment

DANGERS = frozenset(
    {"EmergencyIntent", "SeeDoctorIntent", "LegPainIntent", "FaintIntent", "SomethingWrongIntent"}
)
"""Intents that say that something is wrong with the person."""
HALTS = DANGERS | {
    *("AMAZON.StopIntent", "AMAZON.CancelIntent", "AMAZON.PauseIntent", "AMAZON.NoIntent"),
    *("HurtIntent", "RestTodayIntent", "NotNowIntent"),
}
"""Intents that end what plays, or hold it up."""
GOES_ON = frozenset(
    {
        *("StartRoutineIntent", "DoExerciseIntent", "AMAZON.ResumeIntent", "AMAZON.NextIntent"),
        *("AMAZON.StartOverIntent", "AMAZON.RepeatIntent", "AMAZON.PreviousIntent"),
        *("AMAZON.YesIntent", "AgreeIntent"),
        *("AMAZON.LoopOnIntent", "AMAZON.ShuffleOnIntent", "SkipSideIntent", "OtherSideIntent"),
    }
)
"""Intents that let it go on, or begin something else."""
CLOSE = 2.5
"""So much likelier, as a natural logarithm, what lets go on has to sound than what halts. Of 14
ways to halt, said 336 times by 12 voices in three rooms, 11 were taken for going on; in 8 of them
what halts is as close as this. Of 275 times that going on was heard rightly, it is in 9, of which 7
have the routine's own voice in them."""
CLOSE_DANGER = 8.0
"""The same for a danger against anything else. Of 108 sentences of danger 106 are one in Whisper's
first reading, and all in one of its five."""
_WORDS = (
    *("stop", "stop it", "stop please", "pause", "pause please", "wait", "hold on"),
    *("ow", "ouch", "that hurts"),
)
"""What is said to halt it, which a recognizer may not have thought of."""


def lets_go_on(intent: str, moment: Moment) -> bool:
    """Whether an intent would let go on what plays now, or begin something else."""
    return moment.playing and intent in GOES_ON


def halting_words(text: str) -> Sequence[str]:
    """What may have been said in place of a text; behind the wake word, if that has one."""
    first, _, _ = text.partition(" ")
    return [f"{first} {words}" for words in _WORDS] if first in WAKE_WORDS else _WORDS
