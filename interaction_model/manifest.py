"""The skill's manifest: what the store shows, and what the skill may do.

Shape: DOC/smapi/skill-manifest.html.
"""

from pathlib import Path
from typing import Any, TypeAlias

import yaml

from interaction_model.source import Source

Json: TypeAlias = dict[str, Any]

STORE = Path(__file__).parent / "source" / "store.yaml"
"""What the store shows."""


def manifest_of(source: Source) -> Json:
    """The manifest. Its endpoints are left out: the deployment fills them in."""
    store = yaml.load(STORE.read_bytes(), Loader=yaml.CSafeLoader)
    return {
        "manifest": {
            "manifestVersion": "1.0",
            "publishingInformation": {
                "locales": {
                    locale: _shown(store, locale, source.invocation.name)
                    for locale in source.locales
                },
                "category": store["category"],
                "isAvailableWorldwide": True,
                "distributionMode": "PUBLIC",
                "testingInstructions": store["testing_instructions"],
            },
            "privacyAndCompliance": {
                "allowsPurchases": False,
                "containsAds": False,
                "isChildDirected": False,
                "isExportCompliant": True,
                # What is kept is what was done, by Alexa's own id, which names nobody.
                "usesPersonalInfo": False,
                # Means handling under HIPAA: nothing about a person's health is kept.
                "usesHealthInfo": False,
            },
            # Nothing of the account is used; the reminders will bring theirs.
            "permissions": [],
            "apis": {"custom": {"interfaces": [{"type": "AUDIO_PLAYER"}]}},
            # Whoever disables the skill has what is kept of them deleted.
            "events": {"subscriptions": [{"eventName": "SKILL_DISABLED"}]},
        }
    }


def _shown(store: Json, locale: str, invocation: str) -> Json:
    shown = store[locale.partition("-")[0]] | store.get("locales", {}).get(locale, {})
    phrases = [f"Alexa, {said.format(invocation=invocation)}" for said in shown["examples"]]
    return {
        "name": shown["name"],
        "summary": shown["summary"],
        "description": shown["description"],
        "keywords": shown["keywords"],
        "examplePhrases": phrases,
    }
