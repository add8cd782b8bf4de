"""A crowd in a storm: what happened, and how what is stored compares with what was heard."""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from skill.content import load
from skill.store.port import Store
from tests.crowd.crowd import Crowd, Outcome, Plan
from tests.crowd.figures import FOLDER, Figures, percentiles
from tests.crowd.habits import Habits
from tests.crowd.house import REYKJAVIK
from tests.crowd.service import Served
from tests.crowd.sky import Sky
from tests.fault import faults
from tests.fault.alexa_services import AlexaServices
from tests.fault.judge import Verdict, judged, write_log
from tests.fault.weather import Fault, Season, Storm

HABITS = Habits(speed=100, events_at_fault=0.05, power_cuts=0.01)
"""An outage of six seconds is one of ten minutes in these people's lives."""
_EXPLAINED = ("nobody there", "no answer in 8 s")
"""Requests that may stay without an answer in a storm; any other trouble is one of ours."""
_TOLD = 12
"""Differences that are printed; all are in the logs."""


@dataclass(frozen=True)
class Scale:
    """How much is wanted of a storm."""

    people: int
    """How many live in it."""
    runs: int
    """How many runs they begin at the least."""
    season: Season
    """How its faults come."""


@dataclass(frozen=True)
class Besieged:
    """What a storm is let loose on."""

    name: str
    """What the figures are called."""
    maker: str
    """Whose store it is."""
    folder: Path
    """Where the service may write."""
    url: str
    """The store, as the service reaches it."""
    store: Store
    """The same, as it is reached past all faults."""
    faults_of: Callable[[Served, Sky], dict[str, Fault]]
    """What can be wrong with it."""
    calls: Mapping[str, int] = field(default_factory=dict)
    """What calls of the store met on their way, if that can be seen."""


@dataclass
class Siege:
    """What became of it."""

    least_runs: int
    """How many runs were wanted."""
    verdict: Verdict
    """What is stored, against what was heard."""
    broken: list[str]
    """Answers that broke a rule of the platform."""
    unexplained: dict[str, int]
    """Requests that stayed without a good answer, and no fault explains it."""
    complaints: list[str]
    """Errors in the log of the service."""


def endured(besieged: Besieged, scale: Scale, seed: str) -> Siege:
    """Let a crowd live through a storm, ask each for the week, and judge."""
    figures = Figures(f"faults-{besieged.name}")
    options = ["--local", "--store", besieged.url]
    began = time.monotonic()
    with (
        AlexaServices(REYKJAVIK.key).there() as alexa,
        Served(besieged.folder, options) as served,
    ):
        crowd = Crowd(Plan(scale.people, served.port, alexa.url, HABITS, seed))
        possible = faults.of_the_service(served, crowd.sky, alexa, seed)
        possible |= besieged.faults_of(served, crowd.sky)
        storm = Storm(possible, scale.season, seed)
        with crowd.there() as sky:
            storm.rage(lambda: sky.runs >= scale.runs)
            crowd.see_out()
            sky.last_words.set()
        assert crowd.outcome.errors == []
        figures.say(f"{besieged.maker}, seed {seed}: {scale.people} people in a storm")
        _tell(figures, crowd.outcome, storm.met, time.monotonic() - began)
        if besieged.calls:
            figures.say(f"calls of the store: {dict(besieged.calls)}")
        figures.say(f"killed and started: the service {served.killed} times")
        figures.say(f"Alexa's API asked {alexa.asked} times; memory {served.rss_mb():.0f} MB")
        verdict = _all_judged(crowd.outcome, besieged, figures)
        return Siege(
            least_runs=scale.runs,
            verdict=verdict,
            broken=[each for ledger in crowd.outcome.ledgers for each in ledger.broken],
            unexplained={
                why: count for why, count in crowd.outcome.troubles.items() if why not in _EXPLAINED
            },
            complaints=served.complaints(),
        )


def _all_judged(outcome: Outcome, besieged: Besieged, figures: Figures) -> Verdict:
    content, whole = load(), Verdict()
    for ledger in outcome.ledgers:
        one = judged(ledger, besieged.store, content)
        whole.add(one)
        if not one.is_clean:
            figures.say(f"see {write_log(FOLDER, ledger)}")
    for difference in (whole.lost + whole.doubled + whole.miscounted)[:_TOLD]:
        figures.say(f"! {difference}")
    figures.say(f"runs {whole.runs}, steps heard to their end {whole.steps}")
    figures.say(f"stored: {whole.finished} finished, {whole.not_finished} not")
    figures.say(f"begun, but no device heard a thing of them: {whole.unheard}")
    figures.say(f"nobody can know of, and not stored: {whole.unknowable or 'none'}")
    figures.say(f"weeks told at the end: {whole.weeks_told}, wrongly: {len(whole.miscounted)}")
    figures.say(f"LOST {len(whole.lost)}   COUNTED TWICE {len(whole.doubled)}")
    return whole


def _tell(figures: Figures, outcome: Outcome, met: Counter[str], took_s: float) -> None:
    took_ms = [ms for _, ms in outcome.answers]
    figures.say(f"{len(took_ms)} answers in {took_s:.0f} s: {percentiles(took_ms)}")
    figures.say(f"without an answer: {dict(outcome.troubles) or 'none'}")
    figures.say(f"tracks that did not load: {outcome.tracks_missing}")
    for name, count in [*sorted(met.items()), *sorted(outcome.mishaps.items())]:
        figures.say(f"{count:4d} x {name}")
