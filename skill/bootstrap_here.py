"""Wires ports to parts on a machine of one's own, for the speaker, the service and its jobs."""

import logging
import os
import sys
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

import certifi
from flask import Flask

from skill.bootstrap import (
    messages,
    new_name,
    notifier,
    open_patient_store,
    open_store,
    reminder_texts,
    skill_of,
)
from skill.clock import Clock
from skill.doors.metrics import Figures
from skill.doors.readiness import Readiness
from skill.doors.verify.chain import Trust
from skill.doors.verify.host import CertificateHost
from skill.doors.verify.kept_chains import KeptChains
from skill.doors.verify.signers import KEPT_SIGNERS, Signers
from skill.doors.verify.verifier import Verifier
from skill.doors.web import create_app
from skill.folders import cache_folder
from skill.jobs.parts import Parts
from skill.sound.library import FolderLibrary
from skill.store.metered import MeteredStore
from skill.store.port import Store
from skill.store.sqlite.care import DailyCopies, Mended, mend
from skill.store.url import sqlite_path
from skill.telemetry.lines import Lines
from skill.telemetry.record import Sink
from skill.voiced import LocalSound

_log = logging.getLogger(__name__)
_THIS_MACHINE = {"127.0.0.1", "::1", "localhost"}


def look_after(url: str, clock: Clock) -> Mended | None:
    """See at the start that the store of a URL is in order; see `skill.store.sqlite.care`.

    Returns:
        What became of it if it was damaged; None where all is well.

    Raises:
        StoreUnavailableError: it is damaged, and cannot be mended.
    """
    path = sqlite_path(url)
    if path is None:
        return None

    return mend(path, clock.now())


def copy_daily(url: str, clock: Clock) -> Callable[[], None]:
    """Have the store of a URL copied each day, as long as this process lives, if it is a file.

    Returns:
        What ends it.
    """
    path = sqlite_path(url)
    if path is None:
        return lambda: None

    return DailyCopies(path, clock).start()


def make_table_for_trying_out(url: str) -> None:
    """Make the table that a URL names if it is on this machine; on AWS it is asked for."""
    endpoint = urlsplit(os.environ.get("AWS_ENDPOINT_URL", "")).hostname
    store = open_store(url)
    if endpoint in _THIS_MACHINE and hasattr(store, "create_table"):
        store.create_table()


def local_service(
    store_url: str, clock: Clock, voice: str | None, sinks: Iterable[Sink] = ()
) -> Flask:
    """The Flask door for this machine only: it asks nobody who they are.

    Args:
        store_url: where runs are kept.
        clock: the time.
        voice: name of the voice to render tracks in; see `skill.voiced.LocalSound`.
        sinks: who is told of each turn.
    """
    sound = LocalSound(voice)
    shelf = sound.shelf()
    store = open_patient_store(store_url)
    skill = skill_of(store, clock, shelf, sound.lengths, sinks)
    return create_app(skill, shelf, None, is_ready=Readiness(store, clock).is_ready)


def service(
    store_url: str,
    clock: Clock,
    sound: LocalSound,
    verifier: Verifier | None,
) -> Flask:
    """The Flask app as `serve` has it, with a line in the log for each turn.

    Args:
        store_url: where runs are kept.
        clock: the time.
        sound: the tracks.
        verifier: who may ask; see `skill.doors.web.create_app`.
    """
    shelf, store = sound.shelf(), open_patient_store(store_url)
    figures = Figures(verifier.refusals if verifier else None)
    sinks: list[Sink] = [Lines(sys.stderr), figures.note]
    skill = skill_of(store, clock, shelf, sound.lengths, sinks)
    return create_app(skill, shelf, verifier, figures, Readiness(store, clock).is_ready)


def alexa_verifier(skill_id: str, clock: Clock, places: int) -> Verifier:
    """What tells Alexa's requests for a skill from all others.

    Args:
        skill_id: `amzn1.ask.skill.…`.
        clock: the time.
        places: requests that may wait for certificates at a time; fewer than the threads.
    """
    roots = certifi.where()
    fetch, prove = CertificateHost(roots).fetch, Trust.of_file(roots).signer
    signers = Signers(fetch, prove, clock, places=places)
    signers.take_up(KeptChains(cache_folder() / "certificates", KEPT_SIGNERS))
    return Verifier(skill_id, signers, clock)


def jobs_here(store: Store, clock: Clock) -> Parts:
    """What the jobs of this machine work with: its store, its tracks, and Alexa if we may."""
    tracks = FolderLibrary(cache_folder() / "tracks")
    measured_store = MeteredStore(store)
    about = (notifier(), tracks, messages(), reminder_texts(), Lines(sys.stderr))
    return Parts(measured_store, clock, new_name, *about)
