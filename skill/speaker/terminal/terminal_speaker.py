"""The speaker as a whole, in real time: service, device, sound and keyboard."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import TextIO
from uuid import uuid4
from xml.sax.saxutils import escape

import requests

from skill.clock import Clock, SystemClock
from skill.speaker.cloud.alexa import Alexa, alexa_in_real_time
from skill.speaker.cloud.app import alexa_services
from skill.speaker.cloud.faults import Faults
from skill.speaker.cloud.ledger import Ledger
from skill.speaker.device.device import Device
from skill.speaker.device.ears import Ears
from skill.speaker.device.envelope import Envelopes
from skill.speaker.device.journal import Broken, Elsewhere, Heard, Line, Said
from skill.speaker.device.last_place import LastPlaceFile
from skill.speaker.device.loudspeaker import ImaginedLoudspeaker, Loudspeaker
from skill.speaker.device.parts import Parts
from skill.speaker.device.skill_client import HttpSkillClient
from skill.speaker.device.sounds import FetchedSounds
from skill.speaker.local_skill import LocalSkill
from skill.speaker.service import LastingService, LoopbackService, Service
from skill.speaker.setting import Setting
from skill.speaker.supervision import broken_by
from skill.speaker.terminal.cue_display import CueDisplay
from skill.speaker.terminal.keyboard import Keyboard, Pipe, Prompt
from skill.speaker.terminal.terminal_loop import Leave, TerminalLoop
from skill.speaker.virtual_clock import RunningClock, Waking, epoch_ms
from skill.temporary import own_folder

Show = Callable[[str], None]
"""Prints a line."""
MakeLoudspeaker = Callable[[FetchedSounds, Path], Loudspeaker]
"""Makes a loudspeaker that fetches sounds and may write files to a folder."""


def imagined(sounds: FetchedSounds, _: Path) -> Loudspeaker:
    """For a machine without sound: what would be heard is written."""
    return ImaginedLoudspeaker(sounds)


@dataclass(frozen=True, slots=True)
class TerminalSpeaker:
    """One speaker in one home."""

    setting: Setting
    """Whose device, what kind, and where."""
    skill: LocalSkill
    """The skill it talks to."""
    make_ears: Callable[[Clock], Ears]
    """Its hearing."""
    make_loudspeaker: MakeLoudspeaker
    """Its sound."""
    show: Show
    """Where its words are written."""
    notice: str = ""
    """What was wrong before it began, for people; empty for nothing."""
    port: int = 0
    """Where the skill's service listens; 0 for any free port."""
    ledger: Path | None = None
    """The file in which Alexa keeps reminders and the like; None forgets them in the end."""
    last_place: Path | None = None
    """The file in which a device with a battery keeps its place; None for none."""
    faults: Faults = field(default_factory=Faults)
    """What goes wrong with Alexa's services."""

    def live(self, lines: TextIO) -> None:
        """Takes sentences from a terminal or a pipe until there are no more.

        Raises:
            OSError: when the port is taken; choose another one.
        """
        clock = RunningClock(SystemClock())
        with ExitStack() as stack:
            http = stack.enter_context(requests.Session())
            http.trust_env = False  # loopback needs no proxy
            folder = stack.enter_context(own_folder())
            sounds = FetchedSounds(http)
            loudspeaker = self.make_loudspeaker(sounds, Path(folder))
            stack.callback(loudspeaker.close)
            score = CueDisplay(loudspeaker, sounds, clock, self.show)
            keyboard = _keyboard(lines, lambda: score.progress(epoch_ms(clock.now())))
            alexa = self._alexa(stack)
            parts = Parts(
                envelopes=self._envelopes(alexa, stack, clock),
                profile=self.setting.profile,
                door=HttpSkillClient(f"{self._started_skill()}/alexa", http),
                ears=self.make_ears(SystemClock()),
                sounds=sounds,
                loudspeaker=score,
                journal=self._journal(echo=isinstance(keyboard, Pipe)),
                clock=clock,
                cloud=alexa,
                last_place=LastPlaceFile(self.last_place) if self.last_place else None,
            )
            device = Device(parts)
            alexa.speak_meanwhile = device.say_meanwhile
            room = TerminalLoop(device, score, self._cue_writer(loudspeaker), Waking(clock))
            stack.enter_context(keyboard.screen())
            if self.notice:
                device.say_meanwhile(f"<speak>{escape(self.notice)}</speak>")
            _feed(room, keyboard)

    def _started_skill(self) -> str:
        return LastingService(lambda: self.skill.app(SystemClock()), self.port).start()

    def _alexa(self, stack: ExitStack) -> Alexa:
        ledger = Ledger(self.ledger, self.setting.user_id)
        alexa = alexa_in_real_time(self.setting, SystemClock(), ledger, self.faults)
        stack.callback(alexa.close)
        return alexa

    def _envelopes(self, alexa: Alexa, stack: ExitStack, clock: RunningClock) -> Envelopes:
        services: Service = LoopbackService(lambda: alexa_services(alexa))
        base_url = services.start()
        stack.callback(services.stop)
        self.show(f"Alexa's services stand at {base_url}, her app at {base_url}/app.")
        tokens, setting = alexa.tokens, self.setting
        identity = setting.identity(base_url, tokens.of_session, tokens.of_event)
        about = (uuid4().hex, alexa.permissions, clock.by_the_clock)
        return Envelopes(identity, setting.profile, *about)

    def _journal(self, *, echo: bool) -> Callable[[Line], None]:
        def note(line: Line) -> None:
            match line:
                case Heard(text) if echo:
                    self.show(f"You:    {text}")
                case Elsewhere(text, why):
                    self.show(f"You:    {text} (Alexa answers herself: {why})")
                case Said(text):
                    self.show(f"Alexa:  {text}")
                case Broken(reason):
                    self.show(f"ERROR:  {reason}")
                case _:
                    pass

        return note

    def _cue_writer(self, loudspeaker: Loudspeaker) -> Show:
        """Writes cues only where they cannot be heard."""

        def write(words: str) -> None:
            if not loudspeaker.is_audible:
                self.show(f"        {words}")

        return write


def _keyboard(lines: TextIO, progress: Callable[[], str]) -> Keyboard:
    return Prompt(progress) if lines.isatty() else Pipe(lines)


def _feed(room: TerminalLoop, keyboard: Keyboard) -> None:
    """Runs the room beside the keyboard; what breaks in the room is raised here."""
    broken: list[BaseException] = []

    def run() -> None:
        try:
            room.run()
        except BaseException as error:  # noqa: BLE001 - raised again below, in the main thread
            broken.append(error)
        finally:
            keyboard.close()

    thread = Thread(target=run, name="room", daemon=True)
    thread.start()
    try:
        keyboard.feed(room)
        thread.join()
    except KeyboardInterrupt:
        # Ctrl-C on a pipe; at a prompt the keyboard takes it.
        room.put(Leave(when_idle=False))
        thread.join()
    if broken:
        raise broken_by(broken[0]) from broken[0]
