"""One request, one answer, and the rules between them."""

from skill.speaker.device.answer import Answer, UnreadableAnswerError, read_answer
from skill.speaker.device.journal import Broken, Sent
from skill.speaker.device.parts import Parts
from skill.speaker.device.profile import Json
from skill.speaker.device.rules import breaches
from skill.speaker.device.skill_client import SkillSilentError
from skill.speaker.virtual_clock import epoch_ms


class Exchange:
    """Asks the skill and lets only legal answers through."""

    def __init__(self, parts: Parts) -> None:
        self._door = parts.door
        self._envelopes = parts.envelopes
        self._profile = parts.profile
        self._sounds = parts.sounds
        self._journal = parts.journal
        self._clock = parts.clock

    def ask(self, envelope: Json) -> Answer | None:
        """The skill's answer; None when Alexa would drop it, which the skill is told of."""
        try:
            answer = read_answer(self._door.ask(envelope))
        except (SkillSilentError, UnreadableAnswerError) as error:
            self._journal(Broken(str(error)))
            self._complain(str(error), envelope)
            return None
        found = breaches(answer, envelope["request"]["type"], self._profile, self._sounds)
        for breach in found:
            self._journal(Broken(breach.reason))
        refused = [breach.reason for breach in found if breach.refused]
        if refused:
            self._complain("; ".join(refused), envelope)
            return None
        return answer

    def tell(self, envelope: Json) -> Answer | None:
        """Like `ask`, for what nobody said: it is noted as sent."""
        request = envelope["request"]
        state = request.get("currentPlaybackState", request)
        token = request.get("token")
        offset_ms = state.get("offsetInMilliseconds")
        self._journal(Sent(request["type"], token, offset_ms))
        return self.ask(envelope)

    def _complain(self, message: str, cause: Json) -> None:
        """Sends `System.ExceptionEncountered`; about that one no further complaint is made."""
        if cause["request"]["type"] == "System.ExceptionEncountered":
            return
        at_ms = epoch_ms(self._clock.now())
        self.tell(self._envelopes.exception(message, cause, at_ms))
