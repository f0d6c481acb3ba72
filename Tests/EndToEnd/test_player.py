"""The page on which people spend their time: looking for a place, moments, captions, transcript, links, other answers."""

import os
import re
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import ADMIN, PERFORMER, REP, is_ready, player_is_ready
from playwright.sync_api import Error, expect
from recordings import Recording, speak
from talks import add, describe, publish
from waiting import eventually

PIECES = [
    "Thank you for your patience. Before we talk about numbers I would like to hear how you plan a delivery today, "
    "because that decides what it is worth to you.",
    "You said it costs too much. Compared with what does it cost too much? A silver teapot costs too much as well when "
    "nobody in the house drinks tea.",
    "Then let us count together what one late delivery costs you in a month, and write it on one page for your finance "
    "people.",
]


@dataclass
class Talk:
    clip: str
    recording: Recording

    @property
    def address(self):
        return f"/clips/{self.clip}"


@pytest.fixture(scope="module")
def talk(rep, workshop):
    """A published clip with three moments, everything drawn and written down."""
    recording = speak(PIECES, workshop, "silver teapot")
    clip = add(rep, recording.path)
    describe(rep, clip, "It costs too much", "Robin Vale")
    ends = [*recording.starts[1:], recording.seconds]
    titles = ["How do you plan today?", "Compared with what?", "Count one late delivery"]
    moments = [
        {"start_ms": round(start * 1000), "end_ms": round(end * 1000), "title": title}
        for start, end, title in zip(recording.starts, ends, titles)]
    assert rep.call("PUT", f"/api/v1/clips/{clip}/moments", {"moments": moments}).status == 200
    eventually(lambda: is_whole(rep, clip), 240, "the clip is drawn and transcribed")
    publish(rep, clip)
    return Talk(clip, recording)


@pytest.fixture(scope="module")
def answer(server, workshop):
    """What somebody else answers to the same."""
    performer = server.api(PERFORMER)
    recording = speak(["It is a lot of money. What would it cost you to wait another year?"], workshop, "a year")
    clip = add(performer, recording.path)
    describe(performer, clip, "A lot of money", "Pat Okoye")
    moments = [{"start_ms": 1500, "end_ms": 4000, "title": "What would waiting cost?"}]
    assert performer.call("PUT", f"/api/v1/clips/{clip}/moments", {"moments": moments}).status == 200
    publish(performer, clip)
    return clip


def is_whole(api, clip):
    shown = api.get(f"/api/v1/clips/{clip}")
    kinds = {rendition["kind"] for rendition in shown["renditions"]}
    assert shown["media"]["transcript"] not in ("unavailable", "failed"), shown["media"]
    # While there is work the page says so above the player.
    is_idle = not shown["jobs"]
    return is_idle and {"storyboard", "waveform"} <= kinds and shown["media"]["transcript"] == "machine"


@pytest.fixture
def opened(signed_in, talk):
    """The page of the clip, its recording known to the browser."""
    def at(address=talk.address, email=PERFORMER, **options):
        watched = signed_in(email, **options)
        watched.page.goto(address)
        player_is_ready(watched.page)
        return watched

    return at


def now(page):
    return page.evaluate("document.querySelector('video').currentTime")


def ready_state(page):
    return page.evaluate("document.querySelector('video').readyState")


def bar_point(page, share):
    box = page.locator("[data-bar]").bounding_box()
    return box["x"] + box["width"] * share, box["y"] + box["height"] * 0.7


def test_keys_play_seek_and_go_from_moment_to_moment(opened, talk):
    page = opened(f"{talk.address}?t=0").page
    starts = talk.recording.starts
    page.keyboard.press("]")
    assert now(page) == pytest.approx(starts[1], abs=0.1)
    expect(page.get_by_role("link", name="Compared with what?")).to_have_attribute("aria-current", "true")
    page.keyboard.press("]")
    assert now(page) == pytest.approx(starts[2], abs=0.1)
    page.keyboard.press("[")
    assert now(page) == pytest.approx(starts[1], abs=0.1)
    page.keyboard.press("ArrowRight")
    assert now(page) == pytest.approx(starts[1] + 5, abs=0.1)
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press(".")
    assert now(page) == pytest.approx(starts[1] + 4.1, abs=0.1)
    page.keyboard.press("0")
    assert now(page) == 0
    page.keyboard.press("k")
    eventually(lambda: now(page) > 0.5, 20, "it plays")
    page.keyboard.press("k")
    expect(page.locator(".player").get_by_role("button", name="Play", exact=True).last).to_be_visible()


