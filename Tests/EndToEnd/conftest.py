"""A server with a few people and a browser for each file of tests; every page is watched for errors nobody expected. Files do
not build on each other: in which order they run, and which two run side by side, changes nothing."""

import json
import os
import signal
import threading
import uuid
from pathlib import Path

import pytest
from playwright.sync_api import Error, expect, sync_playwright
from recordings import speak
from server import PASSWORD, Server
from waiting import eventually

REP = "robin@stage.example"
PERFORMER = "pat@stage.example"
ADMIN = "alex@stage.example"

# Three pieces with pauses: the one that is looked for is in the middle, so that the first second is a wrong answer.
PIECES = [
    "Good morning. Thank you for taking the time today. We have half an hour, and I would like to begin with the "
    "delivery dates from last week, because your people in the warehouse asked for them and I promised to bring the "
    "list.",
    "Now about the money. You said the price is too high, and the other offer has a purple elephant on the first page. "
    "Compared with what is it too high? Let us put the purple elephant aside and count what one wrong delivery costs "
    "you every month.",
    "Then we agree on the next step. I will send the summary this evening, and on Friday we speak with your colleague "
    "from finance for twenty minutes, so that nobody is surprised by anything that is written in there.",
]


@pytest.fixture(scope="session")
def workshop(tmp_path_factory):
    return tmp_path_factory.mktemp("workshop")


@pytest.fixture(scope="session")
def recording(workshop):
    return speak(PIECES, workshop, "the purple elephant")


@pytest.fixture(scope="session")
def balanced():
    """The nodes of `Tests/Cluster` behind their balancer, where these tests are run through it; otherwise None."""
    words = os.environ.get("UNDERSTUDY_CLUSTER")
    return populated(Balanced(**json.loads(words))) if words else None


@pytest.fixture(scope="module")
def server(balanced, tmp_path_factory):
    if balanced:
        yield balanced
        return
    server = populated(Server(tmp_path_factory.mktemp("the storage")).start())
    yield server
    assert server.process.poll() is None, "the server died:\n" + "".join(server.output[-40:])
    assert server.stop() == 0


def populated(server):
    server.add_person(REP, "Robin Vale", "rep", "Northern desk")
    server.add_person(PERFORMER, "Pat Okoye", "performer", "Northern desk")
    server.add_person(ADMIN, "Alex Stone", "admin", "Northern desk")
    return server


class Balanced(Server):
    """Several nodes that were started by somebody else: asked through the balancer, told what to do on one of them."""

    def __init__(self, storage, port, environment):
        super().__init__(storage, environment)
        self.port = port


@pytest.fixture(scope="module")
def rep(server):
    return server.api(REP)


@pytest.fixture(scope="module")
def clip(server, rep, workshop):
    """A short clip of the rep that is ready to be watched, but not published."""
    words = "We never pay the list price, and our purchasing department knows that very well."
    made = speak([words], workshop, "list price")
    data = made.path.read_bytes()
    address = rep.begin_upload(made.path.name, len(data))
    assert rep.send(address, 0, data).status == 204
    found = eventually(lambda: rep.clip_of(address), 30, "the upload became a clip")
    eventually(lambda: is_ready(rep, found), 180, "the clip is ready")
    return found


def is_ready(api, clip):
    shown = api.get(f"/api/v1/clips/{clip}")
    record = shown.get("clip", shown)
    assert record["state"] != "rejected", record
    return record["state"] in ("draft", "published")


@pytest.fixture(scope="session")
def playwright():
    with sync_playwright() as playwright:
        yield playwright


def launch(playwright, *more):
    # What draws is a processor in any case. Chromium's own sandbox does not work for root.
    arguments = ["--mute-audio", "--disable-gpu"] + (["--no-sandbox"] if os.geteuid() == 0 else [])
    # A make-believe camera and microphone, and nobody to be asked whether they may be used.
    arguments += ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", *more]
    return playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)


class Chromium:
    """A browser that is started anew when it got stuck: once in some hundred times Chromium never says that a context is closed."""

    PATIENCE = 30

    def __init__(self, playwright):
        self.playwright = playwright
        self.browser = None
        self.mark = None

    def new_context(self, **options):
        if not (self.browser and self.browser.is_connected()):
            self.mark = f"--understudy-tests={uuid.uuid4().hex}"
            self.browser = launch(self.playwright, self.mark)
        context = self.browser.new_context(**options)
        close = context.close
        context.close = lambda: self.close_patiently(close)
        return context

    def close(self):
        if self.browser:
            self.close_patiently(self.browser.close)

    def close_patiently(self, close):
        is_stuck = threading.Event()

        def give_up():
            is_stuck.set()
            self.kill()

        watch = threading.Timer(self.PATIENCE, give_up)
        watch.start()
        try:
            close()
        except Error:
            # What is closed with the browser is closed.
            if not is_stuck.is_set():
                raise
        finally:
            watch.cancel()
        if is_stuck.is_set():
            print(f"Chromium closed nothing for {self.PATIENCE} s and was ended")

    def kill(self):
        for place in Path("/proc").glob("[0-9]*"):
            try:
                words = (place / "cmdline").read_bytes().decode(errors="replace")
            except OSError:
                continue
            if self.mark in words and "--type=" not in words:
                os.kill(int(place.name), signal.SIGKILL)


# A browser that has been open for long is one more thing that can get stuck.
@pytest.fixture(scope="module")
def browser(playwright):
    chromium = Chromium(playwright)
    yield chromium
    chromium.close()


class Watched:
    """A page, and what its console complained about."""

    def __init__(self, context):
        self.page = context.new_page()
        self.page.set_default_timeout(20_000)
        self.complaints = []
        self.expected = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda message: message.type == "error" and self.complaints.append(message.text))

    def expect_complaint(self, words):
        self.expected.append(words)

    def check(self):
        rest = [words for words in self.complaints if not any(part in words for part in self.expected)]
        assert rest == []


@pytest.fixture
def visitor(server, browser):
    """Somebody who has not signed in; the console of their page stays silent."""
    context = browser.new_context(base_url=server.address)
    watched = Watched(context)
    yield watched
    context.close()
    watched.check()


@pytest.fixture(scope="session")
def kept_cookies():
    return {}


@pytest.fixture(scope="module")
def cookies(server, browser, kept_cookies):
    """Signs each person in once: sign-ins are counted by the server."""

    def of(email):
        key = (server.storage, email)
        if key not in kept_cookies:
            context = browser.new_context(base_url=server.address)
            sign_in(context.new_page(), email)
            kept_cookies[key] = context.storage_state()
            context.close()
        return kept_cookies[key]

    return of


@pytest.fixture
def signed_in(server, browser, cookies):
    """`signed_in(email, **context options)` gives a watched page of that person."""
    opened = []

    def open_page(email, **options):
        context = browser.new_context(base_url=server.address, storage_state=cookies(email), **options)
        watched = Watched(context)
        opened.append((context, watched))
        return watched

    yield open_page
    for context, watched in opened:
        context.close()
        watched.check()


def player_is_ready(page):
    """The recording is loaded, and our keys and buttons are there: the browser's own are put away in the same moment. The page
    may come anew meanwhile, if the clip has just become one that can be seen."""
    page.wait_for_function(
        "() => { const media = document.querySelector('video'); return media && !media.controls && media.readyState > 1; }")


def sign_in(page, email, password=PASSWORD):
    page.goto("/sign-in")
    page.get_by_label("Email", exact=True).fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).first.click()
    if password == PASSWORD:
        expect(page.get_by_role("navigation", name="Main")).to_be_visible()
