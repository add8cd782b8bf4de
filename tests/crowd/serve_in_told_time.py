"""`back-routine serve` in the time that its callers live in: `python serve_in_told_time.py …`.

The people of a test live through months in minutes, each at a pace of their own. Were the clock of
the service a quick one for all of them, eight seconds of waiting would count as a quarter of an
hour. So each request says in a header what time it is where it comes from, and the service's one
clock reads that. All else is the service as it is shipped.

With `TRUST` in the environment, a folder with `root.pem` and `chain.pem`, requests are verified
against that root, and no certificate is fetched.
"""

import os
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509

from skill.bootstrap_here import service
from skill.cli import main
from skill.cli import serve_command as serve
from skill.clock import Clock
from skill.doors.verify.chain import Trust
from skill.doors.verify.signers import Signers
from skill.doors.verify.verifier import Verifier
from skill.speaker.virtual_clock import moment_of
from tests.crowd.door import NOW_HEADER


class ToldClock:
    """The time that the present request tells."""

    def now(self) -> datetime:
        """That time; the machine's while nobody asks anything."""
        return told.get() or datetime.now(UTC)


told: ContextVar[datetime | None] = ContextVar("told", default=None)
"""The time that the present request tells."""


def service_in_told_time(*about, **more):
    """The service, which takes note of what time each request tells."""
    app = service(*about, **more)

    def noting(environ, start_response):
        now_ms = environ.get("HTTP_" + NOW_HEADER.upper().replace("-", "_"))
        before = told.set(moment_of(int(now_ms)) if now_ms else None)
        try:
            return app(environ, start_response)
        finally:
            told.reset(before)

    return noting


def verifier_of_our_own(skill_id: str, clock: Clock, places: int) -> Verifier:
    """What tells the requests of a test's own Alexa from all others."""
    folder = Path(os.environ["TRUST"])
    root = x509.load_pem_x509_certificate((folder / "root.pem").read_bytes())
    chain = (folder / "chain.pem").read_bytes()
    signers = Signers(lambda _: chain, Trust([root]).signer, clock, places=places)
    return Verifier(skill_id, signers, clock)


if __name__ == "__main__":
    serve.SystemClock = ToldClock
    serve.service = service_in_told_time
    if "TRUST" in os.environ:
        serve.alexa_verifier = verifier_of_our_own
    main()
