"""Recording a take with Chromium's make-believe camera and microphone: again, trimmed, without a connection, after a reload."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import PERFORMER, REP
from playwright.sync_api import expect
from test_reach import CUT_OFF, OPEN_ALL, OUTSIDE
from test_weight import LARGEST, weigh
from waiting import eventually

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture(scope="module")
def brief(server):
    performer = server.api(PERFORMER)
    made = performer.call("POST", "/api/v1/briefs", {
        "title": "Too expensive", "line": "You are too expensive compared to Acme.", "target_seconds": 60,
        "points": ["Ask: compared with what?", "Count what one wrong delivery costs"],
        "answers": ["video", "screen", "voice", "text"],
    })
    assert made.status == 201, made
    found = made.json()["id"]
    published = performer.call("PUT", f"/api/v1/briefs/{found}/state", {"state": "published"})
    assert published.status == 200, published
    return found


@pytest.fixture
def recorder(signed_in, brief):
    """The page of the recorder, ready; `recorder(options of the context)`."""
    def open_page(**options):
        watched = signed_in(REP, **options)
        open_recorder(watched.page, brief)
        return watched

    return open_page


def open_recorder(page, brief):
    page.goto(f"/briefs/{brief}/record")
    expect(page.locator("[data-record][data-ready]")).to_be_attached()


def begin(page, button="Get ready"):
    """The camera on, three, two, one; by keyboard alone."""
    page.get_by_role("button", name=button).press("Enter")
    expect(page.locator("[data-go]")).to_be_focused()
    page.keyboard.press("r")
    expect(page.locator("[data-on-air]")).to_have_text("Recording")


def record(page, seconds, button="Get ready"):
    begin(page, button)
    eventually(lambda: page.locator("[data-time]").inner_text() >= f"0:0{seconds}", 30, "it is recorded")
    page.keyboard.press("r")
    expect(page.get_by_role("heading", name="Look at it")).to_be_focused()


def arrived(page):
    expect(page.locator(".review [data-where]")).to_contain_text("on the server and in this browser")


def use(page):
    page.get_by_role("button", name="Use this take").press("Enter")
    page.wait_for_url("**/takes/**")
    return page.url.rsplit("/", 1)[1]


def length_of(rep, take):
    """Seconds of the take's recording, once it has been prepared."""
    def found():
        shown = rep.get(f"/api/v1/clips/{rep.get(f'/api/v1/takes/{take}')['clip']}")
        assert shown["state"] != "rejected", shown
        return shown["state"] == "draft" and shown["media"]["duration_ms"] / 1000

    return eventually(found, 120, "the take is ready")


def test_a_take_is_recorded_again_trimmed_and_used_by_keyboard_alone(recorder, rep, brief):
    page = recorder().page
    record(page, 2)
    arrived(page)
    record(page, 4, "Record again")
    expect(page.locator("[data-runs] button")).to_have_count(2)
    arrived(page)
    start, end = page.get_by_role("slider", name="Start of the take"), page.get_by_role("slider", name="End of the take")
    start.press("Shift+ArrowRight")
    end.press("End")
    end.press("ArrowLeft")
    page.get_by_role("button", name="Show this picture").press("Enter")
    expect(page.locator("[data-poster-words]")).to_contain_text("The picture at")
    kept = float(end.get_attribute("aria-valuenow")) - float(start.get_attribute("aria-valuenow"))
    assert float(start.get_attribute("aria-valuenow")) == 1
    take = use(page)
    assert abs(length_of(rep, take) - kept) < 0.3
    # The other one is gone, here and on the server.
    assert rep.get("/api/v1/uploads")["items"] == []
    # A page of its own: the take's comes anew when it has been prepared.
    page = page.context.new_page()
    open_recorder(page, brief)
    expect(page.get_by_role("heading", name="Recorded, and not a take yet")).to_be_hidden()


def test_recording_goes_on_without_a_connection_and_arrives_when_it_is_back(recorder, rep):
    watched = recorder()
    watched.expect_complaint("ERR_INTERNET_DISCONNECTED")
    page = watched.page
    begin(page)
    eventually(lambda: page.locator("[data-time]").inner_text() >= "0:01", 20, "a second is recorded")
    page.context.set_offline(True)
    expect(page.locator(".studio [data-where]")).to_contain_text("Nothing is lost")
    expect(page.get_by_role("status").filter(has_text="Nothing is lost")).to_be_attached()
    page.keyboard.press("r")
    expect(page.locator(".review [data-where]")).to_contain_text("Nothing is lost")
    page.get_by_role("button", name="Use this take").click()
    expect(page.get_by_role("alert").filter(has_text="It is not a take yet.")).to_be_visible()
    page.context.set_offline(False)
    arrived(page)
    assert length_of(rep, use(page)) > 1


