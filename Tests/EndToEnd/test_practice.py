"""Practice: a brief, takes, the rubric, doing it again, and a take that enters the catalog."""

import base64

import pytest
from api import PIECE, TUS
from axe_playwright_python.sync_playwright import Axe
from conftest import PERFORMER, REP
from playwright.sync_api import expect
from recordings import speak
from waiting import eventually


def faults_of(page):
    results = Axe().run(page, options={"resultTypes": ["violations"]})
    return results.generate_report() if results.violations_count else ""


RULES = [{"when": "they compare with a cheaper offer", "do": "ask what the difference is measured by"}]


@pytest.fixture(scope="module")
def performer(server):
    return server.api(PERFORMER)


@pytest.fixture(scope="module")
def rubric(performer):
    made = performer.call("POST", "/api/v1/rubrics", {
        "title": "Objection handled", "criteria": [
            {"title": "Clarified", "weight": 2, "levels": ["Answered at once.", "Asked what was said.", "Asked once.",
                                                           "Asked until it had a name."]},
            {"title": "Next step", "levels": ["None.", "Went on.", "Checked.", "Checked and agreed."]}]})
    assert made.status == 201, made
    return made.json()


@pytest.fixture(scope="module")
def brief(performer, rubric):
    made = performer.call("POST", "/api/v1/briefs", {
        "title": "Answer the cheaper offer", "line": "The other offer is a third below yours.", "target_seconds": 30,
        "stage": "st.negotiate", "objection": "ob.price", "points": ["Ask back"], "audience": "team",
        "rubric": rubric["id"], "publish": True})
    assert made.status == 201, made
    return made.json()["id"]


def record(rep, brief, path, **more):
    """A take that was recorded elsewhere and sent whole; `more` is the take it comes after and what to keep."""
    data = path.read_bytes()
    words = {"filename": path.name, "purpose": "take", "brief": brief, **more}
    metadata = ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in words.items())
    begun = rep.call("POST", "/api/v1/uploads",
                     headers={**TUS, "Upload-Length": str(len(data)), "Upload-Metadata": metadata})
    assert begun.status == 201, begun
    sent = rep.call("PATCH", begun.headers["location"], data, {**PIECE, "Upload-Offset": "0"})
    assert sent.status == 204, sent
    take = rep.get(f"/api/v1/takes/{sent.headers['understudy-take']}")

    def is_whole():
        shown = rep.get(f"/api/v1/clips/{take['clip']}")
        assert shown["state"] != "rejected", shown
        return shown["state"] == "draft" and shown["media"]["transcript"] != "waiting"

    eventually(is_whole, 180, "the take is ready")
    return take


@pytest.fixture(scope="module")
def takes(rep, brief, workshop):
    """Two takes of the rep; the second comes after the first, and says something nobody else ever said."""
    first = record(rep, brief, speak(["Yes, but we have the driver app and the night service too."], workshop, "first take").path)
    words = "A third below. Measured by what, the licence or a year of crimson umbrellas?"
    second = record(rep, brief, speak([words], workshop, "second take").path, again=first["id"])
    return first, second


def test_a_rep_writes_down_what_they_think_and_submits(signed_in, takes):
    first, _ = takes
    page = signed_in(REP).page
    page.goto(f"/takes/{first['id']}")
    expect(page.get_by_text("Only you see it").first).to_be_visible()
    expect(page.locator("[data-player] video")).to_be_visible()
    page.get_by_label("What worked?").fill("I stayed calm.")
    page.get_by_label("What should others look at?").fill("Did I answer too fast?")
    page.get_by_label("Who should look at it?").select_option(label="Pat Okoye")
    page.get_by_role("button", name="Submit").press("Enter")
    expect(page.get_by_text("Submitted", exact=True).first).to_be_visible()
    expect(page.get_by_text("I stayed calm.")).to_be_visible()


def test_a_performer_answers_at_the_moment_fills_the_rubric_and_asks_for_another(signed_in, takes):
    first, _ = takes
    page = signed_in(PERFORMER).page
    page.goto("/feedback")
    row = page.get_by_role("listitem").filter(has_text="Did I answer too fast?")
    expect(row).to_contain_text("Robin Vale asks you by name")
    row.get_by_role("link", name="Look").click()
    expect(page).to_have_url(f"/takes/{first['id']}")
    expect(page.locator("[data-feedback][data-ready]")).to_be_attached()
    page.locator("[data-player] video").evaluate("(video) => { video.currentTime = 1.2; }")
    page.keyboard.press("c")
    page.keyboard.type("You answered within a second.")
    composer = page.locator("[data-composer]")
    expect(composer.locator("[name=from]")).not_to_have_value("")
    composer.get_by_role("button", name="Give feedback").click()
    comment = page.locator("[data-comment]").filter(has_text="within a second")
    expect(comment).to_be_visible()
    comment.get_by_role("button", name="Ask to do it again").click()
    expect(page.locator("[data-comment]").filter(has_text="within a second").get_by_text("Do it again")).to_be_visible()
    page.goto(f"/takes/{first['id']}")
    page.get_by_text("Fill in the rubric").click()
    for level in ("Answered at once.", "Went on."):
        page.get_by_label(level).check()
    page.locator(".scores").get_by_role("button", name="Save").click()
    expect(page.locator(".scores table")).to_contain_text("1 of 4")


