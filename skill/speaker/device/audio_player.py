"""The AudioPlayer in a device: obeys directives, makes sound, and tells the skill what it did."""

from collections import deque
from collections.abc import Iterable

from skill.speaker.device.courier import Courier
from skill.speaker.device.exchange import Exchange
from skill.speaker.device.journal import Played
from skill.speaker.device.last_place import LastPlace
from skill.speaker.device.parts import Parts
from skill.speaker.device.playback import Behavior, Happening, HappeningKind, PlayerState, Stream
from skill.speaker.device.profile import Json
from skill.speaker.device.sounds import SoundNotFoundError

_ENDS = {
    HappeningKind.FINISHED: "finished",
    HappeningKind.STOPPED: "stopped",
    HappeningKind.FAILED: "failed",
}


class AudioPlayer:
    """Plays what the skill asks for."""

    def __init__(self, parts: Parts, exchange: Exchange, courier: Courier) -> None:
        self._player = parts.make_player(parts.nearly_finished_after_ms)
        self._courier = courier
        self._exchange = exchange
        self._envelopes = parts.envelopes
        self._sounds = parts.sounds
        self._loudspeaker = parts.loudspeaker
        self._journal = parts.journal
        self._outbox: deque[tuple[HappeningKind, Json]] = deque()
        self._is_telling = False
        self._has_played = False

    @property
    def has_played(self) -> bool:
        """Whether a stream was heard since the device was switched on."""
        return self._has_played

    @property
    def is_playing(self) -> bool:
        """Whether a stream plays."""
        return self._player.is_playing

    @property
    def is_waiting(self) -> bool:
        """Whether a stream will go on when the talk is over."""
        return self._player.is_waiting

    def state(self, at_ms: int) -> PlayerState:
        """What every request tells of the player."""
        return self._player.state(at_ms)

    def due_ms(self) -> int | None:
        """When the player next does something by itself."""
        return self._player.due_ms()

    def run(self, at_ms: int) -> None:
        """The player does what is due."""
        self._tell(self._player.run(at_ms), at_ms)

    def hold(self, at_ms: int) -> None:
        """Somebody speaks, so the stream is held back."""
        self._tell(self._player.hold(at_ms), at_ms)

    def release(self, at_ms: int) -> None:
        """The talk is over, so the stream may play."""
        self._tell(self._player.release(at_ms), at_ms)

    def press(self, command: str, at_ms: int) -> None:
        """A button was pressed; `command` such as `NextCommandIssued`."""
        letter = self._envelopes.button(command, self.state(at_ms), at_ms)
        answer = self._exchange.tell(letter)
        if answer is not None:
            self.obey(answer.directives, at_ms)

    def obey(self, directives: Iterable[Json], at_ms: int) -> None:
        """Does what the AudioPlayer directives among these say, in order."""
        for directive in directives:
            match directive["type"]:
                case "AudioPlayer.Play":
                    behavior = Behavior(directive["playBehavior"])
                    self._tell(self._player.play(self._stream(directive), behavior, at_ms), at_ms)
                case "AudioPlayer.Stop":
                    self._tell(self._player.stop(at_ms), at_ms)
                case "AudioPlayer.ClearQueue":
                    everything = directive["clearBehavior"] == "CLEAR_ALL"
                    self._tell(self._player.clear(everything=everything, at_ms=at_ms), at_ms)

    def deliver_late(self, at_ms: int) -> None:
        """Sends the late events that still wait for another to go before them."""
        for letter in self._courier.left_over():
            self._send(letter, at_ms)

    def power_off(self, at_ms: int) -> None:
        """Falls silent without telling anybody but the journal."""
        heard = self._player.silence(at_ms)
        if heard is not None:
            self._sound(heard)

    def report(self, place: LastPlace, at_ms: int) -> None:
        """Tell the skill where the sound was cut when the power went."""
        cut = Stream(place.token, url="", offset_ms=place.offset_ms, length_ms=None)
        self._deliver([self._player.restore(cut, at_ms)], at_ms)

    def last_place(self, at_ms: int) -> LastPlace | None:
        """Where the stream stands that plays, or goes on after the talk; None for none."""
        state = self._player.state(at_ms)
        if state.token is None or not (self._player.is_playing or self._player.is_waiting):
            return None
        return LastPlace(state.token, state.offset_ms)

    def _stream(self, directive: Json) -> Stream:
        stream = directive["audioItem"]["stream"]
        self._loudspeaker.prepare(stream["url"])
        return Stream(
            token=stream["token"],
            url=stream["url"],
            offset_ms=stream.get("offsetInMilliseconds", 0),
            length_ms=self._length_ms(stream["url"]),
            expected_previous=stream.get("expectedPreviousToken"),
        )

    def _length_ms(self, url: str) -> int | None:
        """None where it does not load: the player then fails, and tells the skill so."""
        try:
            return self._sounds.sheet(url).length_ms
        except SoundNotFoundError:
            return None

    def _tell(self, happened: list[Happening], at_ms: int) -> None:
        for happening in happened:
            self._sound(happening)
        self._deliver(happened, at_ms)

    def _deliver(self, happened: list[Happening], at_ms: int) -> None:
        """Sends events in the order in which they happened, answers to events included."""
        for happening in happened:
            self._outbox.append((happening.kind, self._envelopes.playback(happening)))
        if self._is_telling:
            return
        self._is_telling = True
        try:
            while self._outbox:
                for letter in self._courier.take(*self._outbox.popleft()):
                    self._send(letter, at_ms)
        finally:
            self._is_telling = False

    def _send(self, letter: Json, at_ms: int) -> None:
        answer = self._exchange.tell(letter)
        if answer is not None:
            self.obey(answer.directives, at_ms)

    def _sound(self, happening: Happening) -> None:
        stream = happening.stream
        if happening.kind is HappeningKind.STARTED:
            self._has_played = True
            self._loudspeaker.play(stream.url, happening.from_ms)
        if happening.kind is HappeningKind.STOPPED:
            self._loudspeaker.halt()
        if happening.kind in _ENDS:
            self._journal(
                Played(
                    token=stream.token,
                    url=stream.url,
                    exercise=None if stream.length_ms is None else self._exercise(stream.url),
                    from_ms=happening.from_ms,
                    to_ms=happening.offset_ms,
                    ended=_ENDS[happening.kind],
                )
            )

    def _exercise(self, url: str) -> str | None:
        return self._sounds.sheet(url).exercise
