"""A manager builds a set out of a lookup and gives it to the team; a rep watches, is asked before the reveal, and finds the next
day's cues waiting, no more than the cap; the manager sees what is there, and it is what the log gives."""

import re

import pytest
from conftest import player_is_ready
from playwright.sync_api import expect
from recordings import speak
from talks import add, describe, publish
from waiting import eventually

MANAGER, PERFORMER, REP = "emma@emu.example", "eddie@emu.example", "ella@emu.example"
LINES = [f"Your emu is too expensive{end}" for end in ["", " for us", " this year", " at that size", " to feed", " to keep"]]
POINTS = ["Ask compared to what", "Name what waiting costs"]


@pytest.fixture(scope="module")
def scene(server, workshop):
    for email, name, role in [(MANAGER, "Emma Hart", "manager"), (PERFORMER, "Eddie Cole", "performer"), (REP, "Ella Lane", "rep")]:
        server.add_person(email, name, role, "Emu desk")
    performer = server.api(PERFORMER)
    made = speak(["Your emu is too expensive. Compared to what? Tell me what waiting costs."], workshop, "emu")
    clip = add(performer, made.path)
    describe(performer, clip, "The emu is too expensive", "Eddie Cole")
    publish(performer, clip)
    for line in LINES:
        cue = {"clip": clip, "lines": [line], "points": [{"text": point, "is_must": True} for point in POINTS]}
        assert performer.call("POST", "/api/v1/cues", cue).status == 201
    # Whatever day of the week this test runs on.
    habit = {"quiet_days": [], "time_zone": "Etc/GMT+12"}
    assert server.api(REP).call("PUT", "/api/v1/me/recall-habit", habit).status == 200
    return clip


def arrives(page):
    """Opens the first page somewhere else: the server hears of the other clock."""
    with page.expect_response(lambda response: response.url.endswith("/me/time-zone") and response.status == 204):
        page.goto("/")


def build_and_assign(page):
    arrives(page)
    page.goto("/lookup?q=your+emu+is+too+expensive")
    page.get_by_role("link", name="Make a set of these").click()
    for box in page.get_by_role("checkbox").all():
        box.set_checked("emu" in box.locator("xpath=..").inner_text())
    page.get_by_label("Title", exact=True).fill("Price objections")
    page.get_by_label("Done is").select_option(label="recalled")
    page.get_by_role("button", name="Make the set").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Price objections")
    page.get_by_role("link", name="Assign", exact=True).click()
    page.get_by_role("button", name="Assign it").click()
    expect(page.get_by_role("link", name="Ella Lane")).to_be_visible()


def plays(page):
    """The keys are there as soon as the scripts are."""
    if page.evaluate("document.querySelector('video').paused"):
        page.keyboard.press("k")
    return not page.evaluate("document.querySelector('video').paused")


def watch_and_answer(page):
    arrives(page)
    page.goto("/")
    expect(page.get_by_role("link", name="Recall, 5 cues wait")).to_be_visible()
    page.get_by_role("region", name="Assigned to you").get_by_role("link", name="Price objections").click()
    page.get_by_role("link", name="Begin").click()
    player_is_ready(page)
    eventually(lambda: plays(page), 20, "it plays")
    # What was looked up is a moment: it stops where the moment ends.
    eventually(lambda: page.evaluate("((video) => video.paused && video.currentTime > 1)(document.querySelector('video'))"), 30, "it is played")
    page.get_by_role("button", name=f"Answer it now {LINES[0]}", exact=True).click()
    # The buyer is heard, as the transcript has the line; the answer is not in the page.
    expect(page.locator("audio.cue-voice, h1.cue-line")).to_be_visible()
    assert POINTS[0] not in page.content()
    page.get_by_label("What do you answer?").press_sequentially("Too expensive compared to what?", delay=90)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Too expensive compared to what?")).to_be_visible()
    expect(page.locator("video.peer")).to_be_visible()
    for point in POINTS:
        page.get_by_role("checkbox", name=re.compile(point)).check()
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_role("heading", name="Got it")).to_be_visible()
    page.get_by_role("link", name="On with the set").click()
    expect(page.get_by_role("button", name=f"Answer it now {LINES[1]}", exact=True)).to_be_visible()


def forget_one(page):
    page.goto("/recall")
    page.get_by_role("button", name=re.compile("^Start")).click()
    page.get_by_role("button", name="I don't know").click()
    expect(page.get_by_role("heading", name="Missed")).to_be_visible()


def test_from_a_lookup_to_what_is_remembered(signed_in, server, scene):
    # A day goes by while the rep flies from one edge of the calendar to the other. What is assigned starts on the giver's day.
    build_and_assign(signed_in(MANAGER, timezone_id="Etc/GMT+12").page)
    west = signed_in(REP, timezone_id="Etc/GMT+12", viewport={"width": 390, "height": 844}).page
    watch_and_answer(west)
    forget_one(west)
    west.goto("/recall")
    expect(west.locator(".recall-summary")).to_contain_text("3 cues wait")

    east = signed_in(REP, timezone_id="Pacific/Kiritimati").page
    arrives(east)
    east.goto("/recall")
    expect(east.locator(".recall-summary")).to_contain_text("5 cues wait")
    today = server.api(REP).get("/api/v1/recall/today")
    assert today["waiting"] == 5 and today["due"] + today["new"] >= 5

    page = signed_in(MANAGER).page
    page.goto("/team/retention")
    expect(page.get_by_text("fewer than 5 people").first).to_be_visible()
    page.get_by_role("link", name="Ella Lane").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What Ella Lane remembers")
    expect(page.locator("table.memory tbody tr")).to_have_count(len(LINES))
    assert "0 differ" in server.command("memory", "replay", "--check")
