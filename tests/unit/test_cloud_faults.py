"""Faults of Alexa's services that can be asked for."""

import pytest

from skill.speaker.cloud.faults import FaultError, Faults, read_faults
from skill.speaker.cloud.refusal import RefusalError


def test_faults_are_read_as_they_are_written():
    faults = read_faults(("reminders=429", "slow=1.5s"))
    assert dict(faults.statuses) == {"reminders": 429}
    assert (faults.slow_ms, faults.is_down) == (1_500, False)
    assert read_faults(("slow=20ms",)).slow_ms == 20
    assert read_faults(()) == Faults()


@pytest.mark.parametrize("text", ["reminders", "reminders=200", "tea=429", "slow=5", "up", "slow="])
def test_a_fault_that_there_is_not_says_which_there_are(text):
    with pytest.raises(FaultError, match="reminders=429"):
        read_faults((text,))


def test_a_fault_lies_on_its_service_only():
    faults = read_faults(("reminders=429",))
    faults.meet("timers")
    with pytest.raises(RefusalError) as caught:
        faults.meet("reminders")
    assert caught.value.status == 429


def test_down_is_everything():
    with pytest.raises(RefusalError) as caught:
        read_faults(("down",)).meet("settings")
    assert caught.value.status == 503
