"""The player of a device, second by second."""

from skill.speaker.device.playback import Activity, Behavior, HappeningKind, Stream
from skill.speaker.device.player import Player

STARTED, NEARLY = HappeningKind.STARTED, HappeningKind.NEARLY_FINISHED
FINISHED, STOPPED, FAILED = HappeningKind.FINISHED, HappeningKind.STOPPED, HappeningKind.FAILED


def stream(token="a", length_ms=60_000, offset_ms=0, after=None):
    return Stream(token, f"http://127.0.0.1/{token}.mp3", offset_ms, length_ms, after)


def told(happenings):
    return [(h.kind, h.stream.token, h.offset_ms) for h in happenings]


def playing(a_stream=None, at_ms=0):
    player = Player(nearly_finished_after_ms=5_000)
    player.play(a_stream or stream(), Behavior.REPLACE_ALL, at_ms)
    return player


def run_until(player, end_ms):
    happened = []
    while (due_ms := player.due_ms()) is not None and due_ms <= end_ms:
        happened += player.run(due_ms)
    return happened


def test_a_new_player_is_idle_and_names_no_token():
    state = Player().state(0)
    assert (state.token, state.offset_ms, state.activity) == (None, 0, Activity.IDLE)


def test_a_stream_starts_asks_for_the_next_and_finishes():
    player = Player(nearly_finished_after_ms=5_000)
    happened = player.play(stream(), Behavior.REPLACE_ALL, 1_000)
    happened += run_until(player, 100_000)
    assert told(happened) == [(STARTED, "a", 0), (NEARLY, "a", 5_000), (FINISHED, "a", 60_000)]
    assert [h.at_ms for h in happened] == [1_000, 6_000, 61_000]
    assert player.state(99_000).activity is Activity.FINISHED


def test_a_short_stream_asks_for_the_next_half_way_through():
    player = playing(stream(length_ms=4_000))
    assert told(run_until(player, 3_000)) == [(NEARLY, "a", 2_000)]


def test_what_was_enqueued_follows_at_once():
    player = playing()
    player.play(stream("b", after="a"), Behavior.ENQUEUE, 6_000)
    assert told(run_until(player, 60_000)) == [(FINISHED, "a", 60_000), (STARTED, "b", 0)]


def test_an_enqueue_for_another_stream_than_the_last_in_line_is_ignored():
    player = playing()
    assert player.play(stream("b", after="z"), Behavior.ENQUEUE, 1_000) == []
    assert told(run_until(player, 60_000))[-1] == (FINISHED, "a", 60_000)


def test_the_same_enqueue_twice_plays_once():
    player = playing()
    for at_ms in (5_000, 5_001):
        player.play(stream("b", after="a"), Behavior.ENQUEUE, at_ms)
    happened = run_until(player, 300_000)
    assert [token for kind, token, _ in told(happened) if kind is STARTED] == ["b"]


def test_an_enqueue_that_comes_after_the_end_starts_at_once():
    player = playing()
    run_until(player, 60_000)
    happened = player.play(stream("b", after="a"), Behavior.ENQUEUE, 61_000)
    assert told(happened) == [(STARTED, "b", 0)]


def test_replace_all_stops_what_plays_and_empties_the_queue():
    player = playing()
    player.play(stream("b", after="a"), Behavior.ENQUEUE, 5_000)
    happened = player.play(stream("c"), Behavior.REPLACE_ALL, 10_000)
    assert told(happened) == [(STOPPED, "a", 10_000), (STARTED, "c", 0)]
    assert told(run_until(player, 300_000))[-1] == (FINISHED, "c", 60_000)


def test_replace_enqueued_lets_the_current_stream_play_on():
    player = playing()
    player.play(stream("b", after="a"), Behavior.ENQUEUE, 5_000)
    assert player.play(stream("c"), Behavior.REPLACE_ENQUEUED, 10_000) == []
    assert (STARTED, "c", 0) in told(run_until(player, 70_000))


def test_a_voice_request_holds_the_stream_and_it_goes_on_by_itself():
    player = playing()
    assert told(player.hold(20_000)) == [(STOPPED, "a", 20_000)]
    assert player.is_waiting
    assert told(player.release(30_000)) == [(STARTED, "a", 20_000)]
    happened = run_until(player, 300_000)
    assert [(h.kind, h.from_ms, h.at_ms) for h in happened][-1] == (FINISHED, 20_000, 70_000)


def test_a_stream_held_before_it_asked_for_the_next_asks_once_it_goes_on():
    player = playing()
    player.hold(2_000)
    player.release(10_000)
    assert told(run_until(player, 20_000)) == [(NEARLY, "a", 5_000)]


def test_a_stream_that_has_asked_does_not_ask_again_when_it_goes_on():
    player = playing()
    run_until(player, 6_000)
    player.hold(6_000)
    player.release(7_000)
    assert told(run_until(player, 30_000)) == []


def test_a_stop_to_a_held_stream_is_not_told_a_second_time():
    player = playing()
    player.hold(20_000)
    assert player.stop(20_000) == []
    assert player.release(25_000) == []
    assert player.state(90_000).offset_ms == 20_000


def test_a_play_while_held_waits_for_the_talk_to_end():
    player = playing()
    player.hold(20_000)
    assert player.play(stream("b", offset_ms=7_000), Behavior.REPLACE_ALL, 21_000) == []
    assert told(player.release(25_000)) == [(STARTED, "b", 7_000)]


def test_stop_keeps_the_queue_and_clear_all_empties_it():
    player = playing()
    player.play(stream("b", after="a"), Behavior.ENQUEUE, 5_000)
    player.stop(6_000)
    assert player.play(stream("c", after="a"), Behavior.ENQUEUE, 7_000) == []
    player.clear(everything=True, at_ms=8_000)
    assert told(player.play(stream("c", after="a"), Behavior.ENQUEUE, 9_000)) == [(STARTED, "c", 0)]


def test_clearing_what_is_enqueued_lets_the_current_stream_play_on():
    player = playing()
    player.play(stream("b", after="a"), Behavior.ENQUEUE, 5_000)
    assert player.clear(everything=False, at_ms=6_000) == []
    assert told(run_until(player, 300_000))[-1] == (FINISHED, "a", 60_000)


def test_a_stream_that_does_not_load_fails_and_the_next_one_plays():
    player = playing(stream(length_ms=None))
    player.play(stream("b", after="a"), Behavior.ENQUEUE, 100)
    assert told(run_until(player, 1_000)) == [(FAILED, "a", 0), (STARTED, "b", 0)]


def test_a_stream_asked_to_begin_beyond_its_end_is_over_in_no_time():
    player = playing(stream(offset_ms=70_000))
    assert told(run_until(player, 100)) == [(NEARLY, "a", 70_000), (FINISHED, "a", 70_000)]


def test_power_lost_tells_what_was_heard():
    heard = playing().silence(12_000)
    assert heard is not None
    assert (heard.from_ms, heard.offset_ms) == (0, 12_000)
    assert Player().silence(0) is None
