"""Rows in DynamoDB's own notation: items, and the updates that make them grow."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from skill.store.owner import account_of, key_of
from skill.store.rows import Row, Value

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef

TABLE_KEYS = ("pk", "sk")
"""The attributes of an item that are its key and no part of its row."""


def key(user: str, row_key: str) -> dict[str, Any]:
    """The key of a row in the one table."""
    return {"pk": attribute(f"USER#{account_of(user)}"), "sk": attribute(key_of(user, row_key))}


def own_key(name: str) -> dict[str, Any]:
    """The key of a row that is about no person whom we know."""
    return {"pk": attribute(name), "sk": attribute("SELF")}


def user(item: Mapping[str, Any]) -> str:
    """Whose row an item is."""
    return str(item["pk"]["S"]).removeprefix("USER#")


def attribute(value: Value) -> "AttributeValueTypeDef":
    """A value in DynamoDB's notation. Sets are never empty there."""
    match value:
        case bool():
            return {"BOOL": value}
        case int():
            return {"N": str(value)}
        case str():
            return {"S": value}
    if all(isinstance(member, int) for member in value):
        return {"NS": [str(member) for member in sorted(value)]}
    return {"SS": [str(member) for member in sorted(value)]}


def row(item: Mapping[str, Any]) -> Row:
    """The row of an item, without its key; attributes of kinds that we never write are left."""
    return {
        name: _READ[kind](value)
        for name, notation in item.items()
        for kind, value in notation.items()
        if name not in TABLE_KEYS and kind in _READ
    }


_READ: dict[str, Callable[[Any], Value]] = {
    "BOOL": bool,
    "N": int,
    "S": str,
    "NS": lambda members: frozenset(int(member) for member in members),
    "SS": frozenset,
}


@dataclass(frozen=True, slots=True)
class Update:
    """What one UpdateItem does to a row. All of it happens, or none."""

    put: Mapping[str, Value] = field(default_factory=dict)
    """Facts that take the place of what is there."""
    keep: Mapping[str, Value] = field(default_factory=dict)
    """Facts that yield to what is there."""
    grow: Mapping[str, Value] = field(default_factory=dict)
    """Members to add to sets, and amounts to add to numbers."""
    drop: Iterable[str] = ()
    """Facts to take away."""
    only_if: str = ""
    """A condition on what is there, where `#name` is a fact and `:name` a value of this update."""
    given: Mapping[str, Value] = field(default_factory=dict)
    """Further values that the condition speaks of."""

    def arguments(self) -> dict[str, Any]:
        """The arguments of `update_item`. Every name is an alias: many a plain one is reserved."""
        sets = [
            *(f"#{name} = :{name}" for name in self.put),
            *(f"#{name} = if_not_exists(#{name}, :{name})" for name in self.keep),
        ]
        clauses = {
            "SET": sets,
            "ADD": [f"#{name} :{name}" for name in self.grow],
            "REMOVE": [f"#{name}" for name in self.drop],
        }
        values = {**self.put, **self.keep, **self.grow}
        arguments: dict[str, Any] = {
            "UpdateExpression": " ".join(
                f"{verb} {', '.join(parts)}" for verb, parts in clauses.items() if parts
            ),
            "ExpressionAttributeNames": {f"#{name}": name for name in (*values, *self.drop)},
            "ExpressionAttributeValues": {
                f":{name}": attribute(value) for name, value in {**values, **self.given}.items()
            },
        }
        if self.only_if:
            arguments["ConditionExpression"] = self.only_if
        return arguments
