"""Answering by voice and video at the moment, with Chromium's own make-believe camera and microphone."""

import pytest
from conftest import PERFORMER, REP
from playwright.sync_api import expect
from recordings import speak
from talks import add, describe, publish
from waiting import eventually


@pytest.fixture(scope="module")
def talk(rep, workshop):
    clip = add(rep, speak(["It is the green lantern that costs too much, they said, and I kept silent."], workshop,
                          "green lantern").path)
    describe(rep, clip, "The green lantern", "Robin Vale")
    publish(rep, clip)
    return clip


@pytest.fixture
def filmed(signed_in, talk):
    """The page of the clip in front of the camera."""
    page = signed_in(PERFORMER).page
    page.goto(f"/clips/{talk}?t=2")
    expect(page.locator("[data-feedback][data-ready]")).to_be_attached()
    return page


def record(page, box, button):
    box.get_by_role("button", name=button).click()
    expect(box.get_by_text("Recording", exact=True)).to_be_visible()
    eventually(lambda: box.locator(".nums").inner_text() >= "0:02", 20, "two seconds are recorded")
    box.get_by_role("button", name="Stop").click()
    expect(box.get_by_text("It is here.")).to_be_visible()


def plays(page, place):
    media = place.locator("video, audio")
    expect(media).to_be_attached(timeout=120_000)
    media.scroll_into_view_if_needed()
    return eventually(lambda: media.evaluate("(media) => media.readyState > 0 && media.duration"), 30, "it can be played")


def test_a_performer_answers_by_video_at_the_moment_and_the_rep_sees_it(filmed, signed_in, talk, rep):
    filmed.keyboard.press("c")
    composer = filmed.locator("[data-composer]")
    record(filmed, composer.locator("[data-recorder]"), "Show it")
    composer.get_by_role("button", name="Give feedback").click()
    said = filmed.locator("[data-comment]").filter(has=filmed.locator(".spoken"))
    expect(said).to_be_visible()
    # What a browser records says nothing of its length; the server finds out.
    assert 1.5 < plays(filmed, said) < 15

    page = signed_in(REP).page
    page.goto(said.get_by_role("link", name="just now").get_attribute("href"))
    assert plays(page, page.locator("[data-comment]").filter(has=page.locator(".spoken"))) > 1.5
    # It is a part of the comment, not a clip of the performer.
    page.goto("/clips")
    expect(page.get_by_text("video-")).to_have_count(0)


def test_an_answer_by_voice_is_recorded_again_and_given(filmed, talk, rep):
    made = rep.call("POST", f"/api/v1/clips/{talk}/threads", {"text": "Was the silence too long?", "start_ms": 1000})
    assert made.status == 201
    thread = filmed.locator("[data-thread]").filter(has_text="Was the silence too long?")
    thread.locator("summary").filter(has_text="Reply").click()
    box = thread.locator("[data-recorder]")
    record(filmed, box, "Say it")
    box.get_by_role("button", name="Record again").click()
    expect(box.get_by_text("Recording", exact=True)).to_be_visible()
    eventually(lambda: box.locator(".nums").inner_text() >= "0:01", 20, "a second is recorded")
    box.get_by_role("button", name="Stop").click()
    expect(box.get_by_text("It is here.")).to_be_visible()
    thread.get_by_role("button", name="Reply").click()
    assert plays(filmed, thread.locator("[data-comment]").last) > 0.5


def test_a_playlist_is_no_answer(rep, talk):
    data = b"#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n"
    address = rep.begin_upload("answer.webm", len(data))
    assert rep.send(address, 0, data).status == 204
    clip = eventually(lambda: rep.clip_of(address), 30, "the upload became a clip")
    eventually(lambda: rep.get(f"/api/v1/clips/{clip}")["state"] == "rejected", 60, "it was refused")
    said = rep.call("POST", f"/api/v1/clips/{talk}/threads", {"recording": clip})
    assert said.status == 422
    assert said.json()["errors"][0]["field"] == "recording"
