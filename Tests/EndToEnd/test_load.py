"""Made-up clips for load, and measuring on them, with numbers so small that it takes seconds."""

import json
import subprocess

import pytest
from conftest import Watched, sign_in
from playwright.sync_api import expect
from server import BINARY, Server
from waiting import eventually


def run(*words, code=0):
    done = subprocess.run([BINARY, *words], text=True, capture_output=True, timeout=300)
    assert done.returncode == code, (words, done.stdout, done.stderr)
    return done


@pytest.fixture(scope="module")
def stocked(tmp_path_factory):
    """A server on a storage with forty made-up clips."""
    storage = tmp_path_factory.mktemp("stocked")
    run("demo", "--clips", "40", "--without-media", "--storage", str(storage))
    server = Server(storage).start()
    yield server
    assert server.stop() == 0


def test_made_up_clips_are_found(stocked):
    api = stocked.api("rep@demo.example", scope="read")
    assert api.get("/api/v1/clips?limit=200")["total"] > 30
    # The index is built while the server answers already.
    eventually(lambda: not api.get("/api/v1/lookup?q=price")["loading"], 30, "everything can be found")
    found = api.get("/api/v1/lookup?q=price")
    assert found["results"]
    assert found["results"][0]["clip"].get("media_url") is None


def test_a_clip_without_a_recording_says_so_and_can_be_read(stocked, browser):
    api = stocked.api("performer@demo.example", scope="read")
    clip = api.get("/api/v1/clips?limit=1")["items"][0]["id"]
    context = browser.new_context(base_url=stocked.address)
    watched = Watched(context)
    sign_in(watched.page, "performer@demo.example", "curtain-call")
    watched.page.goto(f"/clips/{clip}")
    expect(watched.page.get_by_role("heading", name="This clip has no recording")).to_be_visible()
    expect(watched.page.get_by_role("region", name="What is said")).to_be_visible()
    watched.page.goto("/lookup?q=price")
    expect(watched.page.get_by_role("link", name="Open the clip").first).to_be_visible()
    expect(watched.page.get_by_role("button", name="Play here")).to_have_count(0)
    context.close()
    watched.check()


def test_made_up_clips_are_not_put_under_a_running_server(stocked):
    done = run("demo", "--clips", "1", "--without-media", "--storage", str(stocked.storage), code=1)
    assert "Stop it first" in done.stderr


def test_measuring_prints_one_object(tmp_path):
    done = run(
        "bench", "--json", "--clips", "30", "--requests", "5", "--seconds", "0.1", "--rounds", "1", "--people",
        "6", "--storage", str(tmp_path / "measured"))
    report = json.loads(done.stdout)
    assert report["clips"] == 30
    assert {page["role"] for page in report["pages"]} == {"rep", "manager", "admin"}
    assert all(page["milliseconds"]["p50"] > 0 and page["plain_bytes"] > 1000 for page in report["pages"])
    asked = [(figures["asked"], figures["users"]) for figures in report["lookup"]]
    assert asked[:3] == [("sentences", 1), ("as you type", 1), ("sentences", 16)]
    assert all(figures["per_second"] > 0 for figures in report["lookup"])
    assert all(figures["per_second"] > 0 for figures in report["writes"])
    assert report["media"]["megabytes_per_second"] > 0
    assert report["start"]["idle_mebibytes"] > 10
    talk = {figures["what"]: figures["milliseconds"]["p50"] for figures in report["feedback"]}
    assert set(talk) > {"a thread of 1,000 comments", "saying something"}
    assert all(milliseconds > 0 for milliseconds in talk.values())
    assert report["memory"]["updates_per_second"] > 0
    assert report["memory"]["grid"]["people"] == 6
    assert report["memory"]["grid"]["changed_milliseconds"]["p50"] > 0


def test_measuring_refuses_a_storage_with_real_work(tmp_path):
    storage = tmp_path / "real"
    subprocess.run(
        [BINARY, "person", "add", "--email", "ana@example.com", "--name", "Ana", "--role", "admin", "--password-stdin",
         "--storage", str(storage)], input="a-quiet-prompt-corner\n", text=True, check=True, capture_output=True)
    done = run("bench", "lookup", "--clips", "1", "--storage", str(storage), code=1)
    assert "real work" in done.stderr
