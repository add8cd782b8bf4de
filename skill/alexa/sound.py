"""What a device fetches for a step: one track, or the clips of a turn in a session."""

from collections.abc import Iterator
from functools import partial

from audio.track import Track
from skill.alexa.coach import Coach
from skill.alexa.speech import Clip, Pause, Piece, Words
from skill.content import Content
from skill.repertoire import Repertoire, parts
from skill.routine.lengths import Lengths
from skill.routine.nearest import nearest
from skill.routine.routine import Routine, Step
from skill.routine.timeline import Part, Span, Timeline


class Sound:
    """The sound of one locale's steps, from the coach's shelf."""

    def __init__(self, coach: Coach, content: Content) -> None:
        """Use the lengths that the coach has for this content."""
        self._shelf = coach.shelf
        self._content = content
        self._repertoire = Repertoire(content, coach.lengths_for(content))

    @property
    def lengths(self) -> Lengths:
        """How long each phrase lasts."""
        return self._repertoire.lengths

    def timeline(self, step: Step) -> Timeline:
        """A step written out."""
        return self._repertoire.timeline(step)

    def order(self, step: Step) -> None:
        """Have a step's track made ready."""
        self._shelf.order(self._repertoire.track(step))

    def has(self, step: Step, *, in_turns: bool = False) -> bool:
        """Whether a step can be heard: as a track, or as the clips of a turn."""
        if self._shelf.is_complete:
            return True
        tracks = self._repertoire.clips(step) if in_turns else (self._repertoire.track(step),)
        return all(map(self._shelf.has, tracks))

    def nearest(self, routine: Routine, *, in_turns: bool = False) -> Routine:
        """The routine as it can be heard: itself, unless tracks of it are missing."""
        return nearest(routine, partial(self.has, in_turns=in_turns), self.timeline)

    def url(self, step: Step, base_url: str) -> str:
        """Where a step's track is; it is ordered by the way."""
        return self._fetchable(self._repertoire.track(step), base_url)

    def turn(self, step: Step, base_url: str) -> tuple[Piece, ...]:
        """A step as a turn in a session: the device's own voice, and a clip for each side's work.

        The rest at its end is left to the question that follows.
        """
        return tuple(
            piece
            for part, spans in parts(self.timeline(step))
            if part is not Part.REST
            for piece in self._pieces(step, part, spans, base_url)
        )

    def _pieces(self, step: Step, part: Part, spans: list[Span], base_url: str) -> Iterator[Piece]:
        start_ms, end_ms = spans[0].at_ms, spans[-1].end_ms
        if part is Part.WORK:
            clip = self._repertoire.clip(step, start_ms, end_ms)
            yield Clip(self._fetchable(clip, base_url), clip.length_ms)
            return
        cues = self.timeline(step).cues
        spoken = [cue for cue in cues if start_ms <= cue.at_ms < end_ms and cue.phrase]
        yield from (Words(self._content.narration[cue.phrase or ""]) for cue in spoken)
        if part is not Part.EXPLAIN:
            yield Pause(end_ms - (spoken[-1].end_ms if spoken else start_ms))

    def _fetchable(self, track: Track, base_url: str) -> str:
        self._shelf.order(track)
        return self._shelf.url(track, base_url)
