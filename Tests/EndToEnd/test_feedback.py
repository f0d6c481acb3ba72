"""Feedback where it belongs: said at a second, found there again, answered, tried, and told to whoever said it."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import ADMIN, PERFORMER, REP, player_is_ready
from playwright.sync_api import expect
from recordings import speak
from talks import add, describe, publish
from waiting import eventually

SENTENCES = ["You are too dear for us, they said. Compared with what, I asked, and then I waited for the answer.",
             "It was the yellow umbrella that made the difference in the end, and nobody had spoken about it before."]


@pytest.fixture(scope="module")
def talk(rep, workshop):
    """A clip of the rep that the team may see."""
    clip = add(rep, speak(SENTENCES, workshop, "yellow umbrella").path)
    describe(rep, clip, "Too dear for us", "Robin Vale")
    publish(rep, clip)
    return clip


@pytest.fixture(scope="module")
def performer(server):
    return server.api(PERFORMER)


@pytest.fixture
def opened(signed_in, talk):
    def at(email, rest="", **options):
        watched = signed_in(email, **options)
        watched.page.goto(f"/clips/{talk}{rest}")
        player_is_ready(watched.page)
        # The scripts of the feedback come after the player's.
        expect(watched.page.locator("[data-feedback][data-ready]")).to_be_attached()
        return watched

    return at


def now(page):
    return page.evaluate("document.querySelector('video').currentTime")


def test_feedback_goes_round_from_the_performer_to_the_rep_and_back(opened, signed_in, talk):
    giving = opened(PERFORMER, "?t=3").page
    giving.keyboard.press("k")
    eventually(lambda: now(giving) > 3.4, 20, "it plays")
    giving.keyboard.press("c")
    assert giving.evaluate("document.querySelector('video').paused")
    expect(giving.get_by_label("What did you see or hear?").first).to_be_focused()
    expect(giving.get_by_label("From", exact=True)).to_have_value("0:03")
    giving.keyboard.type("Great job!")
    expect(giving.get_by_text("what exactly?")).to_be_visible()
    giving.keyboard.press("ControlOrMeta+a")
    giving.keyboard.type("You asked back and waited.")
    expect(giving.get_by_text("what exactly?")).to_be_hidden()
    giving.get_by_label("What did it do? (optional)").fill("They named the other offer.")
    giving.get_by_label("What else could be tried? (optional)").fill("Ask for the month as well.")
    giving.get_by_text("Name what happened").click()
    giving.get_by_label("asked a clarifying question").check()
    giving.keyboard.press("ControlOrMeta+Enter")
    said = giving.locator("[data-comment]").filter(has_text="You asked back and waited.")
    expect(said).to_be_focused()
    expect(said).to_contain_text("Ask for the month as well.")
    expect(said).to_contain_text("asked a clarifying question")
    expect(said).to_contain_text("Not read yet")
    expect(giving.locator("[data-feedback-marks] rect")).to_have_count(1)
    expect(giving.get_by_text("1 comment", exact=True)).to_be_visible()
    link = said.get_by_role("link", name="just now").get_attribute("href")
    assert re.fullmatch(rf"/clips/{talk}\?t=3#comment-[\w-]+", link)

    # The rep comes by the link: the second and the comment are there, and having read it is told.
    receiving = opened(REP, link.removeprefix(f"/clips/{talk}")).page
    assert now(receiving) == pytest.approx(3, abs=0.2)
    told = receiving.locator("[data-comment]").filter(has_text="You asked back and waited.")
    told.scroll_into_view_if_needed()
    expect(told).not_to_have_attribute("data-unread", "", timeout=5000)
    told.locator("summary").filter(has_text="What will you do with it?").click()
    told.get_by_label("A word to whoever said it (optional)").fill("Tomorrow at eleven")
    told.get_by_role("button", name="Will try").click()
    expect(told).to_contain_text("Will try")
    expect(told).to_contain_text("Tomorrow at eleven")
    told.locator("summary").filter(has_text="Say thank you").click()
    told.get_by_label("What exactly helped?").fill("The waiting")
    told.get_by_role("button", name="Say thank you").click()
    expect(told).to_contain_text("You said thank you: The waiting")
    told.locator("summary").filter(has_text="What will you do with it?").click()
    told.get_by_label("What happened?").fill("They told me their budget")
    told.get_by_role("button", name="I tried it").click()
    # The words of the form say "Tried on", too: what comes back from the server is the note.
    expect(told).to_contain_text("They told me their budget")

    # Whoever gave it sees what became of it.
    giving.goto("/feedback?shelf=given")
    expect(giving.get_by_role("listitem").filter(has_text="You asked back and waited.")).to_contain_text(
        "They told me their budget")
    giving.goto("/feedback/receipts")
    expect(giving.get_by_text("Robin Vale: The waiting")).to_be_visible()
    expect(giving.get_by_text("1 comment tried")).to_be_visible()


def test_a_range_is_set_by_keys_and_by_dragging_with_shift(opened):
    page = opened(PERFORMER, "?t=2").page
    page.keyboard.press("c")
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("]")
    expect(page.get_by_label("From", exact=True)).to_have_value("0:02")
    expect(page.get_by_label("To", exact=True)).to_have_value("0:07")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("[")
    expect(page.get_by_label("From", exact=True)).to_have_value("0:00")
    page.locator("[data-bar]").scroll_into_view_if_needed()
    box = page.locator("[data-bar]").bounding_box()
    page.keyboard.down("Shift")
    page.mouse.move(box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.7)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.7, steps=5)
    page.mouse.up()
    page.keyboard.up("Shift")
    length = page.evaluate("document.querySelector('video').duration")
    ends = [page.get_by_label(name, exact=True).input_value() for name in ("From", "To")]
    seconds = [int(end.split(":")[0]) * 60 + int(end.split(":")[1]) for end in ends]
    assert seconds == pytest.approx([length * 0.25, length * 0.5], abs=1.2)
    page.get_by_label("What did you see or hear?").first.fill("A whole stretch of waiting.")
    # What is typed outlives a reload.
    page.reload()
    expect(page.get_by_label("What did you see or hear?").first).to_have_value("A whole stretch of waiting.")
    page.get_by_role("button", name="Give feedback").click()
    said = page.locator("[data-thread]").filter(has_text="A whole stretch of waiting.")
    expect(said.locator(".thread-head")).to_contain_text(" to ")
    said.locator(".when").click()
    eventually(lambda: now(page) >= seconds[0] - 0.5, 10, "the time leads there")


def test_answers_edits_stones_and_settled_threads_stay_on_the_page(opened, performer, talk):
    made = performer.call("POST", f"/api/v1/clips/{talk}/threads", {"text": "The opening took long.", "start_ms": 1000})
    assert made.status == 201
    page = opened(REP).page
    thread = page.locator("[data-thread]").filter(has_text="The opening took long.")
    thread.locator("summary").filter(has_text="Reply").click()
    thread.get_by_label("Your reply").fill("I wanted @Pat Okoye to hear it")
    thread.get_by_role("button", name="Reply").click()
    reply = thread.locator("[data-comment]").filter(has_text="I wanted @Pat Okoye")
    expect(reply).to_be_focused()
    reply.locator("summary").filter(has_text="Edit").click()
    reply.locator("textarea").first.fill("I wanted Pat to hear it all")
    reply.get_by_role("button", name="Save").click()
    expect(reply.or_(thread.locator("[data-comment]").last)).to_contain_text("edited just now")
    changed = thread.locator("[data-comment]").filter(has_text="hear it all")
    changed.locator("summary").filter(has_text="Take away").click()
    changed.get_by_role("button", name="Take it away").click()
    expect(thread.get_by_text("Robin Vale took this away just now.")).to_be_visible()
    thread.get_by_role("button", name="Resolve").click()
    expect(thread).to_contain_text("Resolved by Robin Vale")
    assert page.url.endswith(f"/clips/{talk}"), "the page was not left"


def test_open_pages_get_what_others_say(opened, performer, talk):
    page = opened(REP).page
    said = {"text": "Heard while you looked.", "start_ms": 2000}
    assert performer.call("POST", f"/api/v1/clips/{talk}/threads", said).status == 201
    expect(page.locator("[data-comment]").filter(has_text="Heard while you looked.")).to_be_visible()


def test_feedback_works_without_scripts(signed_in, talk):
    watched = signed_in(PERFORMER, java_script_enabled=False)
    watched.expect_complaint("status of 422")
    page = watched.page
    page.goto(f"/clips/{talk}/feedback")
    page.get_by_text("Say something about this").click()
    page.get_by_label("From", exact=True).fill("0:90")
    page.get_by_label("What did you see or hear?").first.fill("Said without scripts.")
    page.get_by_role("button", name="Give feedback").click()
    expect(page.get_by_role("alert")).to_contain_text("Please give a time like 0:42.")
    page.get_by_label("From", exact=True).fill("0:01")
    page.get_by_role("button", name="Give feedback").click()
    expect(page).to_have_url(re.compile(rf"/clips/{talk}\?t=1#comment-"))
    expect(page.locator(".said").filter(has_text="Said without scripts.")).to_be_visible()


def test_a_page_with_much_feedback_is_light_and_has_no_accessibility_fault(signed_in, performer, rep, clip):
    # While there is work on it the page may draw itself anew.
    eventually(lambda: not rep.get(f"/api/v1/clips/{clip}")["jobs"], 180, "the clip is drawn and written down")
    for number in range(30):
        said = {"text": f"Remark {number} about the list price.", "start_ms": 40 * number, "alternative": "Ask first."}
        assert rep.call("POST", f"/api/v1/clips/{clip}/threads", said).status == 201
    page = signed_in(REP, viewport={"width": 390, "height": 844}, bypass_csp=True).page
    page.goto(f"/clips/{clip}")
    expect(page.locator("[data-thread]").first).to_be_visible()
    page.locator("[data-thread]").last.scroll_into_view_if_needed()
    expect(page.locator("[data-thread]")).to_have_count(30)
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_files_hold_what_was_said(performer, talk):
    table = performer.call("GET", f"/api/v1/clips/{talk}/feedback.csv")
    assert table.status == 200 and table.headers["content-disposition"] == 'attachment; filename="feedback.csv"'
    assert "You asked back and waited." in table.body.decode("utf-8-sig")
    captions = performer.call("GET", f"/api/v1/clips/{talk}/feedback.vtt").body.decode()
    assert captions.startswith("WEBVTT\n")


def test_admins_change_the_vague_words(signed_in):
    page = signed_in(ADMIN).page
    page.goto("/admin/settings")
    before = page.get_by_label("One phrase a line").input_value()
    assert "great job" in before
    page.get_by_label("One phrase a line").fill(before + "\nsplendid")
    page.locator("form").filter(has=page.get_by_label("One phrase a line")).get_by_role("button", name="Save").click()
    expect(page.get_by_label("One phrase a line")).to_have_value(re.compile("splendid"))


def test_whoever_is_asked_finds_it_in_the_inbox_and_the_bell_rings(opened, signed_in, talk):
    helping = signed_in(PERFORMER).page
    helping.goto("/feedback")
    helping.get_by_text("How much you help, and with what").click()
    helping.get_by_label("How often may you be asked in seven days?").fill("20")
    helping.locator(".moves .chip").first.get_by_role("checkbox").check()
    helping.get_by_role("button", name="Save").click()
    expect(helping.get_by_text("of at most 20 times")).to_be_visible()

    asking = opened(REP).page
    asking.get_by_text("Ask others to look at it").click()
    asking.get_by_label("Whom?").select_option(label="Pat Okoye")
    asking.get_by_label("What shall they look at? (optional)").fill("The waiting in the middle")
    asking.get_by_role("button", name="Ask them").click()
    asking.get_by_text("Ask others to look at it").click()
    expect(asking.get_by_text("Pat Okoye was asked")).to_be_visible()

    expect(helping.get_by_text("Somebody asks you for feedback")).to_be_visible()
    expect(helping.locator("[data-bell-count]")).to_be_visible()
    helping.get_by_role("link", name="Notifications").click()
    helping.get_by_role("link", name="Robin Vale asks you for feedback").click()
    expect(helping).to_have_url(f"/clips/{talk}")
    helping.goto("/feedback")
    row = helping.get_by_role("listitem").filter(has_text="The waiting in the middle")
    expect(row).to_contain_text("Robin Vale asks you by name")
    row.get_by_role("button", name="Tomorrow").click()
    expect(helping.get_by_role("heading", name="Nobody waits for you")).to_be_visible()
    helping.get_by_text("What you put off").click()
    expect(helping.get_by_text("The waiting in the middle")).to_be_visible()
    helping.goto(f"/clips/{talk}")
    helping.get_by_text("Say something about this").click()
    helping.get_by_label("What did you see or hear?").first.fill("The waiting made them talk.")
    helping.get_by_role("button", name="Give feedback").click()
    expect(helping.locator("[data-comment]").filter(has_text="made them talk")).to_be_visible()
    helping.goto("/feedback")
    expect(helping.get_by_text("What you put off")).to_be_hidden()
    asking.goto("/notifications")
    expect(asking.get_by_role("link", name="Pat Okoye looked at what you asked for")).to_be_visible()


def test_quiet_hours_and_kinds_are_kept(signed_in):
    page = signed_in(ADMIN).page
    page.goto("/notifications")
    page.get_by_text("What you hear of, and when").click()
    page.get_by_label("Thanks").uncheck()
    page.get_by_label("From", exact=True).fill("18:00")
    page.get_by_label("Until").fill("07:30")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("What you hear of, and when").click()
    expect(page.get_by_label("Thanks")).not_to_be_checked()
    expect(page.get_by_label("Answers")).to_be_checked()
    expect(page.get_by_label("From", exact=True)).to_have_value("18:00")
