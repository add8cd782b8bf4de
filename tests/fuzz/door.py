"""The whole door, with all that goes wrong behind it written down."""

import json
import logging
import signal
import traceback
from contextlib import contextmanager
from datetime import UTC, datetime

from skill.bootstrap_here import local_service
from skill.limits import REQUEST_BYTES
from skill.speaker.device.answer import UnreadableAnswerError, read_answer
from skill.speaker.device.profile import PROFILES
from skill.speaker.device.rules import breaches
from skill.speaker.device.sounds import Sheet
from skill.speaker.virtual_clock import VirtualClock
from tests.fuzz.requests_seen import NOWHERE
from tests.fuzz.rubbish import MARK

CPU_SECONDS = 2.0
"""A hundred times what a turn takes; of the processor's time, so that a busy machine has time."""
SECRETS = (MARK, "amzn1.ask", "1!6cd2b758", "\ud800", "\udfff")
"""What requests have, and the log must not."""


class SoundsOfASecond:
    """Any sound there may be; how long sounds are is held by other tests."""

    def sheet(self, _url):
        return Sheet(1_000)


class Log(logging.Handler):
    """Keeps the records of one request."""

    def __init__(self):
        super().__init__()
        self.records = []

    def emit(self, record):
        self.records.append(record)


class Door:
    """The service as `serve --local` has it, without a socket."""

    def __init__(self, folder):
        clock = VirtualClock(datetime(2026, 11, 16, 8, tzinfo=UTC))
        app = local_service(f"sqlite:///{folder / 'store.db'}", clock, None)
        app.config["PROPAGATE_EXCEPTIONS"] = False
        self.client = app.test_client()

    def faults(self, raw):
        """What is wrong with the answer to a request, and the answer's status."""
        with listening() as log, deadline():
            answer = self.client.post("/alexa", data=raw)
        found = [*in_the_log(log.records), *in_the_answer(answer.status_code, answer.data, raw)]
        return found, answer.status_code


@contextmanager
def listening():
    """All that is logged meanwhile, which nobody else keeps: a record holds on to much."""
    log, root = Log(), logging.getLogger()
    before = root.handlers, root.level
    root.handlers = [log]
    root.setLevel(logging.INFO)
    try:
        yield log
    finally:
        root.handlers, level = before
        root.setLevel(level)


@contextmanager
def deadline():
    """Raises TimeoutError in what uses up the processor for longer."""

    def late(*_):
        raise TimeoutError(f"more than {CPU_SECONDS} s of the processor")

    before = signal.signal(signal.SIGVTALRM, late)
    signal.setitimer(signal.ITIMER_VIRTUAL, CPU_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def in_the_log(records):
    """Secrets in it, and whatever was not foreseen."""
    for record in records:
        text = logging.Formatter().format(record)
        yield from (f"in the log: {secret!r}" for secret in SECRETS if secret in text)
        if record.exc_info:
            yield f"went wrong: {where(record.exc_info[1])}"
        elif "went wrong" in text:
            yield text


def where(error):
    """The kind of an exception, and the last line of ours on its way."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/skill/" in frame.filename] or frames
    return f"{type(error).__name__} at {ours[-1].filename}:{ours[-1].lineno}"


def in_the_answer(status, data, raw):
    """The rules of the platform that it breaks."""
    too_large = len(raw) >= REQUEST_BYTES
    if status == 400 or (status == 413 and too_large):
        return
    if status != 200:
        yield f"status {status}"
        return
    try:
        answer = read_answer(data)
    except UnreadableAnswerError as error:
        yield str(error)
        return
    body = json.loads(raw)
    kind = body["request"]["type"]
    for breach in breaches(answer, kind, profile(body, kind), SoundsOfASecond()):
        yield breach.reason


def profile(body, kind):
    """The device that sent it; one that tells of its player has one."""
    device = body["context"]["System"].get("device")
    interfaces = device.get("supportedInterfaces") if device else None
    plays = bool(interfaces) and interfaces.get("AudioPlayer") is not None
    if plays or kind.startswith(("AudioPlayer.", "PlaybackController.")):
        return PROFILES["echo-show"]
    return PROFILES["no-audio-player"]


def goes_nowhere(raw):
    """Whether a request names no address that anybody could be at."""
    try:
        system = json.loads(raw)["context"]["System"]
        address = str(system.get("apiEndpoint", ""))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return True
    return not address.lower().strip().startswith("http") or address == NOWHERE
