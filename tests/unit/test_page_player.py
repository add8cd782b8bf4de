"""The player whose sound a browser makes."""

from skill.speaker.device.playback import Behavior, HappeningKind, Stream
from skill.speaker.page.player import GIVES_UP_AFTER_MS, PagePlayer, Report, Sounding


def stream(token="a", length_ms=60_000, offset_ms=0, previous=None):
    return Stream(token, f"http://127.0.0.1/{token}.mp3", offset_ms, length_ms, previous)


def playing(player=None, **about):
    """A player whose browser plays."""
    player = player or PagePlayer()
    player.play(stream(**about), Behavior.REPLACE_ALL, 0)
    tell(player, Sounding.PLAYING, about.get("offset_ms", 0))
    run(player)
    return player


def tell(player, sounding, offset_ms, play=None):
    player.take(Report(play or player.playing.play, sounding, offset_ms))


def run(player, at_ms=1):
    happened = []
    while (due_ms := player.due_ms()) is not None and due_ms <= at_ms:
        happened += player.run(at_ms)
    return [(each.kind, each.offset_ms) for each in happened]


def test_a_stream_has_started_when_the_browser_says_so():
    player = PagePlayer()
    player.play(stream(offset_ms=7_000), Behavior.REPLACE_ALL, 0)
    assert run(player) == []
    assert player.playing.from_ms == 7_000
    tell(player, Sounding.PLAYING, 7_010)
    assert run(player) == [(HappeningKind.STARTED, 7_010)]


def test_time_alone_moves_nothing():
    player = playing()
    assert player.state(90_000).offset_ms == 0
    assert run(player, at_ms=90_000) == []


def test_stopping_tells_the_offset_that_was_reported():
    player = playing()
    tell(player, Sounding.PLAYING, 4_321)
    assert [each.offset_ms for each in player.stop(50_000)] == [4_321]
    assert player.playing is None


def test_the_next_stream_is_asked_for_once_some_of_this_was_heard():
    player = playing()
    tell(player, Sounding.PLAYING, 4_999)
    assert run(player) == []
    tell(player, Sounding.PLAYING, 5_100)
    assert run(player) == [(HappeningKind.NEARLY_FINISHED, 5_100)]
    assert run(player) == []


def test_an_end_that_comes_before_all_reports_is_an_end_all_the_same():
    player = playing()
    tell(player, Sounding.ENDED, 60_030)
    assert run(player) == [
        (HappeningKind.NEARLY_FINISHED, 60_000),
        (HappeningKind.FINISHED, 60_000),
    ]


def test_after_an_end_the_next_stream_begins_and_waits_for_the_browser():
    player = playing()
    player.play(stream("b", previous="a"), Behavior.ENQUEUE, 1)
    tell(player, Sounding.ENDED, 60_000)
    assert run(player) == [(HappeningKind.FINISHED, 60_000)]
    assert player.playing.url.endswith("/b.mp3")
    tell(player, Sounding.PLAYING, 0)
    assert run(player) == [(HappeningKind.STARTED, 0)]


def test_a_report_about_an_earlier_play_tells_nothing():
    player = playing()
    first = player.playing.play
    playing(player, token="b")
    tell(player, Sounding.ENDED, 60_000, play=first)
    assert run(player) == []


def test_what_the_browser_cannot_play_has_failed():
    player = PagePlayer()
    player.play(stream(), Behavior.REPLACE_ALL, 0)
    tell(player, Sounding.FAILED, 0)
    assert run(player) == [(HappeningKind.FAILED, 0)]


def test_a_browser_that_never_begins_has_failed():
    player = PagePlayer()
    player.play(stream(), Behavior.REPLACE_ALL, 0)
    assert run(player, at_ms=GIVES_UP_AFTER_MS - 1) == []
    assert run(player, at_ms=GIVES_UP_AFTER_MS) == [(HappeningKind.FAILED, 0)]


def test_a_stream_held_back_goes_on_from_where_it_stood():
    player = playing()
    tell(player, Sounding.PLAYING, 9_000)
    player.hold(2)
    assert player.playing is None
    player.release(3)
    assert player.playing.from_ms == 9_000
    tell(player, Sounding.PLAYING, 9_000)
    assert run(player, at_ms=4)[0] == (HappeningKind.STARTED, 9_000)


def test_no_number_of_a_play_ever_means_two():
    first = playing()
    second = playing(PagePlayer(first_play=first.last_play))
    assert second.playing.play > first.last_play