def test_the_list_of_keys_opens_by_its_key_and_can_turn_them_off(opened):
    page = opened().page
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Keys")
    expect(sheet).to_contain_text("Previous, next moment")
    sheet.get_by_label("Use these keys").uncheck()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    page.keyboard.press("m")
    assert not page.evaluate("document.querySelector('video').muted")
    page.reload()
    page.keyboard.press("]")
    assert now(page) == 0
    page.get_by_role("button", name="All keys").click()
    page.get_by_label("Use these keys").check()


def test_the_place_under_the_pointer_is_shown_before_going_there(opened, talk):
    page = opened(f"{talk.address}?t=0").page
    length = talk.recording.seconds
    page.mouse.move(*bar_point(page, 0.5))
    canvas = page.locator("[data-preview] canvas")
    expect(canvas).to_have_attribute("data-tile", str(round(length * 0.5 / 2)))
    expect(page.locator("[data-preview-title]")).to_have_text("Compared with what?")
    middle = painted(page)
    page.mouse.move(*bar_point(page, 0.1))
    expect(canvas).to_have_attribute("data-tile", str(round(length * 0.1 / 2)))
    assert painted(page) != middle
    assert now(page) == 0


def painted(page):
    """The picture in the bubble, as one number."""
    return page.evaluate(
        "document.querySelector('[data-preview] canvas').getContext('2d').getImageData(0, 0, 160, 90).data"
        ".reduce((sum, value, index) => (sum * 31 + value + index) % 1000003, 7)")


def test_dragging_on_the_bar_goes_to_the_place_that_is_let_go(opened, talk):
    page = opened(f"{talk.address}?t=0").page
    length = talk.recording.seconds
    page.mouse.move(*bar_point(page, 0.2))
    page.mouse.down()
    page.mouse.move(*bar_point(page, 0.6), steps=8)
    page.mouse.up()
    assert now(page) == pytest.approx(length * 0.6, abs=0.3)
    # Far below the bar the same way is a short one.
    x, y = bar_point(page, 0.6)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 200)
    page.mouse.move(x + 200, y + 200, steps=4)
    expect(page.locator("[data-preview-fine]")).to_be_visible()
    page.mouse.up()
    width = page.locator("[data-bar]").bounding_box()["width"]
    assert now(page) == pytest.approx(length * (0.6 + 0.08 * 200 / width), abs=0.3)


def test_captions_are_shown_and_their_look_is_kept(opened, talk):
    page = opened(f"{talk.address}?t={int(talk.recording.starts[1]) + 2}").page
    captions = page.locator("[data-captions-place]")
    page.keyboard.press("k")
    eventually(lambda: captions.inner_text().strip(), 20, "captions are drawn")
    page.keyboard.press("k")
    page.get_by_role("button", name="How captions look").click()
    page.get_by_role("radio", name="Largest").check()
    page.get_by_role("radio", name="Nothing").check()
    page.reload()
    expect(captions).to_have_attribute("data-size", "largest")
    expect(captions).to_have_attribute("data-back", "none")
    page.keyboard.press("s")
    expect(captions).to_be_hidden()
    expect(page.get_by_role("status").filter(has_text="Captions off")).to_be_visible()


def test_speed_keeps_the_pitch_and_is_remembered(opened):
    page = opened().page
    page.get_by_label("Speed").select_option("1.5")
    page.reload()
    expect(page.get_by_label("Speed")).to_have_value("1.5")
    assert page.evaluate("document.querySelector('video').playbackRate") == 1.5
    assert page.evaluate("document.querySelector('video').preservesPitch")
    page.keyboard.press(">")
    expect(page.get_by_label("Speed")).to_have_value("1.75")


def test_words_are_found_in_the_transcript_and_lead_to_their_second(opened, talk, rep):
    lines = rep.get(f"/api/v1/clips/{talk.clip}/transcript")["lines"]
    # The machine hears what it hears: the words are taken from what it wrote.
    text = " ".join(line["text"] for line in lines).lower()
    often = max(re.findall("[a-z]{3,}", text), key=text.count)
    once, line = next(
        (word, line) for line in reversed(lines) for word in re.findall("[a-z]{5,}", line["text"].lower())
        if text.count(word) == 1)
    page = opened(f"{talk.address}?t=0").page
    page.keyboard.press("t")
    box = page.get_by_role("searchbox", name="Find in the transcript")
    expect(box).to_be_focused()
    box.fill(often.upper())
    count = page.locator("[data-find-count]")
    expect(count).to_have_text(f"1 of {text.count(often)}")
    assert page.evaluate("CSS.highlights.get('found').size") >= text.count(often)
    box.press("Enter")
    expect(count).to_contain_text("2 of ")
    box.press("Shift+Enter")
    expect(count).to_contain_text("1 of ")
    box.fill("hippopotamus")
    expect(count).to_have_text("Not said")
    box.fill(once)
    expect(count).to_have_text("1 of 1")
    page.mouse.click(*place_of(page, once))
    assert line["start_ms"] / 1000 - 0.1 <= now(page) <= line["end_ms"] / 1000 + 0.5


