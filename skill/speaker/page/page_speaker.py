"""The speaker as a web page, as a whole: its address, skill, device and sound."""

import logging
import socket
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING
from uuid import uuid4

import requests

from skill.clock import Clock, SystemClock
from skill.content import load
from skill.content.page import page_texts
from skill.speaker.cloud.alexa import Alexa, alexa_in_real_time
from skill.speaker.cloud.app import alexa_services
from skill.speaker.cloud.faults import Faults
from skill.speaker.cloud.ledger import Ledger
from skill.speaker.device.device import Device
from skill.speaker.device.ears import Ears
from skill.speaker.device.envelope import Envelopes
from skill.speaker.device.last_place import LastPlaceFile
from skill.speaker.device.parts import Parts
from skill.speaker.device.skill_client import HttpSkillClient
from skill.speaker.device.sounds import FetchedSounds
from skill.speaker.ears import Recognizer
from skill.speaker.local_skill import LocalSkill
from skill.speaker.page.app import MOST_BYTES, page_app
from skill.speaker.page.broadcast import Broadcast
from skill.speaker.page.browser import show_in_browser
from skill.speaker.page.face import Face
from skill.speaker.page.guard import Guard
from skill.speaker.page.loudspeaker import Mouth, PageLoudspeaker
from skill.speaker.page.page_context import PageContext
from skill.speaker.page.page_loop import Forgotten, Item, Leave, PageLoop
from skill.speaker.page.player import PagePlayer
from skill.speaker.page.router import Router
from skill.speaker.page.seen import SeenStore
from skill.speaker.page.view_model import ViewModel
from skill.speaker.service import LOOPBACK
from skill.speaker.setting import Setting
from skill.speaker.supervision import SpeakerBrokenError, supervise
from skill.speaker.virtual_clock import RunningClock, Waking
from skill.store.port import Store
from skill.understanding import Moment

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

End = Callable[[SpeakerBrokenError], None]
"""Ends the speaker."""
_THREADS = 16
"""Each open page keeps one busy, as it follows what happens."""
_LONGEST_NAP_S = 1.0
"""Some systems notice Ctrl-C only between naps."""
_LEAVES_WITHIN_S = 3
"""To pause takes one request to the skill."""


class _Players:
    """The device makes a new player each time it is switched on; this knows the present one."""

    def __init__(self) -> None:
        self.now = PagePlayer()

    def make(self, nearly_finished_after_ms: int) -> PagePlayer:
        self.now = PagePlayer(nearly_finished_after_ms, first_play=self.now.last_play)
        return self.now