def test_what_was_recorded_is_here_again_after_a_reload(recorder, rep, brief):
    page = recorder().page
    page.on("dialog", lambda dialog: dialog.accept())
    # A voice is encoded as fast as it is spoken, on any machine: how much is there again can be counted on.
    page.get_by_role("radio", name="Without a picture").check()
    begin(page)
    eventually(lambda: page.locator("[data-time]").inner_text() >= "0:03", 30, "three seconds are recorded")
    page.reload()
    expect(page.get_by_role("heading", name="Recorded, and not a take yet")).to_be_visible()
    page.get_by_role("button", name="Go on with what was recorded").press("Enter")
    arrived(page)
    assert page.locator("[data-review-media]").evaluate("(media) => new Promise((done) => { if (media.readyState > 0) done(true); "
                                                        "media.addEventListener('loadedmetadata', () => done(true)); })")
    assert length_of(rep, use(page)) > 2


def test_a_camera_that_is_refused_says_what_to_do_and_may_be_allowed_later(recorder, signed_in, brief):
    page = signed_in(REP).page
    page.add_init_script("""
        const devices = navigator.mediaDevices;
        const ask = devices.getUserMedia.bind(devices);
        let asked = 0;
        devices.getUserMedia = (wanted) => ((asked += 1) === 1 ? Promise.reject(new DOMException('', 'NotAllowedError')) : ask(wanted));
    """)
    open_recorder(page, brief)
    page.get_by_role("button", name="Get ready").click()
    expect(page.get_by_role("alert").filter(has_text="Nothing was recorded. Allow them for this page")).to_be_focused()
    page.get_by_role("button", name="Get ready").click()
    expect(page.locator("[data-go]")).to_be_visible()


def test_whoever_cancels_at_the_last_moment_is_not_recorded(signed_in, brief):
    page = signed_in(REP).page
    # The disk is slow just then, and says when something is taken away from it.
    page.add_init_script("""
        const open = IDBFactory.prototype.open;
        IDBFactory.prototype.open = function (...words) {
          const request = open.apply(this, words);
          if (!window.isSlow) return request;
          return new Proxy(request, {
            get: (target, name) => target[name],
            set: (target, name, value) => {
              target[name] = name === 'onsuccess' ? () => { window.goOn = value; } : value;
              return true;
            },
          });
        };
        const remove = IDBObjectStore.prototype.delete;
        IDBObjectStore.prototype.delete = function (...words) {
          if (this.name === 'recordings') window.isForgotten = true;
          return remove.apply(this, words);
        };
    """)
    open_recorder(page, brief)
    page.get_by_role("button", name="Get ready").press("Enter")
    expect(page.locator("[data-go]")).to_be_focused()
    page.evaluate("window.isSlow = true")
    page.keyboard.press("r")
    page.wait_for_function("() => window.goOn")
    page.keyboard.press("Escape")
    page.evaluate("() => { window.isSlow = false; window.goOn(); }")
    page.wait_for_function("() => window.isForgotten")
    expect(page.locator("[data-on-air]")).to_have_text("")
    expect(page.locator("[data-go]")).to_have_attribute("data-does", "record")


def test_the_end_is_said_again_when_another_request_was_in_its_way(recorder, rep):
    watched = recorder()
    watched.expect_complaint("423")
    page = watched.page
    record(page, 2)
    arrived(page)
    ends = []

    def hold_the_first_end(route):
        if route.request.method == "PATCH" and "upload-length" in route.request.headers:
            ends.append(route)
            if len(ends) == 1:
                route.fulfill(status=423, content_type="application/problem+json", body='{"title": "Another request"}')
                return
        route.continue_()

    page.route("**/api/v1/uploads/*", hold_the_first_end)
    assert length_of(rep, use(page)) > 1
    assert len(ends) == 2


def test_the_recorder_is_without_accessibility_fault_on_a_phone(recorder):
    page = recorder(**PHONE, bypass_csp=True).page
    faultless(page)
    page.get_by_role("button", name="Get ready").tap()
    expect(page.locator("[data-go]")).to_be_focused()
    page.locator("summary").filter(has_text="Camera and microphone").tap()
    faultless(page)
    page.locator("[data-go]").tap()
    expect(page.locator("[data-on-air]")).to_have_text("Recording")
    page.get_by_role("button", name="Pause").tap()
    expect(page.get_by_role("status").filter(has_text="Nothing is recorded now")).to_be_attached()
    page.locator("[data-go]").tap()
    expect(page.locator("[data-part=review]")).to_be_visible()
    faultless(page)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.get_by_role("button", name="Throw away").tap()
    page.get_by_role("button", name="Really throw it away?").tap()
    expect(page.get_by_role("button", name="Get ready")).to_be_visible()


def test_the_page_is_light_and_fits_a_window_at_400_percent(signed_in, brief):
    page = signed_in(REP, viewport={"width": 320, "height": 256}).page
    assert weigh(page, f"/briefs/{brief}/record") <= LARGEST
    page.get_by_role("button", name="Get ready").click()
    expect(page.locator("[data-go]")).to_be_visible()
    page.evaluate(OPEN_ALL)
    assert page.evaluate(OUTSIDE) == []
    assert page.evaluate(CUT_OFF) == []


def faultless(page):
    found = Axe().run(page, options={"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}})
    assert found.violations_count == 0, found.generate_report()
