"""Items: rows in DynamoDB's own notation, and updates that make them grow."""

import pytest

from skill.store.items import Update, attribute, key, row

ROW = {
    "head": "1.2",
    "minutes": 12,
    "shared": False,
    "done": frozenset({0, 10, 9}),
    "left_out": frozenset({"squat", "cat-cow"}),
}


def test_a_row_comes_back_from_its_item_without_the_key():
    item = key("amzn1.x", "PROFILE") | {name: attribute(value) for name, value in ROW.items()}

    assert row(item) == ROW


def test_a_key_is_the_user_and_what_is_kept_of_them():
    assert key("amzn1.x", "PROFILE") == {"pk": {"S": "USER#amzn1.x"}, "sk": {"S": "PROFILE"}}


@pytest.mark.parametrize(
    ("value", "notation"),
    [
        (True, {"BOOL": True}),
        (1, {"N": "1"}),
        ("1", {"S": "1"}),
        (frozenset({10, 9}), {"NS": ["9", "10"]}),
        (frozenset({"b", "a"}), {"SS": ["a", "b"]}),
    ],
)
def test_each_kind_of_value_has_its_notation(value, notation):
    assert attribute(value) == notation


def test_an_attribute_of_a_kind_that_is_never_written_is_left_alone():
    assert row({"expires": {"NULL": True}, "zone": {"S": "Asia/Tokyo"}}) == {"zone": "Asia/Tokyo"}


def test_an_update_names_all_it_touches_by_aliases():
    update = Update(
        put={"head": "2"},
        keep={"kind": "routine"},
        grow={"done": frozenset({1})},
        drop=["zone"],
        only_if="#head <= :head AND #kind = :seen",
        given={"seen": "stretch"},
    )

    assert update.arguments() == {
        "UpdateExpression": (
            "SET #head = :head, #kind = if_not_exists(#kind, :kind) ADD #done :done REMOVE #zone"
        ),
        "ConditionExpression": "#head <= :head AND #kind = :seen",
        "ExpressionAttributeNames": {
            "#head": "head",
            "#kind": "kind",
            "#done": "done",
            "#zone": "zone",
        },
        "ExpressionAttributeValues": {
            ":head": {"S": "2"},
            ":kind": {"S": "routine"},
            ":done": {"NS": ["1"]},
            ":seen": {"S": "stretch"},
        },
    }
