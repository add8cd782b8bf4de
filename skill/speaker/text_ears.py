"""Joins the speaker's hearing to its device."""

from zoneinfo import ZoneInfo

from skill.clock import Clock
from skill.speaker.device.ears import Situation, Understood
from skill.understanding import FALLBACK, Hearing, Moment
from skill.understanding.lasting import needs_certainty


class HearingEars:
    """Ears that know the interaction model's sentences, and what time it is where they stand."""

    def __init__(self, hearing: Hearing, clock: Clock, zone: ZoneInfo) -> None:
        self._hearing = hearing
        self._clock = clock
        self._zone = zone

    def understand(self, text: str, situation: Situation) -> Understood:
        """What the sentence means to the skill.

        What would last, or says yes, and was not surely said is nothing to it: it asks again.
        """
        moment = Moment(
            question_open=situation.is_question_open,
            playing=situation.is_playing,
            in_session=situation.is_in_session,
            now=self._clock.now().astimezone(self._zone),
        )
        heard = self._hearing.hear(text, moment)
        if needs_certainty(heard.intent) and not situation.is_surely_said:
            return Understood(FALLBACK, {}, names_skill=heard.named)
        return Understood(heard.intent, dict(heard.slots), heard.named, heard.left)
