"""The AudioPlayer of a device: pure arithmetic over the moments it is given.

It behaves as Amazon's device SDK does (alexa/avs-device-sdk, AudioPlayer.cpp) and as
DOC/custom-skills/audioplayer-interface-reference.html says of the requests:

- `ENQUEUE` counts only if `expectedPreviousToken` is the token of the last stream in line: the
  tail of the queue or, with an empty queue, the current or last stream. Otherwise it is ignored.
- A `Play` to a player that is stopped or has finished starts it, whatever its behavior.
- `Stop` leaves the queue alone; only `ClearQueue` and the two `REPLACE_` behaviors empty it.
- A voice request holds the player back (`PlaybackStopped`); it goes on by itself afterwards
  (`PlaybackStarted`) unless an answer stopped or replaced the stream.
"""

from skill.speaker.device.playback import (
    Activity,
    Behavior,
    Happening,
    HappeningKind,
    PlayerState,
    Stream,
)

NEARLY_FINISHED_AFTER_MS = 5_000
"""How long a stream has played when the device is ready for the next one.

Amazon states no figure ("when the device is ready to buffer the next stream"); devices ask soon
after the start.
"""

OPENING_MS = 100
"""The least time that a stream takes, however little of it is left. Not stated by Amazon."""

LOADING_FAILS_AFTER_MS = 1_000
"""How long a device tries to load a stream before it gives up. Not stated by Amazon."""


