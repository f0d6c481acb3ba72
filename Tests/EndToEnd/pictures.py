"""Takes the README's pictures from the demo: `python pictures.py FOLDER`, with the binary as for the tests."""

import sys
import tempfile
import urllib.parse
from pathlib import Path

from playwright.sync_api import sync_playwright
from server import Server
from waiting import eventually

REP = "rep@demo.example"
PASSWORD = "curtain-call"
PHONE = {"viewport": {"width": 390, "height": 780}, "device_scale_factor": 2, "has_touch": True}
DESK = {"viewport": {"width": 1280, "height": 800}}


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as storage, sync_playwright() as playwright:
        server = Server(storage).start()
        try:
            server.command("demo", seconds=900)
            clip = whole_clip(server)
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--mute-audio"])
            take(browser, server, REP, PHONE, "light", "/lookup?q=you+are+too+expensive", folder / "lookup-phone.jpg")
            take(browser, server, REP, DESK, "dark", f"/clips/{clip}?t=12", folder / "clip-dark.jpg")
            browser.close()
        finally:
            server.stop()


def whole_clip(server):
    """A clip about the price of which every picture is drawn."""
    api = server.api(REP, "read")
    found = api.get("/api/v1/lookup?q=" + urllib.parse.quote("you are too expensive"))["results"]
    clip = found[0]["clip"]["id"]
    eventually(lambda: not api.get(f"/api/v1/clips/{clip}")["jobs"], 300, "everything of the clip is drawn")
    return clip


def take(browser, server, email, size, scheme, address, file):
    context = browser.new_context(base_url=server.address, color_scheme=scheme, **size)
    page = context.new_page()
    page.goto("/sign-in")
    page.get_by_label("Email", exact=True).fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).first.click()
    page.wait_for_load_state()
    page.goto(address, wait_until="load")
    page.wait_for_timeout(1500)
    page.screenshot(path=file, type="jpeg", quality=72)
    context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
