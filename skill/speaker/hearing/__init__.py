"""The speaker's hearing of text: a sentence becomes an intent and slots, as Alexa would."""

from skill.speaker.hearing.candidate import Candidate
from skill.speaker.hearing.heard import FALLBACK, Heard, Moment, SlotJson
from skill.speaker.hearing.hearing import Hearing
from skill.speaker.hearing.plainly import plainly

__all__ = ["FALLBACK", "Candidate", "Heard", "Hearing", "Moment", "SlotJson", "plainly"]
