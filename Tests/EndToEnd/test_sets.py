"""A set is built out of a lookup in a minute, put in order with keys and with a finger, and gone through item by item."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import PERFORMER, REP, player_is_ready
from playwright.sync_api import expect
from recordings import speak
from talks import add, describe, publish
from waiting import eventually

TITLES = ["The walrus is expensive", "The walrus is worth it", "The walrus pays for itself"]


@pytest.fixture(scope="module")
def performer(server):
    return server.api(PERFORMER)


@pytest.fixture(scope="module")
def clips(performer, workshop):
    made = []
    for number, title in enumerate(TITLES):
        words = f"{title}, and that is the reason number {number + 1} why nobody here talks about it any more."
        recording = speak([words], workshop, f"walrus {number}")
        clip = add(performer, recording.path)
        describe(performer, clip, title, "Pat Okoye")
        publish(performer, clip)
        made.append(clip)
    return made


def titles(page):
    return page.locator("[data-item] h3").all_text_contents()


def test_a_set_is_built_out_of_a_lookup_and_put_in_order(signed_in, clips, performer):
    page = signed_in(PERFORMER).page
    page.goto("/lookup?q=the+walrus+is+expensive")
    expect(page.get_by_role("link", name="Add to a set").first).to_be_visible()
    page.get_by_role("link", name="Make a set of these").click()
    boxes = page.get_by_role("checkbox")
    for box in boxes.all():
        box.set_checked("walrus" in box.locator("xpath=..").inner_text())
    page.get_by_label("Title", exact=True).fill("Walrus objections")
    page.get_by_role("button", name="Make the set").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Walrus objections")
    before = titles(page)
    assert len(before) == 3

    page.get_by_role("button", name=f"Move: {before[0]}").focus()
    with page.expect_response(lambda response: response.url.endswith("/order") and response.ok):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_role("status").filter(has_text="Now in place 2 of 3")).to_have_count(1)
    page.reload()
    assert titles(page) == [before[1], before[0], before[2]]

    handle = page.get_by_role("button", name=f"Move: {before[2]}")
    target = page.locator("[data-item]").first.bounding_box()
    start = handle.bounding_box()
    page.mouse.move(start["x"] + 10, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(start["x"] + 10, (start["y"] + target["y"]) / 2, steps=5)
    page.mouse.move(start["x"] + 10, target["y"] + 2, steps=5)
    with page.expect_response(lambda response: response.url.endswith("/order") and response.ok):
        page.mouse.up()
    page.reload()
    assert titles(page) == [before[2], before[1], before[0]]


def test_a_clip_is_added_from_its_page(signed_in, clips, performer):
    page = signed_in(PERFORMER).page
    page.goto(f"/clips/{clips[0]}")
    page.get_by_role("link", name="Add to a set").click()
    page.get_by_label("Set", exact=True).select_option(label="A new set")
    page.get_by_label("Title, if it is a new one").fill("One walrus")
    page.get_by_label("Why it is in the set").fill("Short and to the point")
    page.get_by_role("button", name="Put it in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("One walrus")
    expect(page.get_by_text("Short and to the point")).to_be_visible()


def test_cues_and_moments_are_put_in_and_moved_by_page(signed_in, clips, performer):
    points = [{"text": "Ask what it replaces", "is_must": True}, {"text": "Wait for the answer", "is_must": True}]
    lines = ["A walrus is a luxury", "Nobody needs a walrus"]
    cues = [performer.call("POST", "/api/v1/cues", {"clip": clips[0], "lines": [line], "points": points}) for line in lines]
    moment = {"title": "Why it is worth it", "start_ms": 200, "end_ms": 1500}
    assert performer.call("PUT", f"/api/v1/clips/{clips[1]}/moments", {"moments": [moment]}).status == 200
    page = signed_in(PERFORMER).page
    page.goto(f"/clips/{clips[1]}")
    page.get_by_role("link", name="Add to a set").click()
    part = page.locator("#f-part option", has_text="Why it is worth it").get_attribute("value")
    page.get_by_label("What of it").select_option(part)
    page.get_by_label("Set", exact=True).select_option(label="A new set")
    page.get_by_label("Title, if it is a new one").fill("Walrus moments")
    page.get_by_role("button", name="Put it in").click()
    # One more out of the set itself, and one from the page of the cue.
    page.get_by_label("Or a cue").select_option(label=lines[0])
    page.get_by_role("button", name="Put this cue in").click()
    expect(page.locator("[data-item] h3")).to_have_text(["Why it is worth it", lines[0]])
    page.goto(f"/cues/{cues[1].json()['id']}")
    page.get_by_role("link", name="Add to a set").click()
    page.get_by_label("Set", exact=True).select_option(label="Walrus moments")
    page.get_by_role("button", name="Put it in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Walrus moments")
    assert titles(page) == ["Why it is worth it", *lines]
    page.get_by_role("button", name=f"Move: {lines[1]}").focus()
    with page.expect_response(lambda response: response.url.endswith("/order") and response.ok):
        page.keyboard.press("Home")
    page.reload()
    assert titles(page) == [lines[1], "Why it is worth it", lines[0]]


def test_a_rep_goes_through_a_set_and_the_seconds_count(signed_in, clips, performer, rep):
    items = [{"kind": "clip", "subject": clip} for clip in clips[:2]]
    answer = performer.call("POST", "/api/v1/sets", {"title": "Two walruses", "items": items, "threshold": 80})
    assert answer.status == 201, answer
    made = answer.json()["id"]
    page = signed_in(REP).page
    page.goto(f"/sets/{made}")
    expect(page.get_by_text("0 of 2 items done")).to_be_visible()
    page.get_by_role("link", name="Begin").click()
    expect(page.get_by_text("1 of 2", exact=True)).to_be_visible()
    player_is_ready(page)
    page.keyboard.press("k")
    eventually(lambda: page.evaluate("document.querySelector('video').ended"), 30, "the first clip is over")
    expect(page.get_by_role("link", name="Next", exact=True)).to_be_focused()
    eventually(lambda: rep.get(f"/api/v1/sets/{made}")["done"] == 1, 10, "the first clip counts")
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 of 2", exact=True)).to_be_visible()
    page.goto(f"/sets/{made}")
    expect(page.get_by_text("1 of 2 items done")).to_be_visible()
    expect(page.get_by_role("link", name="Go on")).to_have_attribute("href", f"/sets/{made}/play?item={rep.get(f'/api/v1/sets/{made}')['items'][1]['id']}")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_pages_of_a_set_fit_and_have_no_accessibility_fault(signed_in, clips, performer, width):
    points = [{"text": "Ask what it replaces", "is_must": True}, {"text": "Wait for the answer", "is_must": False}]
    cue = performer.call("POST", "/api/v1/cues", {"clip": clips[0], "lines": [f"Too dear at {width}"], "points": points})
    assert cue.status == 201, cue
    items = [{"kind": "clip", "subject": clips[0], "note": "Listen to the pause"}, {"kind": "cue", "subject": cue.json()["id"]}]
    made = performer.call("POST", "/api/v1/sets", {"title": f"Walruses at {width}", "items": items}).json()
    page = signed_in(PERFORMER, viewport={"width": width, "height": 844}, has_touch=width < 500, bypass_csp=True).page
    places = [f"/sets/{made['id']}", f"/sets/{made['id']}/play?item={made['items'][0]['id']}",
              f"/sets/{made['id']}/play?item={made['items'][1]['id']}", f"/sets/add?clip={clips[0]}",
              f"/sets/add?cue={cue.json()['id']}", "/sets/new?q=walrus"]
    for address in places:
        assert page.goto(address).status == 200, address
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), address
        results = Axe().run(page, options={"resultTypes": ["violations"]})
        assert results.violations_count == 0, f"{address}\n{results.generate_report()}"
