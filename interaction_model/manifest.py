"""The skill's manifest: what the store shows, and what the skill may do.

Shape: DOC/smapi/skill-manifest.html.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from interaction_model.source import Source
from interaction_model.tasks import Task, declared

Json: TypeAlias = dict[str, Any]

STORE = Path(__file__).parent / "source" / "store.yaml"
"""What the store shows."""


PERMISSIONS = (
    "alexa::alerts:reminders:skill:readwrite",
    "alexa::alerts:timers:skill:readwrite",
    "alexa::devices:all:notifications:write",
)
"""What the skill may ask people to allow."""
SUBSCRIPTIONS = ("SKILL_DISABLED", "SKILL_PROACTIVE_SUBSCRIPTION_CHANGED")
"""Events that the skill is told of: whoever disables it has what is kept of them deleted; whoever
switches notifications off gets none."""
PUBLICATIONS = ("AMAZON.MessageAlert.Activated",)
"""Events that the skill sends: DOC/smapi/schemas-for-proactive-events.html."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """What only the one who publishes the skill knows; what is not known yet is left out."""

    endpoint: str | None = None
    """The ARN of the Lambda function, or the https address, that answers. Amazon refuses an
    endpoint without an address, and events without an endpoint
    (github.com/alexa/ask-cli/issues/47)."""
    privacy_url: str | None = None
    """Where the privacy policy is to be read; certification wants it, as there are permissions."""
    icons_url: str | None = None
    """Where the files of `interaction_model/icons` are to be fetched, ending in a slash."""


def manifest_of(source: Source, tasks: Iterable[Task], addresses: Addresses = Addresses()) -> Json:
    """The manifest.

    Args:
        source: the source of a language.
        tasks: what can be asked of the skill without a word.
        addresses: what is known of where the skill and its papers are.
    """
    endpoint = addresses.endpoint
    store = yaml.load(STORE.read_bytes(), Loader=yaml.CSafeLoader)
    custom: Json = {"interfaces": [{"type": "AUDIO_PLAYER"}], "tasks": declared(tasks)}
    manifest: Json = {
        "manifest": {
            "manifestVersion": "1.0",
            "publishingInformation": {
                "locales": {
                    locale: _shown(store, locale, source.invocation.name)
                    | _icons(addresses.icons_url)
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
                **_privacy(addresses.privacy_url, source.locales),
            },
            # Asked for only once somebody wants a reminder, a timer or notifications.
            "permissions": [{"name": name} for name in PERMISSIONS],
            "apis": {"custom": custom},
        }
    }
    if endpoint is not None:
        custom["endpoint"] = _endpoint(endpoint)
        manifest["manifest"]["events"] = {
            "endpoint": _endpoint(endpoint),
            "subscriptions": [{"eventName": name} for name in SUBSCRIPTIONS],
            "publications": [{"eventName": name} for name in PUBLICATIONS],
        }
    return manifest


def _endpoint(uri: str) -> Json:
    """A function of Lambda needs no certificate; one of our own must be a trusted one."""
    return (
        {"uri": uri, "sslCertificateType": "Trusted"} if uri.startswith("https") else {"uri": uri}
    )


def _icons(url: str | None) -> Json:
    """Small and large, in the sizes that Amazon wants: 108 and 512 pixels."""
    if url is None:
        return {}
    return {"smallIconUri": f"{url}icon-108.png", "largeIconUri": f"{url}icon-512.png"}


def _privacy(url: str | None, locales: Iterable[str]) -> Json:
    if url is None:
        return {}
    return {"locales": {locale: {"privacyPolicyUrl": url} for locale in locales}}


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
