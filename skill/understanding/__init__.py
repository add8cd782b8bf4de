"""The speaker's hearing of text: a sentence becomes an intent and slots, as Alexa would."""

from skill.understanding.candidate import Candidate
from skill.understanding.heard import FALLBACK, Heard, Moment, SlotJson
from skill.understanding.hearing import Hearing
from skill.understanding.plainly import plainly

__all__ = ["FALLBACK", "Candidate", "Heard", "Hearing", "Moment", "SlotJson", "plainly"]
