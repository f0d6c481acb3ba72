"""The loop the product was founded for, whole and in the browser: record, get an answer, record again, be found."""

import pytest
from conftest import PERFORMER, REP, Watched, launch, player_is_ready
from playwright.sync_api import expect
from recordings import speak
from test_recorder import arrived, length_of, record, use
from test_replies import plays
from test_replies import record as answer_by
from waiting import eventually

# What the make-believe microphone hears, over and over; nobody else ever says it.
SAID = "Compared with what, a crystal lighthouse or a whole year without a single wrong delivery?"


@pytest.fixture(scope="module")
def speaking(playwright, server, cookies, workshop):
    """The page of the rep in a browser whose microphone hears somebody speak."""
    voice = speak([SAID], workshop, "crystal lighthouse").path.with_suffix(".wav")
    browser = launch(playwright, f"--use-file-for-fake-audio-capture={voice}")
    watched = Watched(browser.new_context(base_url=server.address, storage_state=cookies(REP)))
    yield watched.page
    browser.close()
    watched.check()


@pytest.fixture(scope="module")
def brief(server):
    performer = server.api(PERFORMER)
    rubric = performer.call("POST", "/api/v1/rubrics", {"title": "Price, handled", "criteria": [
        {"title": "Clarified", "levels": ["Answered at once.", "Asked what was said.", "Asked once.", "Asked until it had a name."]}]})
    assert rubric.status == 201, rubric
    made = performer.call("POST", "/api/v1/briefs", {
        "title": "A third below", "line": "The other offer is a third below yours.", "target_seconds": 30,
        "stage": "st.negotiate", "objection": "ob.price", "points": ["Ask: compared with what?"],
        "rubric": rubric.json()["id"], "publish": True})
    assert made.status == 201, made
    return made.json()


def test_a_rep_records_is_answered_records_again_and_is_found(speaking, signed_in, rep, brief):
    # The rep opens the brief, reads what to say, records, records again, cuts the beginning off and keeps that one.
    page = speaking
    page.goto("/practice")
    page.get_by_role("link", name="A third below").click()
    page.get_by_role("link", name="Record a take").click()
    expect(page.locator("[data-record][data-ready]")).to_be_attached()
    page.get_by_role("button", name="Get ready").press("Enter")
    expect(page.get_by_role("region", name="Text to speak by")).to_contain_text("Ask: compared with what?")
    page.get_by_role("button", name="Something else").press("Enter")
    record(page, 2)
    record(page, 8, "Record again")
    arrived(page)
    page.get_by_role("slider", name="Start of the take").press("ArrowRight")
    first = use(page)
    assert length_of(rep, first) > 6
    player_is_ready(page)
    page.get_by_label("What should others look at?").fill("Was I too fast?")
    page.get_by_label("Who should look at it?").select_option(label="Pat Okoye")
    page.get_by_role("button", name="Submit").press("Enter")
    expect(page.get_by_text("Submitted", exact=True).first).to_be_visible()

    # The performer finds it in the inbox, types at one moment, answers by webcam at another, and fills in the rubric.
    giving = signed_in(PERFORMER).page
    giving.goto("/feedback")
    giving.get_by_role("listitem").filter(has_text="Was I too fast?").get_by_role("link", name="Look").click()
    expect(giving.locator("[data-feedback][data-ready]")).to_be_attached()
    composer = giving.locator("[data-composer]")
    giving.locator("[data-player] video").evaluate("(video) => { video.currentTime = 2.2; }")
    giving.keyboard.press("c")
    expect(composer.get_by_label("From", exact=True)).to_have_value("0:02")
    giving.keyboard.type("You let the question stand.")
    giving.keyboard.press("ControlOrMeta+Enter")
    typed = giving.locator("[data-comment]").filter(has_text="You let the question stand.")
    expect(typed).to_be_focused()
    giving.locator("[data-player] video").evaluate("(video) => { video.currentTime = 5.1; }")
    giving.keyboard.press("c")
    expect(composer.get_by_label("From", exact=True)).to_have_value("0:05")
    answer_by(giving, composer.locator("[data-recorder]"), "Show it")
    composer.get_by_role("button", name="Give feedback").click()
    spoken = giving.locator("[data-comment]").filter(has=giving.locator(".spoken"))
    expect(spoken).to_be_visible()
    expect(giving.locator("[data-feedback-marks] rect")).to_have_count(2)
    giving.get_by_text("Fill in the rubric").click()
    giving.get_by_label("Asked once.").check()
    giving.locator(".scores").get_by_role("button", name="Save").click()
    expect(giving.locator(".scores table")).to_contain_text("3 of 4")

    # The rep sees both on the line of time, will try one, and records again.
    page.goto(f"/takes/{first}")
    expect(page.locator("[data-feedback][data-ready]")).to_be_attached()
    expect(page.locator("[data-feedback-marks] rect")).to_have_count(2)
    assert plays(page, page.locator("[data-comment]").filter(has=page.locator(".spoken"))) > 1
    comment = page.locator("[data-comment]").filter(has_text="You let the question stand.")
    comment.get_by_text("What will you do with it?").click()
    comment.get_by_role("button", name="Will try").click()
    expect(page.locator("[data-comment]").filter(has_text="question stand").get_by_text("Will try").first).to_be_visible()
    page.goto(f"/takes/{first}")
    page.get_by_role("link", name="Do it again").click()
    expect(page.locator("[data-record][data-ready]")).to_be_attached()
    record(page, 8)
    arrived(page)
    second = use(page)
    assert length_of(rep, second) > 6
    player_is_ready(page)
    page.get_by_role("button", name="Submit").click()
    expect(page.locator(".lead-facts")).to_contain_text("Submitted")
    page.get_by_role("link", name="Beside the take before").click()
    expect(page.locator("[data-side]")).to_have_count(2)
    expect(page.locator("[data-side]").nth(0)).to_contain_text("You let the question stand.")
    expect(page.locator("[data-both][data-ready]")).to_be_attached()
    page.get_by_role("button", name="Play both").press("Enter")
    videos = page.locator("[data-side] video")
    eventually(lambda: all(videos.nth(index).evaluate("(video) => video.currentTime > 0.3") for index in (0, 1)), 20,
               "both play")

    # The performer brings it into the catalog, the rep agrees, and it is found by its words.
    giving.goto(f"/takes/{second}")
    giving.get_by_text("Bring it into the catalog").click()
    form = giving.locator("#promotion form").filter(has=giving.get_by_role("button", name="Promote"))
    form.get_by_label("When", exact=True).fill("they compare with a cheaper offer")
    form.get_by_label("do", exact=True).fill("ask compared with what, and wait")
    form.get_by_role("button", name="Promote").click()
    expect(giving.get_by_text("its speaker is asked")).to_be_visible()
    page.goto(f"/takes/{second}")
    page.get_by_role("button", name="I agree").click()
    page.wait_for_url("**/clips/**")
    clip = page.url.rsplit("/", 1)[1]
    eventually(lambda: clip in [found["clip"]["id"] for found in rep.get("/api/v1/lookup?q=crystal+lighthouse")["results"]],
               60, "lookup finds it")
