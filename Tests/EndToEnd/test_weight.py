"""What a page costs on the way to a phone, and whether it stays still while it comes."""

import pytest
from conftest import ADMIN, REP
from playwright.sync_api import expect

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
PAGES = ["/", "/lookup?q=the+price+is+too+high", "/clips", "/clips/new", "/account", "/sets", "/assignments"]
LARGEST = 60 * 1024


def weigh(page, address):
    """Bytes over the wire for the page and what it is made of, without media; nothing is in the browser's cache."""
    found = []
    page.on("requestfinished", lambda request: found.append(request))
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    kinds = ("document", "stylesheet", "script", "other", "fetch", "image")
    counted = [request for request in found if request.resource_type in kinds and "/media/" not in request.url]
    return sum(request.sizes()["responseBodySize"] for request in counted)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_light(signed_in, address):
    page = signed_in(REP, **PHONE).page
    assert weigh(page, address) <= LARGEST


@pytest.mark.parametrize("part", ["", "/edit"], ids=["player", "edit"])
def test_the_page_of_a_clip_is_light(signed_in, clip, part):
    page = signed_in(REP, **PHONE).page
    assert weigh(page, f"/clips/{clip}{part}") <= LARGEST


@pytest.mark.parametrize("email, address", [(REP, "/"), (REP, "/lookup?q=list+price"), (REP, "/clips"), (ADMIN, "/admin")])
def test_nothing_jumps_while_a_page_comes(signed_in, email, address):
    page = signed_in(email, **PHONE).page
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    shift = page.evaluate("""() => new Promise((done) => {
        requestAnimationFrame(() => requestAnimationFrame(() => {
            const observer = new PerformanceObserver(() => {});
            observer.observe({ type: 'layout-shift', buffered: true });
            done(observer.takeRecords().reduce((sum, entry) => sum + entry.value, 0));
        }));
    })""")
    assert shift < 0.02