def place_of(page, word):
    """The middle of a word on the screen."""
    box = page.evaluate(
        """word => {
            for (const line of document.querySelectorAll('[data-transcript] p')) {
                const at = line.textContent.toLowerCase().indexOf(word);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(line.firstChild, at);
                range.setEnd(line.firstChild, at + word.length);
                const { x, y, width, height } = range.getBoundingClientRect();
                return { x: x + width / 2, y: y + height / 2 };
            }
        }""",
        word)
    return box["x"], box["y"]


def test_the_transcript_follows_until_the_reader_scrolls(opened, talk):
    page = opened(f"{talk.address}?t={int(talk.recording.starts[1]) + 1}", viewport={"width": 390, "height": 500}).page
    region = page.get_by_role("region", name="What is said")
    expect(region.locator("li[aria-current]")).to_have_count(1)
    follow = page.get_by_role("button", name="Follow along")
    expect(follow).to_be_hidden()
    region.hover()
    page.mouse.wheel(0, 40)
    expect(follow).to_be_visible()
    follow.click()
    expect(follow).to_be_hidden()
    expect(region.locator("li[aria-current]")).to_be_in_viewport()


@pytest.mark.parametrize("link, second", [("12", 12), ("0m12s", 12), ("0:12", 12)])
def test_a_link_to_a_second_begins_there(opened, talk, link, second):
    page = opened(f"{talk.address}?t={link}").page
    expect(page.locator("[data-now]")).to_have_text(f"0:{second:02}")
    assert now(page) == pytest.approx(second, abs=0.05)


def test_a_link_that_was_broken_on_its_way_still_opens_the_clip(signed_in, talk):
    page = signed_in(PERFORMER).page
    assert page.goto(f"{talk.address}?t=1m2s).").status == 200
    expect(page.locator("[data-player]")).to_be_visible()