class Player:
    """Plays one stream at a time and keeps a queue."""

    def __init__(self, nearly_finished_after_ms: int = NEARLY_FINISHED_AFTER_MS) -> None:
        """An idle player, which asks for the next stream after playing one for so long."""
        self._lead_ms = nearly_finished_after_ms
        self._stream: Stream | None = None
        self._queue: list[Stream] = []
        self._activity = Activity.IDLE
        self._begun_ms = 0  # where in the stream the present stretch of playing began,
        self._since_ms = 0  # and when
        self._rests_ms = 0  # where in the stream the player stands while it does not play
        self._next_wanted = False
        self._held = False

    @property
    def is_playing(self) -> bool:
        """Whether sound is coming out, or is being loaded."""
        return self._activity in (Activity.PLAYING, Activity.BUFFER_UNDERRUN)

    @property
    def is_waiting(self) -> bool:
        """Whether it goes on by itself as soon as it is released."""
        return self._held and self._activity is Activity.PAUSED

    def state(self, at_ms: int) -> PlayerState:
        """What `context.AudioPlayer` tells at a moment."""
        token = self._stream.token if self._stream else None
        return PlayerState(token, self._offset_ms(at_ms), self._activity)

    def due_ms(self) -> int | None:
        """The moment at which the next thing happens by itself, if any; it may have passed."""
        if self._activity is Activity.BUFFER_UNDERRUN:
            return self._since_ms + LOADING_FAILS_AFTER_MS
        if self._activity is not Activity.PLAYING:
            return None
        target_ms = self._ready_for_next_ms() if self._asks_for_next() else self._length_ms()
        return self._since_ms + max(OPENING_MS, target_ms - self._begun_ms)

    def run(self, at_ms: int) -> list[Happening]:
        """Lets what is due happen; to be called at the moment that `due_ms` names, or after."""
        if self._activity is Activity.BUFFER_UNDERRUN:
            return self._end(HappeningKind.FAILED, Activity.STOPPED, at_ms)
        if self._asks_for_next():
            self._next_wanted = False
            return [self._happening(HappeningKind.NEARLY_FINISHED, at_ms)]
        return self._end(HappeningKind.FINISHED, Activity.FINISHED, at_ms)

    def play(self, stream: Stream, behavior: Behavior, at_ms: int) -> list[Happening]:
        """A `Play` arrives."""
        if behavior is Behavior.ENQUEUE and stream.expected_previous != self._last_token():
            return []
        happened = self.stop(at_ms) if behavior is Behavior.REPLACE_ALL else []
        if behavior is not Behavior.ENQUEUE:
            self._queue.clear()
        self._queue.append(stream)
        if self.is_playing or self._activity is Activity.PAUSED:
            return happened
        return happened + self._begin_next(at_ms)

    def stop(self, at_ms: int) -> list[Happening]:
        """A `Stop` arrives; a stream already held back was told of, and stops without a word."""
        was = self._activity
        if was not in (Activity.PLAYING, Activity.PAUSED, Activity.BUFFER_UNDERRUN):
            return []
        self._rest(Activity.STOPPED, at_ms)
        return [self._happening(HappeningKind.STOPPED, at_ms)] if was is Activity.PLAYING else []

    def clear(self, *, everything: bool, at_ms: int) -> list[Happening]:
        """A `ClearQueue` arrives: `CLEAR_ALL` if everything, else `CLEAR_ENQUEUED`."""
        self._queue.clear()
        return self.stop(at_ms) if everything else []

    def hold(self, at_ms: int) -> list[Happening]:
        """Somebody speaks: the stream is held back, and any other waits for `release`."""
        self._held = True
        if not self.is_playing:
            return []
        was = self._activity
        self._rest(Activity.STOPPED, at_ms)
        happened = [self._happening(HappeningKind.STOPPED, at_ms)]
        self._activity = Activity.PAUSED
        return happened if was is Activity.PLAYING else []

    def release(self, at_ms: int) -> list[Happening]:
        """The talk is over: a stream held back goes on from where it stood."""
        self._held = False
        return self._start(at_ms) if self._activity is Activity.PAUSED else []

    def silence(self, at_ms: int) -> Happening | None:
        """The power goes: what was playing, as if stopped; nobody will be told of it."""
        if self._activity is not Activity.PLAYING:
            return None
        return self._happening(HappeningKind.STOPPED, at_ms)

    def restore(self, stream: Stream, at_ms: int) -> Happening:
        """The power is back: the stream that was cut stands where it did, and does not play."""
        self._stream, self._rests_ms = stream, stream.offset_ms
        self._activity = Activity.STOPPED
        return self._happening(HappeningKind.STOPPED, at_ms)

    def _begin_next(self, at_ms: int) -> list[Happening]:
        if not self._queue:
            return []
        self._stream = self._queue.pop(0)
        self._rests_ms = self._stream.offset_ms
        self._next_wanted = True
        if self._held:
            self._activity = Activity.PAUSED
            return []
        return self._start(at_ms)

    def _start(self, at_ms: int) -> list[Happening]:
        self._begun_ms, self._since_ms = self._rests_ms, at_ms
        if self._stream is None or self._stream.length_ms is None:
            self._activity = Activity.BUFFER_UNDERRUN
            return []
        self._activity = Activity.PLAYING
        return [self._happening(HappeningKind.STARTED, at_ms)]

    def _end(self, kind: HappeningKind, activity: Activity, at_ms: int) -> list[Happening]:
        self._rest(activity, at_ms)
        return [self._happening(kind, at_ms), *self._begin_next(at_ms)]

    def _rest(self, activity: Activity, at_ms: int) -> None:
        self._rests_ms, self._activity = self._offset_ms(at_ms), activity

    def _happening(self, kind: HappeningKind, at_ms: int) -> Happening:
        if self._stream is None:
            raise RuntimeError("a player without a stream has nothing to tell")
        state = self.state(at_ms)
        return Happening(kind, self._stream, self._begun_ms, state.offset_ms, at_ms, state)

    def _offset_ms(self, at_ms: int) -> int:
        if self._activity is not Activity.PLAYING:
            return self._rests_ms
        return min(self._length_ms(), self._begun_ms + at_ms - self._since_ms)

    def _asks_for_next(self) -> bool:
        """With something in the queue already, a device does not ask for more."""
        return self._next_wanted and not self._queue

    def _ready_for_next_ms(self) -> int:
        """Where in the stream the device asks; half way through a short one."""
        first_ms = self._stream.offset_ms if self._stream else 0
        return first_ms + min(self._lead_ms, (self._length_ms() - first_ms) // 2)

    def _length_ms(self) -> int:
        """The length of what plays; a stream asked to begin beyond its end is over at once."""
        if self._stream is None or self._stream.length_ms is None:
            return 0
        return max(self._stream.length_ms, self._stream.offset_ms)

    def _last_token(self) -> str | None:
        last = self._queue[-1] if self._queue else self._stream
        return last.token if last else None
