"""A manager gives a set to the team; a rep finds it on the first page and goes through it; the manager sees how far, and is seen."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import PERFORMER, REP, player_is_ready
from playwright.sync_api import expect
from recordings import speak
from talks import add, describe, publish
from waiting import eventually

MANAGER = "mira@stage.example"


@pytest.fixture(scope="module")
def manager(server):
    server.add_person(MANAGER, "Mira Holm", "manager", "Northern desk")
    return server.api(MANAGER)


@pytest.fixture(scope="module")
def made(server, workshop):
    performer = server.api(PERFORMER)
    recording = speak(["The flamingo stands on one leg, and we stand by our price."], workshop, "flamingo")
    clip = add(performer, recording.path)
    describe(performer, clip, "The flamingo", "Pat Okoye")
    publish(performer, clip)
    item = {"kind": "clip", "subject": clip}
    answer = performer.call("POST", "/api/v1/sets", {"title": "Flamingo objections", "items": [item]})
    assert answer.status == 201, answer
    return answer.json()["id"]


def test_a_set_is_given_gone_through_and_followed(signed_in, manager, made, rep):
    giving = signed_in(MANAGER).page
    giving.goto(f"/sets/{made}")
    giving.get_by_role("link", name="Assign", exact=True).click()
    giving.get_by_label("A word to them").fill("Before Friday, please")
    giving.get_by_role("button", name="Assign it").click()
    expect(giving.get_by_role("heading", level=1)).to_have_text("Flamingo objections")
    expect(giving.get_by_role("link", name="Robin Vale")).to_be_visible()
    giving.get_by_role("button", name="Remind who is not done").click()
    expect(giving.get_by_role("status").filter(has_text="reminded")).to_be_visible()

    page = signed_in(REP).page
    page.goto("/")
    region = page.get_by_role("region", name="Assigned to you")
    expect(region).to_contain_text("Before Friday, please")
    region.get_by_role("link", name="Flamingo objections").click()
    page.get_by_role("link", name="Begin").click()
    player_is_ready(page)
    page.keyboard.press("k")
    eventually(lambda: page.evaluate("document.querySelector('video').ended"), 30, "it is played")
    eventually(lambda: rep.get(f"/api/v1/sets/{made}").get("done_at"), 10, "the set is done")
    page.goto("/")
    expect(page.get_by_role("region", name="Assigned to you")).to_have_count(0)

    giving.reload()
    row = giving.get_by_role("listitem").filter(has=giving.get_by_role("link", name="Robin Vale"))
    expect(row).to_contain_text("Done")
    giving.get_by_role("link", name="Robin Vale").click()
    expect(giving.get_by_text("Robin Vale sees exactly this page")).to_be_visible()
    page.goto("/account")
    page.get_by_role("link", name="What you were given and played").click()
    expect(page.get_by_role("region", name="Who looked at this")).to_contain_text("Mira Holm")


def test_a_date_is_moved_with_a_reason_and_the_rep_sees_it(signed_in, manager, made, rep):
    given = next(item for item in manager.get("/api/v1/assignments")["items"] if item["set"] == made)
    page = signed_in(MANAGER).page
    page.goto(f"/assignments/{given['id']}")
    row = page.get_by_role("listitem").filter(has=page.get_by_role("link", name="Pat Okoye"))
    row.get_by_text("Extend, excuse, remind").click()
    row.get_by_label("Why", exact=True).fill("On holiday")
    row.get_by_role("button", name="Extend").click()
    expect(page.get_by_role("listitem").filter(has=page.get_by_role("link", name="Pat Okoye"))).to_contain_text("On holiday")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_pages_of_an_assignment_fit_and_have_no_accessibility_fault(signed_in, manager, made, width):
    given = next(item for item in manager.get("/api/v1/assignments")["items"] if item["set"] == made)
    page = signed_in(MANAGER, viewport={"width": width, "height": 844}, has_touch=width < 500, bypass_csp=True).page
    person = given["turns"][0]["person"]
    for address in [f"/sets/{made}/assign", f"/assignments/{given['id']}", f"/people/{person}/activity", "/assignments"]:
        assert page.goto(address).status == 200, address
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), address
        results = Axe().run(page, options={"resultTypes": ["violations"]})
        assert results.violations_count == 0, f"{address}\n{results.generate_report()}"