def test_a_link_to_this_second_is_copied_and_that_is_said(opened, talk, server):
    page = opened(f"{talk.address}?t=7", permissions=["clipboard-read", "clipboard-write"]).page
    page.get_by_role("button", name="Copy link to this second").click()
    expect(page.get_by_role("status").filter(has_text="Link to 0:07 copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{server.address}{talk.address}?t=7"


def test_it_goes_on_where_somebody_stopped(opened, talk):
    page = opened(f"{talk.address}?t=9", email=ADMIN).page
    page.keyboard.press("k")
    eventually(lambda: now(page) > 9.3, 20, "it plays")
    with page.expect_response(lambda response: response.url.endswith("/watches") and response.ok):
        page.keyboard.press("k")
    page.goto(talk.address)
    expect(page.get_by_text("Goes on at 0:09")).to_be_visible()
    page.get_by_role("button", name="From the start").click()
    eventually(lambda: 0 < now(page) < 5, 20, "it plays from the start")


def test_what_others_answer_is_one_click_away(opened, talk, answer):
    page = opened().page
    card = page.get_by_role("region", name="How others answer this").get_by_role("listitem").first
    expect(card).to_contain_text("Pat Okoye")
    card.get_by_role("link", name="What would waiting cost?").click()
    expect(page).to_have_url(f"/clips/{answer}?t=1")
    expect(page.get_by_role("region", name="How others answer this")).to_contain_text("Robin Vale")


@pytest.mark.parametrize("status, words", [(404, "The recording is not there"), (503, "The server is busy")])
def test_a_recording_that_does_not_come_says_what_to_do(signed_in, talk, status, words):
    watched = signed_in(PERFORMER)
    watched.expect_complaint(f"status of {status}")
    page = watched.page
    page.route("**/media/*/v.mp4", lambda route: route.fulfill(status=status))
    page.goto(talk.address)
    expect(page.get_by_role("alert")).to_contain_text(words)
    page.unroute("**/media/*/v.mp4")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("alert")).to_be_hidden()


class RunsOut:
    """An address of a recording that gives its beginning and, once it has run out, refuses the rest, so many times: an object store
    gives addresses for some minutes, and whoever reads on from one later is refused."""

    def __init__(self, page, times=1, beginning=60_000):
        self.times = times
        self.beginning = beginning
        self.has_run_out = False
        self.begun = 0
        self.waiting = []
        page.route("**/media/*/v.mp4", self.answer)

    # Called while the page is asked for something, and at no other time.
    def answer(self, route):
        asked = route.request.headers.get("range", "bytes=0-")
        start = int(re.search(r"bytes=(\d+)-", asked).group(1))
        if asked == "bytes=0-" and self.has_run_out:
            self.begun += 1
        if self.begun >= self.times or asked == "bytes=0-0":
            route.continue_()
        elif start < self.beginning:
            # The beginning only, so that more has to be asked for.
            headers = {**route.request.headers, "range": f"bytes={start}-{start + self.beginning - 1}"}
            self.send(route, response=route.fetch(headers=headers))
        elif self.has_run_out:
            self.send(route, status=403)
        else:
            self.waiting.append(route)

    def run_out(self):
        self.has_run_out = True
        for route in self.waiting:
            self.send(route, status=403)

    def send(self, route, **answer):
        try:
            route.fulfill(**answer)
        except Error:
            # The browser wants it no more: it has gone to another place.
            pass


@pytest.mark.parametrize("times", [1, 2])
def test_an_address_that_has_run_out_is_asked_for_anew_at_the_same_second(signed_in, talk, times):
    watched = signed_in(PERFORMER)
    watched.expect_complaint("status of 403")
    page = watched.page
    address = RunsOut(page, times)
    page.goto(f"{talk.address}?t=0")
    player_is_ready(page)
    place = talk.recording.starts[2]
    page.keyboard.press("]")
    page.keyboard.press("]")
    address.run_out()
    if times == 1:
        eventually(lambda: ready_state(page) >= 2 and address.begun, 20, "it is there again")
        assert now(page) == pytest.approx(place, abs=0.1)
        expect(page.get_by_role("alert")).to_be_hidden()
    else:
        # Once in a few minutes: what breaks off again at once has another trouble.
        expect(page.get_by_role("alert")).to_contain_text("The connection was lost for a moment")
        page.get_by_role("button", name="Try again").click()
        eventually(lambda: now(page) >= place, 20, "it goes on where it was")


def test_one_that_breaks_off_before_it_is_understood_is_asked_for_anew(signed_in, talk):
    watched = signed_in(PERFORMER)
    watched.expect_complaint("status of 403")
    page = watched.page
    address = RunsOut(page, beginning=400)
    page.goto(f"{talk.address}?t=0")
    eventually(lambda: ready_state(page) == 0 and address.waiting, 20, "more than the beginning is asked for")
    address.run_out()
    player_is_ready(page)
    expect(page.get_by_role("alert")).to_be_hidden()


def test_one_that_the_browser_cannot_play_is_said_to_be_that(signed_in, talk):
    page = signed_in(PERFORMER).page
    page.route("**/media/*/v.mp4", lambda route: route.fulfill(body="No recording at all. " * 99, content_type="video/mp4"))
    page.goto(talk.address)
    expect(page.get_by_role("alert")).to_contain_text("This browser cannot play it")
    page.unroute("**/media/*/v.mp4")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("alert")).to_be_hidden()


@pytest.mark.parametrize("beginning", [400, 60_000])
def test_so_is_one_that_the_browsers_own_controls_play(signed_in, talk, beginning):
    watched = signed_in(PERFORMER)
    watched.expect_complaint("status of 403")
    page = watched.page
    address = RunsOut(page, beginning=beginning)
    page.goto("/lookup?q=silver+teapot")
    found = page.locator("[data-result]").filter(has=page.locator(f'a[href*="{talk.clip}"]')).first
    found.get_by_role("button", name="Play here").press("Enter")
    begun = int(found.get_by_role("heading").get_by_role("link").get_attribute("href").split("?t=")[1])
    least = 0 if beginning < 1000 else 1
    eventually(lambda: ready_state(page) >= least and address.waiting, 20, "more than the beginning is asked for")
    address.run_out()
    eventually(lambda: now(page) > begun + 1, 20, "it goes on")
    assert address.begun == 1


@pytest.fixture
def begun(rep, recording):
    """Clips of which the work has only begun: `begun(suffix)`, each a file nobody sent before."""
    def send(suffix):
        data = recording.path.with_suffix(suffix).read_bytes() + os.urandom(100)
        address = rep.begin_upload(f"while I look{suffix}", len(data))
        assert rep.send(address, 0, data).status == 204
        return eventually(lambda: rep.clip_of(address), 30, "the upload became a clip")

    return send


