"""Every main page as people meet it: with a keyboard, on a phone, with a screen reader, and when something is wrong."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import PERFORMER, REP
from playwright.sync_api import expect
from server import PASSWORD


def has_no_sideways_scroll(page):
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def faults(page):
    results = Axe().run(page, options={"resultTypes": ["violations"]})
    return results.generate_report() if results.violations_count else ""


def test_sign_in_page_fits_a_phone_and_has_no_accessibility_fault(browser, server):
    context = browser.new_context(base_url=server.address, viewport={"width": 390, "height": 844}, bypass_csp=True)
    page = context.new_page()
    page.goto("/sign-in")
    assert has_no_sideways_scroll(page)
    assert faults(page) == ""
    context.close()


def test_somebody_signs_in_and_looks_up_with_the_keyboard_alone(visitor):
    page = visitor.page
    page.goto("/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "email":
            break
    expect(page.get_by_label("Email", exact=True)).to_be_focused()
    page.keyboard.type(PERFORMER)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("your price is too high")
    page.keyboard.press("Enter")
    expect(page).to_have_url("/lookup?q=your+price+is+too+high")


@pytest.mark.parametrize("email", [REP, "nobody@stage.example"], ids=["wrong password", "unknown person"])
def test_a_failed_sign_in_says_the_same_to_everybody(visitor, email):
    visitor.expect_complaint("status of 401")
    page = visitor.page
    page.goto("/sign-in")
    page.get_by_label("Email", exact=True).fill(email)
    page.get_by_label("Password", exact=True).fill("not the word")
    page.get_by_role("button", name="Sign in", exact=True).first.click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("do not belong together")
    expect(page.get_by_label("Email", exact=True)).to_have_value(email)
    expect(page.get_by_label("Password", exact=True)).to_have_value("")


def test_a_missing_page_says_so_and_leads_back(signed_in):
    watched = signed_in(REP)
    watched.expect_complaint("status of 404")
    page = watched.page
    for address in ["/clips/clip_000000000000000000000000", "/nothing/here"]:
        assert page.goto(address).status == 404
        expect(page.get_by_role("heading", name="There is nothing here")).to_be_visible()
    page.get_by_role("link", name="Back to today").click()
    expect(page.get_by_role("searchbox")).to_be_visible()


def test_somebody_who_is_not_signed_in_gets_to_the_page_they_wanted_afterwards(visitor):
    page = visitor.page
    page.goto("/clips?state=published")
    page.get_by_label("Email", exact=True).fill(PERFORMER)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).first.click()
    expect(page).to_have_url("/clips?state=published")


def test_lookup_works_without_scripts(signed_in, clip):
    page = signed_in(REP, java_script_enabled=False).page
    page.goto("/")
    page.get_by_role("searchbox").fill("list price")
    page.get_by_role("button", name="Look up").click()
    expect(page).to_have_url("/lookup?q=list+price")
    expect(page.get_by_role("searchbox")).to_have_value("list price")
