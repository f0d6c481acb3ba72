"""Minutes before a call: somebody on a phone, or with keys alone, finds a good answer and starts it within seconds."""

import time

import pytest
from conftest import REP
from playwright.sync_api import expect
from talks import add, describe, publish
from recordings import speak
from waiting import eventually

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
PIECES = [
    "Thank you for telling me so directly. Your finance people have seen three offers, and ours is the highest one.",
    "You say it is too expensive, like a golden submarine. Compared with what? Let us put the price beside what one "
    "late delivery costs you.",
]


@pytest.fixture(scope="module")
def answer(rep, workshop):
    recording = speak(PIECES, workshop, "golden submarine")
    clip = add(rep, recording.path)
    describe(rep, clip, "Too expensive, like a golden submarine", "Robin Vale")
    start, end = round(recording.starts[1] * 1000), round(recording.seconds * 1000)
    moments = [{"start_ms": start, "end_ms": end, "title": "You are too expensive"}]
    assert rep.call("PUT", f"/api/v1/clips/{clip}/moments", {"moments": moments}).status == 200
    publish(rep, clip)
    eventually(
        lambda: rep.get("/api/v1/lookup?q=golden%20submarine")["results"], 30, "lookup knows the clip")
    return recording


def current_time(page):
    return page.evaluate("document.querySelector('[data-result] video')?.currentTime ?? 0")


def test_on_a_phone_an_answer_plays_within_thirty_seconds(signed_in, answer):
    page = signed_in(REP, **PHONE).page
    page.goto("/")
    begun = time.monotonic()
    box = page.get_by_role("searchbox")
    box.tap()
    box.press_sequentially("too expensive golden")
    box.press("Enter")
    first = page.locator("[data-result]").first
    expect(first).to_contain_text("You are too expensive")
    # The answers are there before the script that plays them.
    page.wait_for_load_state()
    first.locator(".result-picture").tap()
    start = answer.starts[1]
    now = eventually(lambda: current_time(page), 20, "it plays")
    assert start - 1 <= now <= start + 6
    eventually(lambda: current_time(page) > now + 0.5, 20, "it goes on")
    assert time.monotonic() - begun < 30


def test_answers_come_while_typing_and_pictures_stay(signed_in, answer):
    page = signed_in(REP).page
    page.goto("/lookup")
    box = page.get_by_role("searchbox")
    box.press_sequentially("golden sub")
    first = page.locator("[data-result]").first
    expect(first).to_contain_text("You are too expensive")
    page.evaluate("document.querySelector('[data-result] .result-picture').dataset.kept = 'yes'")
    box.press_sequentially("marine")
    expect(page).to_have_url("/lookup?q=golden+submarine")
    expect(first.locator(".result-picture")).to_have_attribute("data-kept", "yes")


def test_what_buyers_say_is_offered_and_asked_with_one_tap(signed_in, answer):
    page = signed_in(REP, **PHONE).page
    page.goto("/")
    page.get_by_role("searchbox").press_sequentially("too exp")
    offered = page.get_by_role("list", name="What buyers say").get_by_role("link").first
    words = offered.inner_text()
    assert "exp" in words.lower()
    offered.tap()
    expect(page.get_by_role("searchbox")).to_have_value(words)
    expect(page.locator("[data-result]").first).to_be_visible()


def test_keys_alone_play_and_open_an_answer(signed_in, answer):
    page = signed_in(REP).page
    page.goto("/clips")
    page.keyboard.press("/")
    expect(page).to_have_url("/lookup")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("golden submarine")
    expect(page.locator("[data-result]").first).to_be_visible()
    expect(page).to_have_url("/lookup?q=golden+submarine")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    eventually(lambda: current_time(page) > 0, 20, "it plays")
    page.keyboard.press("o")
    expect(page.get_by_role("heading", level=1)).to_contain_text("golden submarine")


def test_a_filter_narrows_without_a_new_page(signed_in, answer):
    page = signed_in(REP).page
    page.goto("/lookup?q=golden+submarine")
    expect(page.locator("[data-result]").first).to_be_visible()
    page.get_by_label("Stage", exact=True).select_option("st.target")
    expect(page).to_have_url("/lookup?q=golden+submarine&stage=st.target")
    expect(page.get_by_text("Nobody has recorded this yet").or_(page.get_by_text("0 moments"))).to_be_visible()


def test_an_answer_whose_speaker_nobody_named_says_nothing_about_them(signed_in, rep, answer):
    clip = rep.get("/api/v1/lookup?q=golden%20submarine")["results"][0]["clip"]["id"]
    assert rep.call("PATCH", f"/api/v1/clips/{clip}", {"speakers": []}).status == 200
    for scripts in (True, False):
        page = signed_in(REP, java_script_enabled=scripts).page
        page.goto("/lookup?q=golden+submarine")
        facts = page.locator("[data-result] .facts-line").first.locator("span")
        assert "" not in facts.all_inner_texts()
