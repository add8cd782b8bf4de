"""From a step to what a device fetches: timelines, tracks and clips."""

from collections.abc import Iterator
from functools import lru_cache

from audio.track import Track
from skill.alexa.coach import Coach
from skill.alexa.speech import Clip, Pause, Piece, Words
from skill.content import Content
from skill.routine.lengths import Lengths
from skill.routine.routine import Step
from skill.routine.score import timeline
from skill.routine.timeline import Part, Span, Timeline

KEPT_TIMELINES = 256
"""How many written-out steps are kept in memory: a few hundred kilobytes."""


class Sound:
    """The sound of one locale's steps in one voice."""

    def __init__(self, coach: Coach, content: Content) -> None:
        """Use the lengths that the coach has for this content."""
        self._shelf = coach.shelf
        self._content = content
        self.lengths: Lengths = coach.lengths_for(content)
        self.timeline = lru_cache(KEPT_TIMELINES)(self._timeline)
        self._track = lru_cache(KEPT_TIMELINES)(self._make_track)

    def order(self, step: Step) -> None:
        """Have a step's track made ready."""
        self._shelf.order(self._track(step))

    def url(self, step: Step, base_url: str) -> str:
        """Where a step's track is; it is ordered by the way."""
        return self._fetchable(self._track(step), base_url)

    def turn(self, step: Step, base_url: str) -> tuple[Piece, ...]:
        """A step as a turn in a session: the device's own voice, and a clip for each side's work.

        The rest at its end is left to the question that follows.
        """
        line = self.timeline(step)
        return tuple(
            piece
            for part, spans in _stretches(line)
            if part is not Part.REST
            for piece in self._pieces(step, line, part, spans, base_url)
        )

    def _pieces(
        self, step: Step, line: Timeline, part: Part, spans: list[Span], base_url: str
    ) -> Iterator[Piece]:
        start_ms, end_ms = spans[0].at_ms, spans[-1].end_ms
        if part is Part.WORK:
            track = self._of(step, line.cut(start_ms, end_ms))
            yield Clip(self._fetchable(track, base_url), track.timeline.length_ms)
            return
        cues = [cue for cue in line.cues if start_ms <= cue.at_ms < end_ms and cue.phrase]
        yield from (Words(self._content.narration[cue.phrase or ""]) for cue in cues)
        if part is not Part.EXPLAIN:
            silent_from_ms = cues[-1].end_ms if cues else start_ms
            yield Pause(end_ms - silent_from_ms)

    def _fetchable(self, track: Track, base_url: str) -> str:
        self._shelf.order(track)
        return self._shelf.url(track, base_url)

    def _timeline(self, step: Step) -> Timeline:
        return timeline(step, self.lengths)

    def _make_track(self, step: Step) -> Track:
        return self._of(step, self.timeline(step))

    def _of(self, step: Step, line: Timeline) -> Track:
        phrases = {cue.phrase for cue in line.cues if cue.phrase}
        return Track(
            exercise=step.exercise.id,
            locale=self._content.locale,
            voice=self.lengths.voice,
            timeline=line,
            texts={phrase: self._content.narration[phrase] for phrase in phrases},
        )


def _stretches(line: Timeline) -> Iterator[tuple[Part, list[Span]]]:
    """The spans of a timeline, those of one side's work together."""
    together: list[Span] = []
    for span in line.spans:
        if together and span.part is not together[0].part:
            yield together[0].part, together
            together = []
        together.append(span)
    yield together[0].part, together
