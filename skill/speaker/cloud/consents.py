"""What the person has allowed the skill."""

from collections.abc import Sequence

from skill.speaker.cloud.ledger import Kind, Ledger, Row
from skill.speaker.cloud.scopes import ASKED_OF_PEOPLE, NOTIFICATIONS
from skill.speaker.device.profile import Json

MESSAGE_ALERT = "AMAZON.MessageAlert.Activated"
_SKILL = "My Back Routine"


class Consents:
    """Consents, and how they are asked for and told of."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def are_granted(self, scopes: Sequence[str]) -> bool:
        """Whether all of these are allowed."""
        decided = self._decided()
        return all(decided.get(scope, False) for scope in scopes)

    def permissions(self) -> Json:
        """`context.System.user.permissions`: what was decided; nothing before that."""
        scopes = {
            scope: {"status": "GRANTED" if is_granted else "DENIED"}
            for scope, is_granted in self._decided().items()
        }
        return {"scopes": scopes} if scopes else {}

    def question(self, scopes: Sequence[str]) -> str:
        """How Alexa asks for them: DOC/smapi/voice-permissions-for-reminders.html."""
        wanted = " and ".join(ASKED_OF_PEOPLE.get(scope, scope) for scope in scopes)
        return f"Do you give {_SKILL} permission to {wanted}? You can say I approve or no."

    def decide(self, scopes: Sequence[str], *, granted: bool) -> list[Json]:
        """Keeps what the person decided.

        Returns:
            The requests that the skill is told of it with; none when nothing has changed.
        """
        before = self._decided()
        changed = [scope for scope in scopes if before.get(scope, False) != granted]
        for scope in scopes:
            self._ledger.put(Row(Kind.CONSENT, scope, {"granted": granted}))
        if not changed:
            return []
        return self._told(is_first=not any(before.values()), changed=changed)

    def _told(self, *, is_first: bool, changed: Sequence[str]) -> list[Json]:
        granted = [scope for scope, is_granted in self._decided().items() if is_granted]
        kind = "SkillPermissionAccepted" if is_first else "SkillPermissionChanged"
        body = {"acceptedPermissions": [{"scope": scope} for scope in granted]} if granted else {}
        told: list[Json] = [{"type": f"AlexaSkillEvent.{kind}", "body": body}]
        if NOTIFICATIONS in changed:
            names = [{"eventName": MESSAGE_ALERT}] if NOTIFICATIONS in granted else []
            told.append(
                {
                    "type": "AlexaSkillEvent.ProactiveSubscriptionChanged",
                    "body": {"subscriptions": names},
                }
            )
        return told

    def _decided(self) -> dict[str, bool]:
        return {row.id: bool(row.body["granted"]) for row in self._ledger.rows(Kind.CONSENT)}
