"""Sets up all that a scripted conversation needs, and takes it down again."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime

import requests

from skill.clock import Clock
from skill.speaker.cloud.alexa import Alexa, alexa_in_told_time
from skill.speaker.cloud.app import alexa_services
from skill.speaker.cloud.faults import Faults
from skill.speaker.device.device import Device
from skill.speaker.device.ears import Ears
from skill.speaker.device.envelope import Envelopes
from skill.speaker.device.journal import Journal, Line, Stored
from skill.speaker.device.loudspeaker import ImaginedLoudspeaker
from skill.speaker.device.parts import Parts
from skill.speaker.device.skill_client import HttpSkillClient
from skill.speaker.device.sounds import FetchedSounds
from skill.speaker.local_skill import LocalSkill
from skill.speaker.service import LoopbackService, Service
from skill.speaker.setting import Setting
from skill.speaker.talk.notebook import Notebook
from skill.speaker.talk.script import Step
from skill.speaker.talk.talk import Talk
from skill.speaker.virtual_clock import VirtualClock


@dataclass(frozen=True, slots=True)
class ScriptRunner:
    """Where a scripted conversation takes place."""

    start: datetime
    """When it begins, with a zone."""
    setting: Setting
    """Whose device, what kind, and where."""
    skill: LocalSkill
    """The skill to talk to."""
    make_ears: Callable[[Clock], Ears]
    """Hearing, once there is a clock."""
    seed: str = ""
    """Makes request ids differ from those of other conversations with the same store."""
    measured_sounds: bool = False
    """Whether sound files are fetched for their real length."""
    faults: Faults = field(default_factory=Faults)
    """What goes wrong with Alexa's services."""

    def perform(self, steps: Sequence[Step], note: Callable[[int, Line], None]) -> bool:
        """Plays a script and notes each line at its time in ms; what is stored comes last.

        Returns:
            Whether no rule of the platform was broken and every expectation was met.

        Raises:
            ScriptError: when a step cannot be done; it names the line.
        """
        clock = VirtualClock(self.start)
        notebook = Notebook(clock, note)
        service = LoopbackService(lambda: self.skill.app(clock))
        with ExitStack() as stack:
            device = self._device(service, stack, clock, notebook)
            Talk(device, service, self.setting.zone, notebook).perform(steps)
        notebook(Stored(self.skill.stored(clock.now())))
        return notebook.nothing_broke

    def _device(
        self, service: Service, stack: ExitStack, clock: VirtualClock, journal: Journal
    ) -> Device:
        http = stack.enter_context(requests.Session())
        # Loopback needs no proxy, and looking one up costs more than the request itself.
        http.trust_env = False
        sounds = FetchedSounds(http, measured=self.measured_sounds)
        alexa = alexa_in_told_time(self.setting, clock, self.faults)
        stack.callback(alexa.close)
        endpoint = _started(LoopbackService(lambda: alexa_services(alexa)), stack)
        parts = Parts(
            envelopes=self._envelopes(alexa, endpoint),
            profile=self.setting.profile,
            door=HttpSkillClient(f"{_started(service, stack)}/alexa", http),
            ears=self.make_ears(clock),
            sounds=sounds,
            loudspeaker=ImaginedLoudspeaker(sounds),
            journal=journal,
            clock=clock,
            cloud=alexa,
        )
        device = Device(parts)
        alexa.speak_meanwhile = device.say_meanwhile
        return device

    def _envelopes(self, alexa: Alexa, endpoint: str) -> Envelopes:
        tokens = alexa.tokens
        identity = self.setting.identity(endpoint, tokens.of_session, tokens.of_event)
        seed = f"{self.seed}{self.start.isoformat()}"
        return Envelopes(identity, self.setting.profile, seed, alexa.permissions)


def _started(service: Service, stack: ExitStack) -> str:
    base_url = service.start()
    stack.callback(service.stop)
    return base_url
