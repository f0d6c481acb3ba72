"""The journey the product is made for: a recording goes in, and the moment is found by what was said in it."""

from conftest import REP, is_ready, sign_in
from playwright.sync_api import expect
from waiting import eventually


def test_a_recording_becomes_a_moment_that_plays_at_the_right_second(visitor, rep, recording):
    page = visitor.page
    sign_in(page, REP)
    clip = upload(page, recording, rep)
    describe_and_publish(page, clip)
    found_by_words(page, rep, clip)
    plays_at(page, recording.starts[1])
    # Another test's clip may hold the same words and stand before it.
    page.locator(f'[data-result] a[href*="{clip}"]').get_by_text("Open the clip").first.click()
    expect(page.get_by_role("heading", name="Too expensive, and the purple elephant")).to_be_visible()
    expect(page.get_by_role("region", name="What is said")).to_contain_text("elephant")
    sign_out(page)


def upload(page, recording, rep):
    page.goto("/clips/new")
    page.get_by_label("Choose recordings").set_input_files(recording.path)
    row = page.get_by_role("list", name="Recordings on their way").get_by_role("listitem")
    expect(row).to_contain_text("the purple elephant.mp4")
    details = row.get_by_role("link", name="Fill in the details")
    expect(details).to_be_visible(timeout=60_000)
    clip = details.get_attribute("href").split("/")[2]
    # The page hears of the work by itself; the words come from the server's events.
    expect(row).to_contain_text("Ready to watch.", timeout=180_000)
    eventually(lambda: is_ready(rep, clip), 60, "the clip is ready")
    eventually(lambda: is_transcribed(rep, clip), 180, "what is said is written down")
    details.click()
    return clip


def is_transcribed(api, clip):
    shown = api.get(f"/api/v1/clips/{clip}")
    media = shown.get("clip", shown)["media"]
    assert media["transcript"] not in ("unavailable", "failed"), media
    return media["transcript"] == "machine"


def describe_and_publish(page, clip):
    expect(page).to_have_url(f"/clips/{clip}/edit")
    page.get_by_label("Title", exact=True).fill("Too expensive, and the purple elephant")
    page.get_by_role("radio", name="Proposal / business case").check()
    page.get_by_role("radio", name="Too expensive").check()
    page.get_by_label("Who is heard?").fill("Nobody: a machine reads it")
    page.get_by_label("How were they told?").fill("There is nobody to tell")
    page.get_by_role("radio", name="The team").check()
    page.get_by_role("button", name="Publish", exact=True).click()
    # The page that is being left hears of it as well, and says so before the next one is there.
    expect(page).to_have_url(f"/clips/{clip}")
    expect(page.locator("main").get_by_text("Published", exact=True).first).to_be_visible()


def found_by_words(page, rep, clip):
    """From the first page, with the keyboard alone."""
    eventually(lambda: has_found(rep, clip), 30, "lookup knows the clip")
    page.goto("/")
    box = page.get_by_role("searchbox")
    box.fill("purple elephant")
    box.press("Enter")
    expect(page).to_have_url("/lookup?q=purple+elephant")
    # The answers are there before the script that knows the keys.
    page.wait_for_load_state()
    first = page.locator("[data-result]").first
    expect(first.locator("mark").first).to_contain_text("purple", ignore_case=True)
    page.get_by_role("searchbox").press("ArrowDown")
    expect(first.get_by_role("heading").get_by_role("link")).to_be_focused()
    page.keyboard.press("Enter")


def has_found(api, clip):
    results = api.get("/api/v1/lookup?q=purple%20elephant")["results"]
    return any(result["clip"]["id"] == clip for result in results)


def plays_at(page, second):
    """The media element begins within a few seconds of where the words are said, and goes on."""
    # Asked from outside: a question the page evaluates by itself is what its policy forbids.
    def now():
        return page.evaluate("document.querySelector('[data-result] video')?.currentTime ?? 0")

    begun = eventually(now, 20, "it plays")
    assert second - 3 <= begun <= second + 6, f"began at {begun}, the words are at {second}"
    eventually(lambda: now() > begun + 1, 20, "it goes on")


def sign_out(page):
    page.goto("/account")
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_label("Password", exact=True)).to_be_visible()
    page.goto("/clips")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
