"""The drawings: every exercise has one, and a page or a screen can show it as it stands."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from skill.content import load
from skill.content.files import ROOT

PICTURES = ROOT / "pictures"
EXERCISES = sorted(load("en-US").catalog)
SVG = "{http://www.w3.org/2000/svg}"


def drawing(exercise: str) -> ET.Element:
    return ET.fromstring(text(exercise))


def text(exercise: str) -> str:
    return path(exercise).read_text(encoding="utf-8")


def path(exercise: str) -> Path:
    return PICTURES / f"{exercise}.svg"


def test_every_exercise_has_its_picture_and_every_picture_its_exercise():
    assert sorted(file.stem for file in PICTURES.glob("*.svg")) == EXERCISES


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_picture_is_drawn_for_a_wide_screen(exercise):
    assert drawing(exercise).tag == f"{SVG}svg"
    assert drawing(exercise).get("viewBox") == "0 0 800 450"


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_picture_tells_where_its_poses_are_and_the_side_it_is_drawn_for(exercise):
    each_side = load("en-US").catalog[exercise].each_side
    assert drawing(exercise).get("data-poses") in {"across", "stacked", "one"}
    assert drawing(exercise).get("data-drawn") in ({"left", "right"} if each_side else {None})


@pytest.mark.parametrize("exercise", EXERCISES)
def test_who_cannot_see_it_is_told_what_it_shows(exercise):
    root = drawing(exercise)
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert desc is not None
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert load("en-US").name(exercise) in (title.text or "").lower()
    assert len((desc.text or "").split()) >= 15


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_picture_holds_shapes_only(exercise):
    shapes = {"svg", "title", "desc", "g", "path", "circle", "rect"}
    assert {element.tag.removeprefix(SVG) for element in drawing(exercise).iter()} <= shapes


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_picture_asks_for_nothing_from_elsewhere_and_runs_nothing(exercise):
    names = {name for element in drawing(exercise).iter() for name in element.attrib}
    assert not [name for name in names if name.startswith("on") or name.endswith("href")]
    outside = text(exercise).replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not re.search(r"https?:|url\(|<!|@import", outside)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_picture_loads_at_once(exercise):
    assert path(exercise).stat().st_size < 8_000


@pytest.mark.parametrize("exercise", EXERCISES)
def test_several_pictures_share_a_page_without_a_clash_of_ids(exercise):
    ids = [element.get("id", "") for element in drawing(exercise).iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert all(name.startswith(f"{exercise}-") for name in ids)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_page_sets_every_color_and_without_a_page_there_is_one(exercise):
    for element in drawing(exercise).iter():
        plain = {name: element.get(name) for name in ("fill", "stroke")}
        themed = dict(re.findall(r"(fill|stroke):var\(--[a-z]+,(#[0-9a-f]{6})\)", style(element)))
        assert {name: color for name, color in plain.items() if color not in {None, "none"}} == (
            themed
        )


def style(element: ET.Element) -> str:
    return element.get("style", "")


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_figure_the_movement_and_the_floor_are_all_there(exercise):
    assert set(re.findall(r"var\(--([a-z]+),", text(exercise))) >= {
        "accent",
        "figure",
        "floor",
        "panel",
    }
