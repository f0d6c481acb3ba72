"""What is really played is counted, once, wherever it is played; jumping over it or hiding the tab is not watching it."""

import pytest
from conftest import ADMIN, PERFORMER, REP, player_is_ready
from playwright.sync_api import expect
from recordings import speak
from talks import add, describe, publish
from waiting import eventually

WORDS = [
    "A watch that nobody looks at still goes on, and that is the whole trouble with it.",
    "So we only count the seconds in which somebody could hear what was said, and nothing else.",
]


@pytest.fixture(scope="module")
def talk(rep, workshop):
    made = speak(WORDS, workshop, "goes on")
    clip = add(rep, made.path)
    describe(rep, clip, "What a watch counts", "Robin Vale")
    publish(rep, clip)
    return clip, made


@pytest.fixture
def total(server):
    def of(email, clip):
        return server.api(email).get(f"/api/v1/clips/{clip}/watches")

    return of


def now(page):
    return page.evaluate("document.querySelector('video').currentTime")


def opened(signed_in, email, clip, **options):
    page = signed_in(email, **options).page
    page.goto(f"/clips/{clip}?t=0")
    player_is_ready(page)
    return page


def pause(page):
    """The report that a pause makes has been taken."""
    with page.expect_response(lambda response: response.url.endswith("/watches") and response.status == 204):
        page.keyboard.press("k")


def test_opening_is_opening_and_playing_is_playing(signed_in, talk, total):
    clip, _ = talk
    page = opened(signed_in, PERFORMER, clip)
    eventually(lambda: total(PERFORMER, clip).get("opened_at"), 10, "it counts as opened")
    assert total(PERFORMER, clip)["unique_seconds"] == 0
    page.keyboard.press("k")
    eventually(lambda: now(page) > 2.2, 20, "it plays")
    pause(page)
    played = now(page)
    spans = total(PERFORMER, clip)["spans"]
    assert [span["start_ms"] for span in spans] == [pytest.approx(0, abs=60)]
    assert spans[0]["end_ms"] == pytest.approx(played * 1000, abs=60)

    # Back to the start and the same again, then over the rest to the last second.
    page.keyboard.press("0")
    page.keyboard.press("k")
    eventually(lambda: 0.8 < now(page) < 2, 20, "it plays again")
    pause(page)
    page.evaluate("video => { video.currentTime = video.duration - 1 }", page.locator("video").element_handle())
    page.keyboard.press("k")
    eventually(lambda: page.evaluate("document.querySelector('video').ended"), 20, "it ends")
    found = eventually(
        lambda: (lambda own: own if len(own["spans"]) == 2 else None)(total(PERFORMER, clip)), 10, "the end was reported")
    assert found["percent"] < 60
    assert found["played_ms"] > sum(span["end_ms"] - span["start_ms"] for span in found["spans"]) + 500


def test_what_plays_in_a_hidden_tab_does_not_count(signed_in, talk, total):
    clip, _ = talk
    page = opened(signed_in, ADMIN, clip)
    page.evaluate("""() => {
        Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
        document.dispatchEvent(new Event('visibilitychange'));
    }""")
    page.keyboard.press("k")
    eventually(lambda: now(page) > 1.5, 20, "it plays")
    pause(page)
    assert total(ADMIN, clip)["unique_seconds"] == 0


def test_leaving_the_page_reports_what_was_played(signed_in, talk, total):
    clip, _ = talk
    page = opened(signed_in, REP, clip)
    page.keyboard.press("k")
    eventually(lambda: now(page) > 1.5, 20, "it plays")
    page.goto("/account")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    eventually(lambda: total(REP, clip)["unique_seconds"] >= 1, 10, "the last report came although the page had gone")


def test_twice_the_speed_counts_the_same_seconds_once(signed_in, talk, total):
    clip, _ = talk
    page = opened(signed_in, ADMIN, clip)
    page.get_by_label("Speed").select_option("2")
    page.evaluate("video => { video.currentTime = 0 }", page.locator("video").element_handle())
    page.locator("body").click(position={"x": 2, "y": 2})
    page.keyboard.press("k")
    eventually(lambda: page.evaluate("document.querySelector('video').ended"), 30, "it is played to its end")
    eventually(lambda: total(ADMIN, clip)["percent"] >= 95, 10, "all of it counts")
    found = total(ADMIN, clip)
    assert found["played_ms"] <= sum(span["end_ms"] - span["start_ms"] for span in found["spans"]) + 100