def test_the_rep_tries_it_and_sees_both_takes_beside_each_other(signed_in, takes, performer, rubric):
    first, second = takes
    page = signed_in(REP, bypass_csp=True).page
    page.goto(f"/takes/{first['id']}")
    expect(page.get_by_text("Pat Okoye asks you to do it again")).to_be_visible()
    expect(page.locator("[data-feedback][data-ready]")).to_be_attached()
    comment = page.locator("[data-comment]").filter(has_text="within a second")
    comment.get_by_text("What will you do with it?").click()
    comment.get_by_role("button", name="Will try").click()
    expect(page.locator("[data-comment]").filter(has_text="within a second").get_by_text("Will try").first).to_be_visible()
    page.goto(f"/takes/{second['id']}")
    page.get_by_role("button", name="Submit").click()
    expect(page.locator(".lead-facts")).to_contain_text("Submitted")
    answers = [{"criterion": entry["id"], "level": level} for entry, level in zip(rubric["criteria"], (4, 3))]
    assert performer.call("PUT", f"/api/v1/takes/{second['id']}/scorecards/mine", {"answers": answers}).status == 200
    page.goto(f"/takes/{second['id']}")
    page.get_by_role("link", name="Beside the take before").click()
    sides = page.locator("[data-side]")
    expect(sides).to_have_count(2)
    expect(sides.nth(0)).to_contain_text("You answered within a second.")
    row = page.get_by_role("row").filter(has_text="Clarified")
    expect(row).to_contain_text("1 of 4")
    expect(row).to_contain_text("4 of 4")
    expect(page.locator("[data-both][data-ready]")).to_be_attached()
    page.get_by_role("button", name="Play both").press("Enter")
    videos = page.locator("[data-side] video")
    eventually(lambda: all(videos.nth(index).evaluate("(video) => video.currentTime > 0.3") for index in (0, 1)), 20,
               "both play")
    page.get_by_role("button", name="Pause both").press("Enter")
    assert faults_of(page) == ""


def test_a_take_enters_the_catalog_when_its_speaker_agrees_and_is_found_by_its_words(signed_in, takes, rep):
    _, second = takes
    page = signed_in(PERFORMER).page
    page.goto(f"/takes/{second['id']}")
    page.get_by_text("Bring it into the catalog").click()
    form = page.locator("#promotion form").filter(has=page.get_by_role("button", name="Promote"))
    form.get_by_label("When", exact=True).fill(RULES[0]["when"])
    form.get_by_label("do", exact=True).fill(RULES[0]["do"])
    form.get_by_role("button", name="Promote").click()
    expect(page.get_by_text("its speaker is asked")).to_be_visible()

    speaking = signed_in(REP).page
    speaking.goto("/notifications")
    speaking.get_by_role("link", name="Pat Okoye would like to bring your take into the catalog").first.click()
    expect(speaking).to_have_url(f"/takes/{second['id']}")
    speaking.get_by_role("button", name="I agree").click()
    speaking.wait_for_url("**/clips/**")
    found = eventually(lambda: rep.get("/api/v1/lookup?q=crimson+umbrellas")["results"], 30, "lookup finds it")
    assert found[0]["clip"]["id"] == speaking.url.rsplit("/", 1)[1]


@pytest.mark.parametrize("width", [390, 1280])
def test_pages_of_practice_fit_and_have_no_accessibility_fault(signed_in, takes, brief, rubric, width):
    page = signed_in(PERFORMER, viewport={"width": width, "height": 844}, has_touch=width < 500, bypass_csp=True).page
    first, second = takes
    for address in ["/practice", "/practice?state=draft", "/briefs/new", f"/briefs/{brief}", f"/briefs/{brief}/edit",
                    "/rubrics", "/rubrics/new", f"/rubrics/{rubric['id']}", f"/rubrics/{rubric['id']}/edit",
                    f"/takes/{first['id']}", f"/takes/{second['id']}", f"/takes/{second['id']}/beside"]:
        assert page.goto(address).status == 200, address
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), address
        assert faults_of(page) == "", address


def test_bad_input_is_a_clear_problem_and_nothing_is_half_written(performer, rubric):
    before = len(performer.get("/api/v1/rubrics")["items"])
    levels = ["a", "b", "c", "d"]
    for criterion, field in [({"title": "x", "weight": "much", "levels": levels}, "criteria_1.weight"),
                             ({"title": "x", "weight": 1.5, "levels": levels}, "criteria_1.weight"),
                             ({"title": "x", "weight": -1, "levels": levels}, "criteria_1.weight"),
                             ({"title": "x", "levels": levels[:3]}, "criteria_1.levels")]:
        answer = performer.call("POST", "/api/v1/rubrics", {"title": "Bad", "criteria": [criterion]})
        assert answer.status == 422 and [entry["field"] for entry in answer.json()["errors"]] == [field], answer
    assert len(performer.get("/api/v1/rubrics")["items"]) == before


def test_a_cut_behind_the_end_of_a_recording_keeps_all_of_it(rep, brief, workshop):
    spoken = speak(["Compared to what, if I may ask?"], workshop, "third take").path
    take = record(rep, brief, spoken, trim="3600000,3601000", poster="3600500")
    assert rep.get(f"/api/v1/clips/{take['clip']}")["media"]["duration_ms"] > 1000
