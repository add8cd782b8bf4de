"""Are bodies of requests as Amazon documents them? Their JSON schemas say."""

import json
from functools import cache
from pathlib import Path
from typing import cast

from flask import request
from jsonschema import Draft202012Validator

from skill.speaker.cloud.refusal import not_valid
from skill.speaker.device.profile import Json

_SCHEMAS = Path(__file__).parent / "schema"


def body_as(shape: str) -> Json:
    """The body of the present request, which must have a shape; see the folder `schema`.

    Raises:
        RefusalError: 400, when it is no JSON or of another shape; it names the place.
    """
    body = request.get_json(force=True, silent=True)
    for error in sorted(_validator(shape).iter_errors(body), key=lambda e: list(map(str, e.path))):
        place = ".".join(str(part) for part in error.absolute_path) or "the body"
        raise not_valid(f"{place}: {error.message}")
    return cast("Json", body)


@cache
def _validator(shape: str) -> Draft202012Validator:
    schema = json.loads((_SCHEMAS / f"{shape}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)