def test_a_page_comes_anew_by_itself_only_until_there_is_something_to_watch(signed_in, rep, begun):
    page = signed_in(REP).page
    for _ in range(5):
        # Sound alone can mostly be heard before its words are written down.
        clip = begun(".wav")
        page.goto(f"/clips/{clip}")
        player_is_ready(page)
        if page.locator("[data-live-page]").count() == 1:
            break
    page.evaluate("() => { document.body.dataset.mark = 'same'; }")
    show = page.get_by_role("link", name="Show what is ready")
    expect(show).to_be_visible(timeout=180_000)
    eventually(lambda: rep.get(f"/api/v1/clips/{clip}")["media"]["transcript"] == "machine", 180, "it is written down")
    assert page.evaluate("document.body.dataset.mark") == "same"
    show.press("Enter")
    expect(page.get_by_role("region", name="What is said")).to_contain_text("elephant")


def test_what_happened_while_the_stream_was_broken_is_seen_when_it_is_back(signed_in, rep, begun):
    watched = signed_in(REP)
    watched.expect_complaint("ERR_FAILED")
    page = watched.page
    page.route("**/api/v1/events", lambda route: route.abort())
    clip = begun(".mp4")
    page.goto(f"/clips/{clip}")
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.get_by_role("region", name="Player")).to_have_count(0)
    eventually(lambda: is_whole(rep, clip), 240, "the clip is drawn and transcribed")
    page.unroute("**/api/v1/events")
    player_is_ready(page)
    expect(page.get_by_role("region", name="What is said")).to_contain_text("elephant")


def test_sound_alone_has_its_waveform_as_the_picture(signed_in, rep, talk, workshop):
    clip = add(rep, workshop / "silver teapot.wav")
    kinds = lambda: {rendition["kind"] for rendition in rep.get(f"/api/v1/clips/{clip}")["renditions"]}
    eventually(lambda: "waveform" in kinds(), 120, "the waveform is drawn")
    page = signed_in(REP).page
    page.goto(f"/clips/{clip}")
    expect(page.locator(".sound-picture")).to_be_visible()
    expect(page.get_by_role("button", name="Full screen")).to_have_count(0)


def test_without_scripts_the_browser_plays_and_the_links_lead_to_their_second(signed_in, talk):
    page = signed_in(PERFORMER, java_script_enabled=False).page
    page.goto(talk.address)
    expect(page.locator("video[controls]")).to_be_visible()
    expect(page.get_by_role("button", name="Play", exact=True)).to_have_count(0)
    page.get_by_role("link", name="Compared with what?").click()
    expect(page).to_have_url(f"{talk.address}?t={int(talk.recording.starts[1])}")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_player_fits_and_has_no_accessibility_fault(opened, talk, answer, width, scheme):
    # What axe puts into the page is not part of it.
    page = opened(
        viewport={"width": width, "height": 844}, has_touch=width < 500, color_scheme=scheme, bypass_csp=True).page
    page.get_by_role("button", name="How captions look").click()
    page.locator("[data-find-text]").fill("much")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert faults(page) == ""
    page.keyboard.press("Escape")
    page.locator("[data-toggle]").focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    assert faults(page) == ""


def faults(page):
    results = Axe().run(page, options={"resultTypes": ["violations"]})
    return results.generate_report() if results.violations_count else ""


def test_a_thumb_reaches_everything_on_a_phone(opened, talk):
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    page = opened(f"{talk.address}?t=0", **phone).page
    for button in page.locator(".player-controls button:visible, .player-controls select:visible").all():
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 44, button.get_attribute("aria-label")
    page.touchscreen.tap(*bar_point(page, 0.5))
    assert now(page) == pytest.approx(talk.recording.seconds * 0.5, abs=0.5)
    page.get_by_role("button", name="Play", exact=True).first.tap()
    eventually(lambda: now(page) > talk.recording.seconds * 0.5 + 0.6, 20, "it plays")
    page.get_by_role("heading", name="Details").scroll_into_view_if_needed()
    dock = page.get_by_role("group", name="Player, in short")
    expect(dock).to_be_visible()
    dock.get_by_role("button", name="Pause").tap()
    before = now(page)
    dock.get_by_role("button", name="Back 10 seconds").tap()
    assert now(page) < before - 5
    dock.locator("[data-dock-back]").tap()
    expect(page.locator(".player-stage")).to_be_in_viewport()
