"""Rendering: speed as a multiple of real time, and how long the first track of a routine takes."""

import tempfile
import time
from pathlib import Path

from audio.manifests import Manifests
from audio.render_process import RenderProcess
from audio.render_queue import RenderQueue
from audio.render_tasks import Studio
from audio.voices.choice import choose_voice
from skill.content import load
from skill.content.files import ROOT
from skill.routine.draft import Doings
from skill.routine.planner import plan
from skill.routine.preferences import Preferences
from skill.sound.lengths import measured
from skill.sound.repertoire import Repertoire

PATIENCE_S = 120


def figures():
    """Lines of seconds, and of seconds of sound a second."""
    voice = choose_voice()
    if voice is None:
        yield "no voice is installed: pip install 'my-back-routine[voice]'"
        return
    tracks = _somebodys_first_routine(voice)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        yield from _rendered(voice, tracks, Path(folder))


def _somebodys_first_routine(voice):
    content = load()
    lengths = measured(Manifests(ROOT, ROOT).find(content.locale, voice.id), content.narration)
    routine = plan(content.catalog, Preferences(), lengths, Doings()).routine
    repertoire = Repertoire(content, lengths)
    return [
        repertoire.track(step, segment, opens=(number, segment) == (0, 0))
        for number, step in enumerate(routine.steps)
        for segment in range(len(step.segments))
    ]


def _rendered(voice, tracks, folder):
    seconds = sum(track.length_ms for track in tracks) / 1_000
    studio = Studio(voice.name, "en-US", folder / "phrases")
    yield f"{voice.id}, {len(tracks)} tracks of a first routine, {seconds / 60:.1f} minutes"

    first_s, all_s = _ordered(studio, tracks, folder / "cold")
    yield f"nothing cached, voice to load: first track in {first_s:.1f} s, all in {all_s:.1f} s"
    yield f"  {seconds / all_s:.0f} times real time, with the voice"

    first_s, all_s = _ordered(studio, tracks, folder / "warm")
    yield f"phrases cached, voice to load: first track in {first_s:.1f} s, all in {all_s:.1f} s"
    yield f"  {seconds / all_s:.0f} times real time, without"


def _ordered(studio, tracks, folder):
    """Seconds until the first and until the last is there, from the start of the process."""
    queue = RenderQueue(folder, RenderProcess(studio))
    began = time.perf_counter()
    queue.start()
    try:
        for track in tracks:
            queue.library.order(track)
        ready_s = []
        for track in tracks:
            queue.wait_for(track.key, PATIENCE_S)
            ready_s.append(time.perf_counter() - began)
    finally:
        queue.close()
    return ready_s[0], ready_s[-1]