@dataclass(frozen=True, slots=True)
class PageSpeaker:
    """A room with a smart speaker in it, whose face is a web page."""

    setting: Setting
    """Where it stands."""
    skill: LocalSkill
    """What it talks to."""
    store: Store
    """Where the skill keeps what was done."""
    make_ears: Callable[[Clock], Ears]
    """Its hearing."""
    make_mouth: Callable[[FetchedSounds], Mouth | None]
    """Its voice; None for none."""
    recognizer: Recognizer | None
    """Turns sound into words; None where none is installed."""
    about: str
    """In which voice it speaks, or why it does not."""
    show: Callable[[str], None]
    """Prints a line."""
    listening: socket.socket
    """Where the page is."""
    notice: str = ""
    """What was wrong before it began, for people; empty for nothing."""
    opens_browser: bool = False
    """Whether to show the page in this machine's browser."""
    ledger: Path | None = None
    """The file in which Alexa keeps reminders and the like; None forgets them in the end."""
    last_place: Path | None = None
    """The file in which a device with a battery keeps its place; None for none."""
    faults: Faults = field(default_factory=Faults)
    """What goes wrong with Alexa's services."""

    def live(self) -> None:
        """Answers until Ctrl-C; a routine that plays then is paused at its place.

        Raises:
            SpeakerBrokenError: something failed again and again.
        """
        from skill.doors.serving import server_for  # noqa: PLC0415 - loads slowly

        broken: list[SpeakerBrokenError] = []
        # What lives in the house ends first: its last words need the server.
        with ExitStack() as outer, ExitStack() as inner:
            port = self.listening.getsockname()[1]
            url = f"http://{LOOPBACK}:{port}"
            app = Guard(self._doors(url, inner, broken.append), port)
            server = server_for(
                app,
                sockets=[self.listening],
                threads=_THREADS,
                max_request_body_size=MOST_BYTES,
            )
            outer.callback(server.close)
            outer.callback(server.task_dispatcher.shutdown, timeout=_LEAVES_WITHIN_S)
            # Every page keeps a thread, and that is no queue to be warned of.
            logging.getLogger("waitress.queue").setLevel(logging.ERROR)
            serving = Thread(target=server.run, name="server", daemon=True)
            serving.start()
            self.show(f"The speaker stands at {url} (Ctrl-C ends it).")
            if self.opens_browser:
                show_in_browser(url)
            with suppress(KeyboardInterrupt):
                while serving.is_alive() and not broken:
                    serving.join(_LONGEST_NAP_S)
        self.show("The speaker is off.")
        if broken:
            raise broken[0]

    def _doors(self, url: str, stack: ExitStack, end: End) -> "WSGIApplication":
        http = stack.enter_context(requests.Session())
        http.trust_env = False  # loopback needs no proxy
        clock, players = RunningClock(SystemClock()), _Players()
        alexa = self._alexa(stack)
        content, bulletin, sounds = load(self.setting.locale), Broadcast(), FetchedSounds(http)
        stack.callback(bulletin.close)
        loudspeaker = PageLoudspeaker(sounds, self.make_mouth(sounds))
        stack.callback(loudspeaker.close)
        seen = SeenStore(self.store)
        view_model = ViewModel(seen, self.setting.user_id, content, sounds, loudspeaker)
        tokens, profile = alexa.tokens, self.setting.profile
        identity = self.setting.identity(url, tokens.of_session, tokens.of_event)
        device = Device(
            Parts(
                envelopes=Envelopes(
                    identity, profile, uuid4().hex, alexa.permissions, clock.by_the_clock
                ),
                profile=profile,
                door=HttpSkillClient(f"{url}/alexa", http),
                ears=self.make_ears(SystemClock()),
                sounds=sounds,
                loudspeaker=loudspeaker,
                journal=view_model.note,
                clock=clock,
                make_player=players.make,
                cloud=alexa,
                last_place=LastPlaceFile(self.last_place) if self.last_place else None,
            )
        )
        text = page_texts(self.setting.locale)
        face = Face(view_model, bulletin, seen, device, lambda: players.now, text, self.notice)

        def put(item: Item) -> None:
            if isinstance(item, Forgotten):
                view_model.forget()
                alexa.book.drop_all()
                loudspeaker.hush()
            room.put(item)

        def moment() -> Moment:
            asked = device.is_listening
            now = SystemClock().now().astimezone(self.setting.zone)
            return Moment(asked, players.now.is_playing, asked, now)

        alexa.speak_meanwhile = face.say_meanwhile
        # What rings where no page is open waits for one.
        alexa.is_attended = lambda: face.sounding is not None
        room = PageLoop(device, lambda: players.now, face, Waking(clock))
        living = Thread(
            target=supervise, args=(room.run, face.confess, end), name="room", daemon=True
        )
        living.start()
        stack.callback(living.join, _LEAVES_WITHIN_S)
        stack.callback(room.put, Leave())
        site = PageContext(
            bulletin=bulletin,
            put=put,
            clip=loudspeaker.clip,
            moment=moment,
            recognizer=self.recognizer,
            store=self.store,
            user=self.setting.user_id,
            content=content,
            clock=SystemClock(),
            zone=self.setting.zone,
            hears_all=self.setting.profile.hears_all,
            about=self.about,
        )
        return Router(page_app(site), self.skill.app(SystemClock()), alexa_services(alexa))

    def _alexa(self, stack: ExitStack) -> Alexa:
        ledger = Ledger(self.ledger, self.setting.user_id)
        alexa = alexa_in_real_time(self.setting, SystemClock(), ledger, self.faults)
        stack.callback(alexa.close)
        return alexa
