"""Every page for eyes, fingers and settings that are not the usual ones: zoomed to 200 and 400 %, dark, with forced colours,
without motion, touched with a thumb."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import ADMIN, REP
from playwright.sync_api import expect
from server import Server

REP_PAGES = ["/", "/lookup", "/lookup?q=the+price+is+too+high", "/lookup?q=zebra+insurance", "/clips", "/clips?state=retired",
             "/clips/new", "/clips/tagging", "/account", "/trash", "/requests", "/requests/new?q=zebra+insurance", "/pack",
             "/pack?objection=ob.price", "/sets", "/sets?scope=templates", "/assignments", "/assignments?scope=mine", "/recall",
             "/cues", "/memory", "/feedback", "/feedback?shelf=given", "/feedback/receipts", "/notifications",
             "/practice", "/rubrics"]
ADMIN_PAGES = ["/", "/admin", "/admin/people", "/admin/teams", "/admin/taxonomy", "/admin/taxonomy?kind=objection",
               "/admin/taxonomy?kind=glossary", "/admin/jobs", "/admin/storage", "/admin/settings", "/admin/learning",
               "/admin/judging", "/style", "/gaps", "/sets/new", "/sets/new?objection=ob.price", "/assignments?scope=given",
               "/team/retention", "/calibration", "/briefs/new", "/rubrics/new"]
# Pages that say no.
REFUSED = {REP: ["/nothing/here", "/admin"], ADMIN: ["/admin/jobs/nothing"]}

# What people read must stay inside the window: 1280 px at 200 % and at 400 % are 640 and 320 (WCAG 1.4.4, 1.4.10). Boxes
# that scroll on their own (the grid, chips on a phone) may be wider inside.
OUTSIDE = """() => {
    const scrolls = (node) => {
        for (let at = node.parentElement; at; at = at.parentElement) {
            if (['auto', 'scroll'].includes(getComputedStyle(at).overflowX)) return true;
        }
        return false;
    };
    return [...document.querySelectorAll('body *')].filter((node) => {
        const hasText = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim() !== '');
        const box = node.getBoundingClientRect();
        if (!hasText && !node.matches('input, select, textarea, button, img, video')) return false;
        if (box.width <= 1 || box.height <= 1 || !node.checkVisibility() || node.closest('.sr, .skip')) return false;
        return (box.right > innerWidth + 1 || box.left < -1) && !scrolls(node);
    }).map((node) => `${node.tagName} ${node.className} "${node.textContent.trim().slice(0, 40)}"`);
}"""

# Text that its box cuts off. An ellipsis in a chip, a select or the player's bar tells that there is more, and where it is.
CUT_OFF = """() => [...document.querySelectorAll('body *')].filter((node) => {
    const style = getComputedStyle(node);
    const hasText = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim() !== '');
    if (!hasText || !node.checkVisibility() || node.closest('.sr, .skip, select, .chapters, .player-moment, .mark, .clamp')) return false;
    // The brand's name is for ears alone where three pictures stand beside it on a phone.
    if (style.clipPath !== 'none') return false;
    if (style.overflowX === 'visible' || style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none') return false;
    return node.scrollWidth > node.clientWidth + 1 && !['auto', 'scroll'].includes(style.overflowX);
}).map((node) => `${node.tagName} ${node.className} "${node.textContent.trim().slice(0, 40)}"`)"""

# Fingers: what is tapped is at least 24 px high and wide (WCAG 2.5.8); links in the middle of a line of text may be as high as
# the line. On a phone the main controls have 44 px.
SMALL_TARGETS = """(least) => [...document.querySelectorAll('a, button, select, summary, input, textarea, label:has(input)')].filter((node) => {
    if (!node.checkVisibility() || node.closest('.sr, [aria-hidden=true]') || node.matches('[type=hidden], .sr')) return false;
    if (node.matches('input') && node.closest('label')) node = node.closest('label');
    if (getComputedStyle(node).display === 'inline') return false;
    let { width, height } = node.getBoundingClientRect();
    if (width <= 1 || height <= 1) return false;
    const after = getComputedStyle(node, '::after');
    if (node.matches('.card h3 a') && after.position === 'absolute') ({ width, height } = node.closest('.card').getBoundingClientRect());
    return width < least - 0.5 || height < least - 0.5;
}).map((node) => `${node.tagName} ${node.className} "${(node.getAttribute('aria-label') ?? node.textContent).trim().slice(0, 40)}" ${Math.round(node.getBoundingClientRect().width)}x${Math.round(node.getBoundingClientRect().height)}`)"""

# Long lists are laid out where they are looked at only; whoever measures looks everywhere.
LAID_OUT = "* { content-visibility: visible !important }"
OPEN_ALL = "document.querySelectorAll('details').forEach((part) => { part.open = true; })"

MAIN_CONTROLS = ".button.main, .nav a, .ask input, .ask .button, .big-play, .transport button, .chip, .pick span, .edit-bar button"


# Names of icons the page asks for and the sprite does not have.
MISSING_PICTURES = """async () => {
    const uses = [...document.querySelectorAll('use')].map((use) => use.getAttribute('href')).filter((href) => !href.startsWith('#'));
    const missing = [];
    for (const file of new Set(uses.map((use) => use.split('#')[0]))) {
        const sprite = new DOMParser().parseFromString(await (await fetch(file)).text(), 'image/svg+xml');
        missing.push(...uses.filter((use) => use.startsWith(file) && !sprite.getElementById(use.split('#')[1])));
    }
    return missing;
}"""
# What is for ears alone is put beside the flow: a box that scrolls must hold it, or it makes the page as wide as the box's inside.
LOOSE = """() => [...document.querySelectorAll('main *')]
    .filter((box) => ['auto', 'scroll'].includes(getComputedStyle(box).overflowX))
    .filter((box) => [...box.querySelectorAll('.sr')].some((words) => words.offsetParent && !box.contains(words.offsetParent)))
    .map((box) => box.className || box.tagName)"""
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def addresses_of(email, clip):
    own = [f"/clips/{clip}", f"/clips/{clip}?t=2", f"/clips/{clip}/edit", f"/clips/{clip}/feedback"] if email == REP else []
    return (REP_PAGES if email == REP else ADMIN_PAGES) + own + REFUSED[email]


def visit(watched, email, address):
    refused = address in REFUSED[email]
    if refused:
        watched.expect_complaint("status of 404")
        watched.expect_complaint("status of 403")
    answer = watched.page.goto(address)
    assert answer.status in ((403, 404) if refused else (200,)), address
    expect(watched.page.get_by_role("heading", level=1)).to_have_count(1)
    return watched.page


@pytest.mark.parametrize("width, height", [(640, 400), (320, 256)], ids=["200 percent", "400 percent"])
@pytest.mark.parametrize("email", [REP, ADMIN], ids=["rep", "admin"])
def test_zoomed_pages_scroll_in_one_direction_and_cut_nothing_off(signed_in, clip, email, width, height):
    watched = signed_in(email, viewport={"width": width, "height": height})
    for address in addresses_of(email, clip):
        page = visit(watched, email, address)
        page.evaluate(OPEN_ALL)
        assert not page.evaluate(SIDEWAYS), address
        assert page.evaluate(LOOSE) == [], address
        assert page.evaluate(OUTSIDE) == [], address
        assert page.evaluate(CUT_OFF) == [], address


# Colours do not depend on the width: both of each are seen in two walks.
@pytest.mark.parametrize("width, scheme", [(390, "dark"), (1280, "light")])
@pytest.mark.parametrize("email", [REP, ADMIN], ids=["rep", "admin"])
def test_every_page_fits_and_is_without_accessibility_fault(signed_in, clip, email, width, scheme):
    # What axe puts into the page is not part of it: the policy that would stop it is tested in the server's own tests.
    options = {"viewport": {"width": width, "height": 844}, "has_touch": width < 500, "bypass_csp": True, "color_scheme": scheme}
    watched = signed_in(email, **options)
    for address in addresses_of(email, clip):
        page = visit(watched, email, address)
        assert not page.evaluate(SIDEWAYS), address
        assert page.evaluate(MISSING_PICTURES) == [], address
        page.add_style_tag(content=LAID_OUT)
        page.evaluate(OPEN_ALL)
        found = Axe().run(page, options={"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}})
        assert found.violations_count == 0, f"{address}: {found.generate_report()}"


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("email", [REP, ADMIN], ids=["rep", "admin"])
def test_everything_that_is_tapped_is_large_enough(signed_in, clip, email, width):
    watched = signed_in(email, viewport={"width": width, "height": 844}, has_touch=width < 500, is_mobile=width < 500)
    for address in addresses_of(email, clip):
        page = visit(watched, email, address)
        assert page.evaluate(SMALL_TARGETS, 24) == [], address
        if width < 500:
            small = page.evaluate(
                """(selector) => [...document.querySelectorAll(selector)].filter((node) => node.checkVisibility())
                    .filter((node) => node.getBoundingClientRect().height < 43.5)
                    .map((node) => `${node.className} ${node.textContent.trim()} ${node.getBoundingClientRect().height}`)""",
                MAIN_CONTROLS)
            assert small == [], address


@pytest.mark.parametrize("email", [REP, ADMIN], ids=["rep", "admin"])
def test_forced_colours_keep_what_is_chosen_and_focused_visible(signed_in, clip, email):
    watched = signed_in(email, viewport={"width": 1280, "height": 844}, forced_colors="active")
    for address in addresses_of(email, clip):
        page = visit(watched, email, address)
        lost = page.evaluate("""() => [...document.querySelectorAll('[aria-current]')].filter((node) => node.checkVisibility())
            .filter((node) => {
                const style = getComputedStyle(node);
                return style.outlineStyle === 'none' && style.borderStyle === 'none' && style.textDecorationLine === 'none';
            }).map((node) => node.className + node.textContent.trim())""")
        assert lost == [], address
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none", address


@pytest.mark.parametrize("email", [REP, ADMIN], ids=["rep", "admin"])
def test_nothing_moves_for_whoever_asked_for_less_motion(signed_in, clip, email):
    watched = signed_in(email, reduced_motion="reduce")
    for address in addresses_of(email, clip):
        page = visit(watched, email, address)
        moving = page.evaluate("""() => [...document.querySelectorAll('*')].filter((node) => node.checkVisibility()).filter((node) => {
            const style = getComputedStyle(node);
            return style.animationName !== 'none' || style.transitionDuration.split(', ').some((time) => parseFloat(time) > 0);
        }).map((node) => node.className)""")
        assert moving == [], address


def test_doorway_pages_hold_up_too(server, browser, tmp_path):
    empty = Server(tmp_path / "nobody yet").start()
    try:
        token = next(found[1] for line in empty.output if (found := re.search(r"/set-up\?token=([\w-]+)", line)))
        doors = [(server.address, "/sign-in"), (empty.address, "/sign-in"), (empty.address, f"/set-up?token={token}"),
                 (empty.address, "/set-up/nothing")]
        for base, address in doors:
            for width in (1280, 640, 390, 320):
                for scheme in ("light", "dark"):
                    context = browser.new_context(
                        base_url=base, viewport={"width": width, "height": 600}, color_scheme=scheme, bypass_csp=True)
                    page = context.new_page()
                    page.goto(address)
                    expect(page.get_by_role("heading", level=1)).to_have_count(1)
                    assert page.evaluate(OUTSIDE) == [], (address, width)
                    assert page.evaluate(SMALL_TARGETS, 24) == [], (address, width)
                    if width in (1280, 390):
                        found = Axe().run(page, options={"resultTypes": ["violations"]})
                        assert found.violations_count == 0, (address, width, scheme, found.generate_report())
                    context.close()
    finally:
        empty.stop()


def test_single_keys_can_be_switched_off(signed_in):
    page = signed_in(REP).page
    page.goto("/account")
    page.get_by_label("Use single keys").uncheck()
    page.goto("/clips")
    page.keyboard.press("/")
    expect(page).to_have_url("/clips")
    page.goto("/account")
    expect(page.get_by_label("Use single keys")).not_to_be_checked()
    page.get_by_label("Use single keys").check()
    page.goto("/clips")
    page.keyboard.press("/")
    expect(page).to_have_url("/lookup")
