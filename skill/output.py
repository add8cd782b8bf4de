"""Lines for whoever looks at the terminal: what they tell of goes on without them."""

import os
import sys
from contextlib import suppress
from errno import EIO, EPIPE

import click


def show(line: str) -> None:
    """Print a line; where it cannot be written, nothing ends for that."""
    try:
        click.echo(line)
    except OSError as error:
        # A full disk may have room again; a window or a reader that is gone does not come back,
        # and what is still to be flushed would only complain of it in the end.
        if error.errno in (EPIPE, EIO):
            with suppress(OSError, ValueError), open(os.devnull, "w", encoding="utf-8") as nothing:  # noqa: PTH123
                os.dup2(nothing.fileno(), sys.stdout.fileno())
