# ruff: noqa: INP001 - a script, run in an environment that has nothing of ours
"""Expand the SAM template to CloudFormation, as AWS does on deployment, without an account.

Run by `make infra` in a virtual environment of its own: transform.py TEMPLATE RESULT.
"""

import json
import sys
from pathlib import Path

from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

# What `sam deploy` puts in place of a path: where it uploaded the bundle to.
UPLOADED = "s3://bucket/bundle.zip"


class NoManagedPolicies:
    """The template names none: every role is written out."""

    def load(self) -> dict[str, str]:
        """ARNs by name."""
        return {}


def main(template_file: str, result_file: str) -> None:
    """Write the result as JSON, which has no anchors and no short forms."""
    template = yaml_parse(Path(template_file).read_text(encoding="utf-8"))
    template["Globals"]["Function"]["CodeUri"] = UPLOADED
    result = transform(template, {}, NoManagedPolicies())
    Path(result_file).write_text(json.dumps(result, indent=1, default=str), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
