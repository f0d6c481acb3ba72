"""Describing a clip: everything is one tap or one drag, saves itself, and can be taken back."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import REP, is_ready
from playwright.sync_api import expect
from recordings import speak
from waiting import eventually

SAID = [
    "Honestly, you are too expensive. The other quote is twenty percent lower.",
    "Compared with what is it too high? Let us count what one wrong delivery costs you every month, and then look at "
    "the difference again.",
    "Good. I will send you the numbers this evening, and we speak again on Friday.",
]


@pytest.fixture(scope="module")
def talk(server, rep, workshop):
    """A draft of the rep with a transcript."""
    data = speak(SAID, workshop, "acme_second-call").path.read_bytes()
    address = rep.begin_upload("acme_second-call.mp4", len(data))
    assert rep.send(address, 0, data).status == 204
    clip = eventually(lambda: rep.clip_of(address), 30, "the upload became a clip")
    eventually(lambda: is_ready(rep, clip), 180, "the clip is ready")
    eventually(lambda: record(rep, clip)["media"]["transcript"] == "machine", 180, "what is said is written down")
    return clip


def record(api, clip):
    return api.get(f"/api/v1/clips/{clip}")


@pytest.fixture
def draft(rep, talk):
    """The same clip as it was after the upload."""
    body = {"title": "acme second call", "stage": None, "objection": None, "clip_type": None, "rules": [], "moments": []}
    assert rep.call("PATCH", f"/api/v1/clips/{talk}", body).status == 200
    return talk


def opened(page, clip):
    page.goto(f"/clips/{clip}/edit")
    expect(page.locator("[data-save-state]")).to_have_text("Saved")
    return page


def saved(page):
    expect(page.locator("[data-edit-bar]")).to_have_attribute("data-state", "saved")


def drag(page, points, finger):
    if not finger:
        page.mouse.move(*points[0])
        page.mouse.down()
        for point in points[1:]:
            page.mouse.move(*point)
        page.mouse.up()
        return
    screen = page.context.new_cdp_session(page)
    for index, (x, y) in enumerate(points):
        kind = "touchStart" if index == 0 else "touchMove"
        screen.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    screen.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_title_objection_and_stage_take_one_tap_each_and_then_it_can_be_published(signed_in, rep, draft):
    page = opened(signed_in(REP).page, draft)
    publish = page.get_by_role("button", name="Publish", exact=True)
    expect(page.locator("[data-publish-missing]")).to_contain_text("an objection or a clip type, a stage, the notice")
    page.get_by_role("button", name="you are too expensive Said at 0:0").click()
    page.get_by_role("button", name="Use it: Too expensive").click()
    page.get_by_role("radio", name="Negotiation / procurement / legal").check()
    saved(page)
    shown = record(rep, draft)
    assert "you are too expensive" in shown["title"]
    assert (shown["objection"], shown["stage"]) == ("ob.price", "st.negotiate")
    publish.click()
    expect(page.get_by_label("Who is heard?")).to_be_focused()
    page.get_by_label("Who is heard?").fill("Nobody: a machine reads it")
    page.get_by_label("How were they told?").fill("There is nobody to tell")
    expect(page.locator("[data-publish-missing]")).to_have_text("")
    publish.click()
    expect(page).to_have_url(f"/clips/{draft}")
    assert record(rep, draft)["state"] == "published"
    assert rep.call("DELETE", f"/api/v1/clips/{draft}/publication").status == 200


def test_arrow_keys_move_through_the_stages(signed_in, rep, draft):
    page = opened(signed_in(REP).page, draft)
    page.get_by_role("radio", name="Targeting and research").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="First contact / prospecting conversation")).to_be_checked()
    saved(page)
    assert record(rep, draft)["stage"] == "st.first"


@pytest.mark.parametrize("finger", [False, True], ids=["mouse", "phone"])
def test_a_drag_over_the_sound_makes_a_moment_and_its_ends_can_be_nudged(signed_in, rep, draft, finger):
    size = {"viewport": {"width": 390 if finger else 1280, "height": 844}, "has_touch": finger}
    page = opened(signed_in(REP, **size).page, draft)
    track = page.locator("[data-mark-track]")
    track.scroll_into_view_if_needed()
    box = track.bounding_box()
    middle = box["y"] + box["height"] / 2
    drag(page, [(box["x"] + box["width"] * share, middle) for share in (0.25, 0.3, 0.4, 0.6, 0.75)], finger)
    title = page.get_by_label("What the buyer said")
    expect(title).to_be_focused()
    expect(title).not_to_have_value("")
    title.fill("You are too expensive")
    saved(page)
    length = record(rep, draft)["media"]["duration_ms"]
    [moment] = record(rep, draft)["moments"]
    assert moment["title"] == "You are too expensive"
    assert abs(moment["start_ms"] - length * 0.25) < length * 0.03
    assert abs(moment["end_ms"] - length * 0.75) < length * 0.03
    handle = page.get_by_role("slider", name="Start of You are too expensive")
    handle.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    saved(page)
    [nudged] = record(rep, draft)["moments"]
    assert nudged == {**moment, "start_ms": moment["start_ms"] + 1100}


def test_i_and_o_set_the_ends_where_the_player_is(signed_in, rep, draft):
    page = opened(signed_in(REP).page, draft)
    page.evaluate("document.querySelector('[data-player] video').currentTime = 2")
    page.get_by_role("heading", name="Moments").click()
    page.keyboard.press("i")
    page.get_by_role("heading", name="Moments").click()
    page.evaluate("document.querySelector('[data-player] video').currentTime = 5")
    page.keyboard.press("o")
    saved(page)
    [moment] = record(rep, draft)["moments"]
    assert (moment["start_ms"], moment["end_ms"]) == (2000, 5000)


def test_a_change_saves_itself_and_undo_survives_a_reload(signed_in, rep, draft):
    page = opened(signed_in(REP).page, draft)
    page.get_by_label("Title", exact=True).fill("Twenty percent lower")
    saved(page)
    assert record(rep, draft)["title"] == "Twenty percent lower"
    page.reload()
    expect(page.get_by_label("Title", exact=True)).to_have_value("Twenty percent lower")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_label("Title", exact=True)).to_have_value("acme second call")
    saved(page)
    assert record(rep, draft)["title"] == "acme second call"
    page.get_by_role("heading", name="What it is").click()
    page.keyboard.press("Control+Shift+Z")
    saved(page)
    assert record(rep, draft)["title"] == "Twenty percent lower"


def test_typing_a_title_is_one_step_to_undo_and_moments_come_back(signed_in, rep, draft):
    page = opened(signed_in(REP).page, draft)
    page.get_by_role("button", name="Mark a moment here").click()
    title = page.get_by_label("What the buyer said")
    first = title.input_value()
    page.keyboard.type("The other quote is lower")
    saved(page)
    undo = page.get_by_role("button", name="Undo")
    undo.click()
    expect(title).to_have_value(first)
    undo.click()
    expect(title).to_have_count(0)
    saved(page)
    assert record(rep, draft)["moments"] == []
    redo = page.get_by_role("button", name="Redo")
    redo.click()
    redo.click()
    saved(page)
    assert [moment["title"] for moment in record(rep, draft)["moments"]] == ["The other quote is lower"]


def test_a_clip_is_described_and_published_with_the_keyboard_alone(signed_in, rep, draft):
    page = opened(signed_in(REP).page, draft)
    page.get_by_role("link", name="Title").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Title", exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Title", exact=True)).to_be_focused()
    for _ in range(4):
        if page.evaluate("document.activeElement.dataset.take") == "objection":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio", name="Too expensive")).to_be_focused()
    page.get_by_role("link", name="Stage").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    for label in ["Who is heard?", "How were they told?"]:
        page.get_by_label(label).focus()
        page.keyboard.type("Nobody, a machine")
    saved(page)
    page.get_by_role("button", name="Publish", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"/clips/{draft}")
    assert rep.call("DELETE", f"/api/v1/clips/{draft}/publication").status == 200


def test_what_only_someone_else_changed_is_taken_over_and_what_both_changed_is_asked(signed_in, rep, draft):
    watched = signed_in(REP)
    watched.expect_complaint("status of 409")
    page = opened(watched.page, draft)
    theirs = {"title": "Their title", "stage": "st.propose"}
    assert rep.call("PATCH", f"/api/v1/clips/{draft}", theirs).status == 200
    page.get_by_label("Title", exact=True).fill("My title")
    conflict = page.get_by_role("region", name="Someone else changed this too")
    expect(conflict).to_contain_text('Title: they have "Their title".')
    expect(page.get_by_role("radio", name="Proposal / business case")).to_be_checked()
    assert record(rep, draft)["title"] == "Their title"
    conflict.get_by_role("button", name="Keep mine").click()
    saved(page)
    expect(conflict).to_be_hidden()
    assert (record(rep, draft)["title"], record(rep, draft)["stage"]) == ("My title", "st.propose")


def test_edits_made_without_a_connection_are_kept_and_sent_when_it_is_back(signed_in, rep, draft):
    watched = signed_in(REP)
    watched.expect_complaint("net::ERR")
    page = opened(watched.page, draft)
    page.context.set_offline(True)
    page.get_by_label("Title", exact=True).fill("Written in the train")
    expect(page.locator("[data-save-state]")).to_contain_text("Not saved: there is no connection")
    page.context.set_offline(False)
    saved(page)
    assert record(rep, draft)["title"] == "Written in the train"


def test_leaving_with_something_unsaved_asks_first_and_coming_back_brings_it_back(signed_in, rep, draft):
    watched = signed_in(REP)
    watched.expect_complaint("net::ERR")
    page = opened(watched.page, draft)
    page.context.set_offline(True)
    page.get_by_label("Title", exact=True).press("End")
    page.keyboard.type(" of the train")
    expect(page.locator("[data-save-state]")).to_contain_text("Not saved")
    # Before the connection is back: the page sends what it has kept the moment it is.
    page.route("**/api/v1/clips/*", lambda route: route.abort() if route.request.method == "PATCH" else route.continue_())
    page.context.set_offline(False)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("/clips")
    assert asked == ["beforeunload"]
    page.unroute("**/api/v1/clips/*")
    page.goto(f"/clips/{draft}/edit")
    expect(page.get_by_label("Title", exact=True)).to_have_value("acme second call of the train")
    saved(page)
    assert record(rep, draft)["title"] == "acme second call of the train"


def test_a_rule_that_is_half_written_waits_and_rules_change_places(signed_in, rep, draft):
    page = opened(signed_in(REP).page, draft)
    page.get_by_role("button", name="Add a rule").click()
    page.keyboard.type("they say it is too expensive")
    expect(page.locator("[data-save-state]")).to_contain_text("Will be saved as soon as rule 1 says when, and what to do")
    page.keyboard.press("Enter")
    page.keyboard.type("ask compared with what")
    saved(page)
    page.get_by_role("button", name="Add a rule").click()
    page.keyboard.type("they name a rival")
    page.keyboard.press("Enter")
    page.keyboard.type("ask what it leaves out")
    saved(page)
    page.get_by_role("group", name="Rule 2").get_by_role("button", name="Move up").click()
    saved(page)
    assert [rule["when"] for rule in record(rep, draft)["rules"]] == ["they name a rival", "they say it is too expensive"]


def test_a_caption_is_mended_in_place_and_an_earlier_version_comes_back(signed_in, rep, draft):
    page = opened(signed_in(REP).page, draft)
    lines = page.get_by_role("region", name="Lines").get_by_role("textbox")
    before = lines.nth(0).input_value()
    lines.nth(0).fill("Honestly, the price is too high.")
    lines.nth(0).press("Enter")
    expect(lines.nth(1)).to_be_focused()
    saved(page)
    transcript = rep.get(f"/api/v1/clips/{draft}/transcript")
    assert (transcript["lines"][0]["text"], transcript["source"]) == ("Honestly, the price is too high.", "edited")
    page.reload()
    page.locator("summary", has_text="1 earlier version").click()
    page.get_by_role("button", name="Restore version 1", exact=True).click()
    expect(lines.nth(0)).to_have_value(before)
    assert rep.get(f"/api/v1/clips/{draft}/transcript")["lines"][0]["text"] == before


def test_without_scripts_the_form_is_saved_with_its_button(signed_in, rep, draft):
    page = signed_in(REP, java_script_enabled=False).page
    page.goto(f"/clips/{draft}/edit")
    page.get_by_label("Title", exact=True).fill("By hand")
    page.get_by_role("radio", name="Not now").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page).to_have_url(f"/clips/{draft}")
    assert (record(rep, draft)["title"], record(rep, draft)["objection"]) == ("By hand", "ob.timing")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_a_full_page_fits_and_has_no_accessibility_fault(signed_in, rep, draft, width, scheme):
    body = {
        "moments": [{"start_ms": 500, "end_ms": 4000, "title": "You are too expensive"}],
        "rules": [{"when": "they say it is too expensive", "action": "ask compared with what", "because": "it helps"}],
    }
    assert rep.call("PATCH", f"/api/v1/clips/{draft}", body).status == 200
    size = {"viewport": {"width": width, "height": 844}, "color_scheme": scheme, "bypass_csp": True}
    page = opened(signed_in(REP, **size).page, draft)
    page.get_by_label("What the buyer said").focus()
    for words in ["More details", "No objection in it?", "An end date"]:
        page.get_by_text(words).click()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    results = Axe().run(page, options={"resultTypes": ["violations"]})
    assert results.violations_count == 0, results.generate_report()


def test_what_is_typed_before_the_script_comes_is_saved_as_well(signed_in, rep, draft):
    page = signed_in(REP).page
    held = []
    page.route("**/edit.js", lambda route: held.append(route))
    page.goto(f"/clips/{draft}/edit", wait_until="commit")
    page.get_by_label("Title", exact=True).fill("Typed at once")
    eventually(lambda: held, 10, "the script is asked for")
    for route in held:
        route.continue_()
    eventually(lambda: record(rep, draft)["title"] == "Typed at once", 15, "the title is saved")
    saved(page)
