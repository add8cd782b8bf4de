"""What the page shows of the device and of the routine."""

from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from skill.alexa import token
from skill.alexa.knowing import open_run
from skill.content import Content
from skill.content.page import page_texts
from skill.routine.events import Spot as Track
from skill.routine.progress import MOST_AHEAD
from skill.routine.progression import asks_effort
from skill.routine.run import Run
from skill.speaker.device.device import Device
from skill.speaker.device.journal import Broken, Elsewhere, Heard, Line, Said
from skill.speaker.device.sounds import Sheet, SoundNotFoundError, Sounds
from skill.speaker.page.broadcast import Scene
from skill.speaker.page.chips import chips_for, effort_chips, takes_yes_or_no
from skill.speaker.page.halt import HaltWatch, Mood
from skill.speaker.page.loudspeaker import PageLoudspeaker
from skill.speaker.page.player import PagePlayer
from skill.speaker.page.seen import SeenStore
from skill.speaker.page.spans import before_ms, spans_of
from skill.speaker.page.steps import Doing, line_of, steps_of, titled
from skill.speaker.virtual_clock import moment_of

_SHOWN = {Mood.GOING, Mood.HURT}
"""When an exercise is shown."""


_ALL = 100_000
"""More runs than anybody does."""


class ViewModel:
    """Looks at a device and what is stored, and describes what is to be seen."""

    def __init__(
        self,
        store: SeenStore,
        user: str,
        content: Content,
        sounds: Sounds,
        loudspeaker: PageLoudspeaker,
    ) -> None:
        self._store = store
        self._user = user
        self._content = content
        self._text = page_texts(content.locale)
        self._sounds = sounds
        self._loudspeaker = loudspeaker
        self._heard = ""
        self._said = ""
        self._fault = ""
        self._halts = HaltWatch()
        self._effort_of = ("", False)

    def note(self, line: Line) -> None:
        """Something happened at the device."""
        match line:
            case Heard(text) | Elsewhere(text):
                self._heard, self._said, self._fault = text, "", ""
                if isinstance(line, Heard):
                    self._halts.hear(line.intent)
            case Said(text):
                self._said = text
            case Broken(reason):
                self._fault = reason
            case _:
                pass

    def forget(self) -> None:
        """Shows no more of what was said."""
        self._heard = self._said = self._fault = ""
        self._halts.forget()
        self._store.forget()

    def scene(
        self, device: Device, player: PagePlayer, sounding: str | None, *, is_thinking: bool
    ) -> Scene:
        """All that a page shows."""
        now = moment_of(device.now_ms)
        doing = self._halted(self._doing(player, now), player, device)
        is_open = doing is not None and doing.is_open
        ring = _ring(device, player, is_thinking=is_thinking, is_open=is_open)
        mood = self._mood(doing, player, now)
        asks = takes_yes_or_no(ring, device.question)
        return {
            "sounding": sounding,
            "ring": ring,
            "mood": mood,
            "line": line_of(doing, mood, self._content, self._text),
            "asks": asks,
            "heard": self._heard,
            "said": self._said,
            "fault": self._fault,
            "speech": self._speech(device),
            "track": _track(player, is_silent=not self._loudspeaker.is_audible),
            "now": self._now(doing, player, device.now_ms) if doing and mood in _SHOWN else None,
            "routine": steps_of(doing, self._content, self._text) if doing else [],
            "finished": doing is not None and doing.run.finished,
            "chips": [
                *self._effort(doing, ring, now),
                *chips_for(ring, self._text, mood, asks=asks),
            ],
            "records": self._records(doing),
        }

    def _halted(self, doing: Doing | None, player: PagePlayer, device: Device) -> Doing | None:
        """What is being done; after pain, the exercise that hurt, not the one that follows."""
        spot = doing.spot if doing and doing.is_open else None
        halted = self._halts.look(spot, player.last_play, device.question, device.now_ms)
        if doing is None or halted is None or halted.run_id != doing.run.id:
            return doing
        return replace(doing, step=halted.step, is_halted=True)

    def _mood(self, doing: Doing | None, player: PagePlayer, now: datetime) -> Mood:
        if self._store.profile(self._user).rests(now) and not player.is_playing:
            return Mood.REST
        if doing is None or not doing.is_open:
            return Mood.READY
        return Mood.HURT if doing.is_halted else Mood.GOING

    def _doing(self, player: PagePlayer, now: datetime) -> Doing | None:
        if player.stream is not None:
            try:
                account = token.read(player.stream.token, self._user, self._content.catalog)
            except token.TokenError:
                return None
            run = self._store.run(self._user, account.run.id)
            if run is None:
                return None
            track = account.spot if account.spot.play == run.head.play else _track_at(run)
            step = min(track.step, len(run.routine) - 1)
            return Doing(run, step, track, self._sheet(player.stream.url))
        run = open_run(self._store.latest_runs(self._user, 1, before=now + MOST_AHEAD))
        return Doing(run, run.head.step, _track_at(run), None) if run else None

    def _sheet(self, url: str) -> Sheet | None:
        try:
            return self._sounds.sheet(url)
        except SoundNotFoundError:
            # The player fails for the same reason, and the skill is told.
            return None

    def _speech(self, device: Device) -> dict[str, Any] | None:
        saying = self._loudspeaker.saying
        if saying is None:
            return None
        return {"number": saying.number, "clip": saying.clip, "live": device.is_speaking}

    def _now(self, doing: Doing, player: PagePlayer, at_ms: int) -> dict[str, Any]:
        step = doing.run.routine.steps[doing.step]
        text = self._content.exercises[step.exercise.id]
        sheet = doing.sheet
        if sheet is not None and sheet.exercise != step.exercise.id:
            sheet = None
        segment = step.segments[min(doing.track.segment, len(step.segments) - 1)]
        planned_ms = doing.run.routine.length_ms[doing.step]
        return {
            "segment": segment.kind.value,
            "exercise": step.exercise.id,
            "name": titled(text.name),
            "how": text.movement,
            "spans": spans_of(step, doing.track, sheet, self._content) if sheet else [],
            "length_ms": sheet.length_ms if sheet else planned_ms,
            "step": doing.step + 1,
            "steps": len(doing.run.routine),
            "side": segment.side.value if segment.side and segment.is_work else None,
            "before_ms": sum(doing.run.routine.length_ms[: doing.step])
            + before_ms(step, doing.track.segment, self._content, planned_ms),
            "total_ms": doing.run.routine.total_ms,
            "next": titled(self._content.name(step.next_id)) if step.next_id else None,
            # While it plays, the page knows better; what was played before is in the store.
            "offset_ms": None if player.is_playing else _offset_ms(doing, player, at_ms),
        }

    def _effort(self, doing: Doing | None, ring: str, now: datetime) -> list[str]:
        """Whether it was easy, right or hard, after one finished routine in three."""
        if doing is None or not doing.run.finished or ring != "idle":
            return []
        if self._effort_of[0] != doing.run.id:
            runs = self._store.latest_runs(self._user, _ALL, before=now + MOST_AHEAD)
            self._effort_of = doing.run.id, asks_effort(runs)
        return effort_chips(self._text) if self._effort_of[1] else []

    def _records(self, doing: Doing | None) -> str:
        """Differs whenever the week or the wishes may be other than they were."""
        done = (doing.run.id, sorted(doing.run.done)) if doing else None
        profile = self._store.profile(self._user)
        wanted = profile.preferences
        facts = (done, wanted.minutes, wanted.level, wanted.pace, wanted.detail)
        return sha256(
            repr((facts, wanted.side_first, sorted(wanted.left_out))).encode()
        ).hexdigest()[:12]


def _track_at(run: Run) -> Track:
    """The track that a run stands at."""
    head = run.head
    return Track(head.play, head.first, head.step, 0, run.segment_index, head.first_segment)


def _ring(device: Device, player: PagePlayer, *, is_thinking: bool, is_open: bool) -> str:
    if is_thinking:
        return "thinking"
    if device.is_listening:
        return "listening"
    if device.is_speaking:
        return "speaking"
    if player.is_playing:
        return "playing"
    return "paused" if is_open else "idle"


def _offset_ms(doing: Doing, player: PagePlayer, at_ms: int) -> int:
    return doing.run.head.offset_ms if player.stream is None else player.state(at_ms).offset_ms


def _track(player: PagePlayer, *, is_silent: bool) -> dict[str, Any] | None:
    playing = player.playing
    if playing is None:
        return None
    # The path alone: the page may have come in by another name of this machine.
    path = "/" + playing.url.split("/", 3)[3]
    return {
        "play": playing.play,
        "url": path,
        "from_ms": playing.from_ms,
        # Without a voice there is no file: the page then counts the time.
        "silent_ms": player.stream.length_ms if is_silent and player.stream else None,
    }
