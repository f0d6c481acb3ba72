"""Every main page as people meet it: with a keyboard, on a phone, with a screen reader, and when something is wrong."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import ADMIN, PERFORMER, REP
from playwright.sync_api import expect
from server import PASSWORD

REP_PAGES = ["/", "/lookup", "/lookup?q=the+price+is+too+high", "/clips", "/clips/new", "/account", "/trash",
             "/lookup?q=zebra+insurance", "/requests", "/requests/new?q=zebra+insurance", "/pack", "/pack?objection=ob.price",
             "/clips/tagging", "/sets", "/sets?scope=templates", "/assignments", "/assignments?scope=mine", "/recall", "/cues", "/memory",
             "/feedback", "/feedback?shelf=given", "/feedback/receipts", "/notifications", "/practice", "/rubrics"]
ADMIN_PAGES = ["/admin", "/admin/people", "/admin/teams", "/admin/taxonomy", "/admin/jobs", "/admin/storage", "/admin/settings",
               "/style", "/gaps", "/admin/learning", "/admin/judging", "/sets/new", "/sets/new?objection=ob.price",
               "/assignments?scope=given", "/team/retention", "/calibration", "/admin/taxonomy?kind=glossary", "/briefs/new", "/rubrics/new"]


def has_no_sideways_scroll(page):
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def missing_pictures(page):
    """Names of icons the page asks for and the sprite does not have."""
    return page.evaluate("""async () => {
        const uses = [...document.querySelectorAll('use')].map((use) => use.getAttribute('href'))
            .filter((href) => !href.startsWith('#'));
        const missing = [];
        for (const file of new Set(uses.map((use) => use.split('#')[0]))) {
            const sprite = new DOMParser().parseFromString(await (await fetch(file)).text(), 'image/svg+xml');
            missing.push(...uses.filter((use) => use.startsWith(file) && !sprite.getElementById(use.split('#')[1])));
        }
        return missing;
    }""")


def faults(page):
    results = Axe().run(page, options={"resultTypes": ["violations"]})
    return results.generate_report() if results.violations_count else ""


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("email, addresses", [(REP, REP_PAGES), (ADMIN, ADMIN_PAGES)], ids=["rep", "admin"])
def test_pages_fit_and_have_no_accessibility_fault(signed_in, clip, email, addresses, width):
    # What axe puts into the page is not part of it: the policy that would stop it is tested in the server's own tests.
    phone = {"viewport": {"width": width, "height": 844}, "has_touch": width < 500, "bypass_csp": True}
    page = signed_in(email, **phone).page
    own = [f"/clips/{clip}", f"/clips/{clip}/edit", f"/clips/{clip}/feedback"] if email == REP else []
    for address in addresses + own:
        assert page.goto(address).status == 200, address
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        assert has_no_sideways_scroll(page), f"{address} scrolls sideways at {width}"
        assert missing_pictures(page) == [], address
        assert faults(page) == "", address


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
