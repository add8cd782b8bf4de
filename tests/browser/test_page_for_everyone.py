"""The page for every screen, every light, every hand and every ear."""

import os
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
SCHEMES = ("light", "dark")
SERIOUS = {"serious", "critical"}


@pytest.fixture(scope="session")
def axe(skip_without):
    """The source of axe-core, from npm."""
    modules = Path(os.environ.get("NODE_MODULES", ROOT / "build/npm/node_modules"))
    path = modules / "axe-core/axe.min.js"
    if not path.exists():
        skip_without("no axe-core: npm install --prefix build/npm axe-core")
    return path.read_text(encoding="utf-8")


def found_by(axe, page):
    """What axe finds of weight, in the light and in the dark."""
    found = []
    page.tab.evaluate(axe)
    for scheme in SCHEMES:
        page.in_light(scheme)
        results = page.tab.evaluate("axe.run({resultTypes: ['violations']})")
        found += [
            (scheme, fault["id"], fault["impact"], [node["target"] for node in fault["nodes"]])
            for fault in results["violations"]
            if fault["impact"] in SERIOUS
        ]
    return found


def test_axe_finds_nothing_serious(axe, open_page, speaker):
    speaker.has_a_history()
    page = open_page(reduced_motion="reduce")  # colors that fade into each other are none yet
    assert found_by(axe, page) == []
    page.tab.click("summary")
    page.tab.wait_for_selector("#wishes-form")
    assert found_by(axe, page) == []
    page.tab.click("#forget")
    assert found_by(axe, page) == []
    page.tab.click("#sure [value=keep]")
    page.play_routine()
    assert found_by(axe, page) == []
    page.press("pause")
    page.until_ring("paused")
    assert found_by(axe, page) == []
    page.tab.click("#hurts")
    page.tab.wait_for_selector("#answers button")
    assert found_by(axe, page) == []


def test_axe_finds_nothing_serious_where_consents_are_given(axe, open_page):
    page = open_page(320, 640)
    page.tab.goto(f"{page.tab.url}app")
    assert found_by(axe, page) == []
    assert not page.is_sideways()
    page.in_light("light")
    page.shoot("services-320", whole=True)


@pytest.mark.parametrize(("width", "height"), [(320, 640), (768, 1024), (1920, 1080)])
def test_no_width_needs_scrolling_sideways(open_page, speaker, width, height):
    speaker.has_a_history()
    page = open_page(width, height)
    page.tab.click("summary")
    page.tab.wait_for_selector("#wishes-form")
    assert not page.is_sideways()
    page.play_routine()
    assert not page.is_sideways()
    page.shoot(f"playing-{width}")


def test_nothing_moves_for_who_wants_it_still(open_page):
    page = open_page(reduced_motion="reduce")
    page.say("delete my data")
    page.until_ring("speaking")
    style = "getComputedStyle(document.querySelector('.halo')).animationName"
    assert page.tab.evaluate(style) == "none"


def test_the_keyboard_alone_does_all(page, speaker):
    speaker.knows_the_person()
    keys = page.tab.keyboard
    page.tab.focus("#sentence")
    keys.type("start my back routine")
    keys.press("Enter")
    page.until_sounding()
    page.tab.focus("#play-pause")
    keys.press("Enter")
    page.until_ring("paused")
    page.tab.focus("summary")
    keys.press("Enter")
    page.tab.focus("#minutes")
    keys.type("9")
    keys.press("Enter")
    page.tab.wait_for_selector("#wishes-form [role=status]:has-text('Kept')")
    assert speaker.wishes.minutes == 9


def test_every_focus_is_seen(page):
    unseen = page.tab.evaluate(
        """() => [...document.querySelectorAll('button, summary, a')]
             .filter((each) => each.checkVisibility())
             .filter((each) => { each.focus({focusVisible: true});
               return getComputedStyle(each).outlineStyle === 'none'; })
             .map((each) => each.outerHTML)"""
    )
    assert unseen == []
