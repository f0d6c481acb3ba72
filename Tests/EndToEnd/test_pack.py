"""Five minutes before a call, on a phone: packed from a sentence, played, read without a connection, gone after signing out."""

import pytest
from conftest import PASSWORD, REP, sign_in
from playwright.sync_api import expect
from recordings import speak
from talks import add, describe, publish
from waiting import eventually

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture(scope="module")
def clip(rep, workshop):
    made = speak(["You are too expensive, they say. Compared with a marble llama, we are not."], workshop, "llama")
    clip = add(rep, made.path)
    describe(rep, clip, "Too expensive, like a marble llama", "Robin Vale")
    publish(rep, clip)
    eventually(lambda: rep.get("/api/v1/lookup?q=marble%20llama")["results"], 30, "lookup knows the clip")
    return clip


def test_a_sentence_becomes_a_pack_that_plays(signed_in, clip):
    page = signed_in(REP, **PHONE).page
    page.goto("/pack")
    page.get_by_label("In your words").fill("CFO, thinks we're too expensive, 3 minutes")
    page.get_by_role("button", name="Pack it").click()
    expect(page.get_by_role("link", name="Too expensive : leave it out").or_(
        page.get_by_role("link", name="Too expensive: leave it out"))).to_be_visible()
    expect(page.get_by_text("Compared with what?").first).to_be_visible()
    page.get_by_role("button", name="Play here").first.click()
    eventually(lambda: page.evaluate("document.querySelector('video')?.currentTime ?? 0") > 0.2, 20, "it plays")
    page.get_by_role("button", name="Yes").first.click()
    expect(page.get_by_text("Did it help?").first).to_be_visible()
    page.get_by_role("button", name="Yes").first.click()
    expect(page.get_by_text("It came up, and this helped.").first).to_be_visible()


def test_a_pack_is_read_without_a_connection_and_gone_after_signing_out(server, browser, clip):
    context = browser.new_context(base_url=server.address)
    page = context.new_page()
    sign_in(page, REP, PASSWORD)
    page.goto("/pack?objection=ob.price&minutes=5")
    expect(page.get_by_text("Kept on this device for a day")).to_be_visible()
    context.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading", name="What you planned")).to_be_visible()
    context.set_offline(False)
    page.goto("/account")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    eventually(lambda: page.evaluate("caches.has('understudy-packs').then((is) => !is)"), 10, "it is forgotten")
    context.close()
