"""A cue out of a clip: remembered by a rep, answered before the reveal, graded by ticking, and seen alike by who manages them."""

import re

import pytest
from conftest import ADMIN, PERFORMER, REP, player_is_ready
from playwright.sync_api import expect
from recordings import speak
from talks import add, describe, publish
from waiting import eventually

LINE = "Your otters are twice the price"


@pytest.fixture(scope="module")
def performer(server):
    return server.api(PERFORMER)


@pytest.fixture(scope="module")
def answer(performer, workshop):
    """A published clip with a rule to learn from."""
    made = speak(["Twice the price of what? Tell me what one late delivery of otters costs you."], workshop, "otters")
    clip = add(performer, made.path)
    describe(performer, clip, LINE, "Pat Okoye")
    rule = {"when": "they compare prices", "action": "ask compared to what", "because": "the real reason comes next"}
    assert performer.call("PATCH", f"/api/v1/clips/{clip}", {"rules": [rule]}).status == 200
    publish(performer, clip)
    return clip


def test_a_cue_is_made_remembered_answered_and_graded(signed_in, rep, answer):
    making = signed_in(PERFORMER).page
    making.goto(f"/clips/{answer}")
    making.get_by_role("link", name="Make a cue of it").click()
    expect(making.get_by_label("Line 1")).to_have_value(LINE)
    expect(making.get_by_label("Key point 1")).to_have_value("Ask compared to what")
    expect(making.get_by_label("Key point 2")).to_have_value("The real reason comes next")
    making.get_by_role("button", name="Save").click()
    expect(making.get_by_role("heading", level=1)).to_have_text(LINE)

    # Whatever day of the week this test runs on.
    assert rep.call("PUT", "/api/v1/me/recall-habit", {"quiet_days": []}).status == 200
    page = signed_in(REP).page
    page.goto(f"/clips/{answer}")
    page.get_by_role("button", name=f"Remember this {LINE}").click()
    expect(page.get_by_role("button", name=f"Let it go {LINE}")).to_be_visible()
    page.goto("/")
    page.get_by_role("link", name="Answer them").click()
    page.get_by_role("button", name="Start: 1 cue").click()

    # The buyer's line alone: nothing of the answer is in the page.
    expect(page.get_by_role("heading", level=1)).to_have_text(LINE)
    assert "Ask compared to what" not in page.content()
    box = page.get_by_label("What do you answer?")
    expect(box).to_be_focused()
    box.press_sequentially("Twice the price of what exactly?", delay=80)
    page.keyboard.press("Control+Enter")

    expect(page.get_by_text("Twice the price of what exactly?")).to_be_visible()
    expect(page.locator("video.peer")).to_be_visible()
    expect(page.locator("[data-grade-say]")).to_have_text("Missed: a must-have is not ticked")
    page.keyboard.press("1")
    expect(page.get_by_role("checkbox", name=re.compile("Ask compared to what"))).to_be_checked()
    expect(page.locator("[data-grade-say]")).to_have_text("Got it")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Got it")).to_be_visible()
    expect(page.get_by_text("Asked again on")).to_be_visible()
    page.get_by_role("link", name="Back to today").click()
    expect(page.get_by_text("1 answered today, of at most 5")).to_be_visible()

    looking = signed_in(ADMIN).page
    looking.goto("/team/retention")
    looking.get_by_role("link", name="Robin Vale").click()
    expect(looking.get_by_role("heading", level=1)).to_have_text("What Robin Vale remembers")
    expect(looking.get_by_text("answered today")).to_be_visible()
    page.goto("/memory")
    expect(page.get_by_role("row", name=re.compile(LINE))).to_contain_text("answered today")
    expect(page.get_by_text("Alex Stone, just now")).to_be_visible()


def test_without_scripts_a_miss_can_be_tried_once_more(signed_in, performer, answer):
    made = performer.call("POST", "/api/v1/cues", {
        "clip": answer, "lines": ["Why would I feed otters?"],
        "points": [{"text": "Ask who does it now", "is_must": True}, {"text": "Name the hours", "is_must": True}]})
    assert made.status == 201, made
    assert performer.call("PUT", "/api/v1/me/recall-habit", {"quiet_days": []}).status == 200
    watched = signed_in(PERFORMER, java_script_enabled=False)
    watched.expect_complaint("422")
    page = watched.page
    page.goto(f"/cues/{made.json()['id']}")
    page.get_by_role("button", name="Remember this").click()
    expect(page.get_by_role("button", name="Let it go")).to_be_visible()
    page.goto("/recall")
    page.get_by_role("button", name="Start").click()
    page.get_by_role("button", name="I don't know").click()
    expect(page.get_by_role("heading", name="Missed")).to_be_visible()
    page.get_by_role("link", name="Back to today").click()
    page.get_by_role("button", name="Try the forgotten one once more").click()
    expect(page.get_by_text("Once more")).to_be_visible()
    page.get_by_role("button", name="Show the answer").click()
    expect(page.get_by_role("alert")).to_contain_text("Please answer first, or say that you don't know.")


def test_what_was_played_to_its_end_is_offered_and_answered_aloud(signed_in, performer, rep, answer):
    line = "Otters are nothing but a fad"
    points = [{"text": "Ask who said so", "is_must": True}, {"text": "Tell of one that stayed", "is_must": True}]
    assert performer.call("POST", "/api/v1/cues", {"clip": answer, "lines": [line], "points": points}).status == 201
    assert rep.call("PUT", "/api/v1/me/recall-habit", {"quiet_days": [], "cues_per_day": 20}).status == 200
    page = signed_in(REP, permissions=["microphone"]).page
    page.goto(f"/clips/{answer}?t=0")
    offer = page.get_by_role("region", name="Remember this?")
    expect(offer).to_be_hidden()
    player_is_ready(page)
    page.keyboard.press("k")
    eventually(lambda: page.evaluate("document.querySelector('video').ended"), 30, "it is played")
    expect(offer).to_be_visible()
    offer.get_by_role("listitem").filter(has_text=line).get_by_role("button", name="Remember this").click()
    expect(offer.get_by_text("It is asked from today on")).to_be_focused()

    page.goto("/")
    page.get_by_role("link", name=re.compile("^Recall, [0-9]+ cues? waits?")).click()
    page.get_by_role("button", name=re.compile("^Start")).click()
    page.get_by_role("button", name="Speak", exact=True).click()
    stop = page.get_by_role("button", name="Stop")
    expect(stop).to_be_visible()
    # Answers in under two seconds say nothing of what is remembered.
    eventually(lambda: page.evaluate("performance.now()") > 2500, 10, "a while goes by")
    stop.click()
    expect(page.get_by_label("What do you answer?")).not_to_have_value("")
    page.get_by_role("button", name="Show the answer").click()
    expect(page.locator("audio.own-voice")).to_be_visible()
    expect(page.get_by_text("Only in this browser")).to_be_visible()
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_role("link", name="Back to today")).to_be_visible()
