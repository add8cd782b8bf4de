"""What the browser tells the speaker as a device, and follows of it."""

from collections.abc import Callable, Iterator
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, abort, request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, ServiceUnavailable

from skill.speaker.device.device import Button
from skill.speaker.page import page_loop
from skill.speaker.page.page_context import PageContext
from skill.speaker.page.player import Report, Sounding

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

_BUTTONS = {button.name.lower(): button for button in Button}
_DONE = "", 204
_MOST_CHARACTERS = 1_000
"""A minute of talk; Alexa herself takes far less for one sentence."""
_MOST_TOLD_BYTES = 64 * 1024
_MOST_PAGES = 10
"""Open at a time. Each keeps a thread, and of these some must be left to answer."""


def device_routes(site: PageContext) -> Blueprint:
    """A page's part as a device: it follows scenes, and tells of sentences, buttons and sound."""
    routes = Blueprint("device", __name__, url_prefix="/speaker")
    seats = BoundedSemaphore(_MOST_PAGES)

    @routes.get("/events")
    def events() -> Response:
        page = request.args.get("page", "")
        if not page:
            raise BadRequest("a page names itself")
        if not seats.acquire(blocking=False):
            raise ServiceUnavailable("too many pages are open: close some")
        response = Response(
            _following(site, page),
            mimetype="text/event-stream",
            headers={"Cache-Control": "no-store"},
        )
        response.call_on_close(seats.release)
        return response

    @routes.get("/speech/<name>.wav")
    def speech(name: str) -> Response:
        return Response(site.clip(name) or abort(404), mimetype="audio/wav")

    @routes.post("/<any(said, pressed, sounded, awaited, left):what>")
    def told(what: str) -> "ResponseReturnValue":
        page = _text("page")
        if _told().get("play") is not None:
            site.put(page_loop.Reported(page, _report()))
        item = _ITEMS[what](page)
        if item is not None:
            site.put(item)
        return _DONE

    return routes


def _said(page: str) -> page_loop.Item:
    return page_loop.Spoken(page, _text("text"), _confidence())


def _pressed(page: str) -> page_loop.Item:
    if _text("button") not in _BUTTONS:
        raise BadRequest(f"the buttons are {', '.join(_BUTTONS)}")
    return page_loop.Pressed(page, _BUTTONS[_text("button")])


def _sounded(_: str) -> None:
    """The report that came with it says all."""


def _awaited(_: str) -> page_loop.Item:
    return page_loop.Awaited(is_awaited=bool(_told().get("on")))


_ITEMS: dict[str, Callable[[str], page_loop.Item | None]] = {
    "said": _said,
    "pressed": _pressed,
    "sounded": _sounded,
    "awaited": _awaited,
    "left": page_loop.Went,
}


def _report() -> Report:
    """Where the page's sound was as it told of something."""
    told = _told()
    try:
        return Report(
            play=int(told["play"]),
            sounding=Sounding(told["sounding"]),
            offset_ms=max(0, round(float(told["offset_ms"]))),
        )
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise BadRequest("a report has play, sounding and offset_ms") from error


def _following(site: PageContext, page: str) -> Iterator[str]:
    """Server-sent events: each scene, and a comment now and then that finds out who left."""
    site.put(page_loop.Came(page))
    try:
        yield "retry: 500\n\n"
        for scene in site.bulletin.follow():
            yield f"data: {scene}\n\n" if scene else ":\n\n"
    finally:
        site.put(page_loop.Went(page))


def _text(name: str) -> str:
    value = _told().get(name)
    if not isinstance(value, str) or not value.strip():
        raise BadRequest(f"{name} is missing")
    if len(value) > _MOST_CHARACTERS:
        raise BadRequest(f"{name} is longer than anything that is said")
    return value.strip()


def _confidence() -> float:
    """How surely a sentence was said; one that was typed or tapped comes without, and is sure."""
    value = _told().get("confidence", 1)
    if not isinstance(value, int | float) or not 0 <= value <= 1:
        raise BadRequest("confidence is 0 to 1")
    return float(value)


def _told() -> dict[str, Any]:
    """The JSON object that was sent; a beacon sends it as plain text."""
    if (request.content_length or 0) > _MOST_TOLD_BYTES:
        raise RequestEntityTooLarge
    try:
        told = request.get_json(force=True)
    except RecursionError as error:
        raise BadRequest("a JSON object is wanted") from error
    if not isinstance(told, dict):
        raise BadRequest("a JSON object is wanted")
    return told
