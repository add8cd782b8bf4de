"""Shows the page in this machine's browser, if it has one with windows."""

import os
import sys
import webbrowser

_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY")
"""Without one of these, Linux knows only browsers that would take over the terminal."""


def show_in_browser(url: str) -> bool:
    """Opens the page; False where there is nothing to open it in, which is no fault."""
    has_windows = not sys.platform.startswith("linux") or any(map(os.environ.get, _SCREENS))
    return has_windows and webbrowser.open(url)
