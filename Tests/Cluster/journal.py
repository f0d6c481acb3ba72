"""Writers of every kind through the balancer, and a journal of what they were told: nothing that was acknowledged may be
missing, nothing may be there twice, and nobody may be refused outside of the outages that were announced."""

import base64
import hashlib
import http.client
import json
import random
import threading
import time
import wave
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

from api import PIECE, TUS, Api

# A writer asks again for so long before it gives a write up.
PATIENCE = 60
# After an outage: the balancer asks every node every 0.4 s whether it is ready; a store that was out is tried anew after 5 s.
AFTERWARDS = 1.0
AFTER_THE_STORE = 8.0


@dataclass
class Failure:
    kind: str
    begun: float
    ended: float
    words: str


class Outages:
    """When something was out, as whoever caused it announced it."""

    def __init__(self):
        self.spans = []

    @contextmanager
    def announced(self):
        span = [time.monotonic(), None]
        self.spans.append(span)
        yield
        span[1] = time.monotonic()

    def cover(self, failure, afterwards):
        return any(
            begun <= failure.ended and (ended is None or failure.begun <= ended + afterwards)
            for begun, ended in self.spans)


class Journal:
    """Each write has a name of its own and is repeated until it is answered; what was answered is kept."""

    def __init__(self, name, port, admin, rep, clip):
        self.name, self.clip = name, clip
        self.admin, self.rep = Api(port, admin.token), Api(port, rep.token)
        self.outages = Outages()
        self.failures, self.wrong, self.unanswered = [], [], []
        self.teams, self.comments, self.uploads, self.title = [], [], [], 0
        self.stop = threading.Event()
        # One upload for each turn that is given, so that the work they make stays within bounds.
        self.turns = threading.Semaphore(0)
        # Other bytes in every journal, the same in every run.
        self.rng = random.Random(name)

    def start(self):
        answer = self._insist("thread", self._posts(f"/api/v1/clips/{self.clip}/threads", {"text": f"{self.name}: begun"}))
        self.thread = answer.json()["id"]
        writers = [
            *([self._team, f"t{at}"] for at in range(2)), *([self._comment, f"c{at}"] for at in range(2)),
            [self._title, "title"], [self._upload, "upload"]]
        self.threads = [threading.Thread(target=self._write, args=writer, daemon=True) for writer in writers]
        for thread in self.threads:
            thread.start()

    def end(self):
        self.stop.set()
        self.turns.release()
        for thread in self.threads:
            thread.join(3 * PATIENCE)
            assert not thread.is_alive(), f"{self.name}: a writer hangs"

    def _write(self, step, writer):
        at = 0
        while not self.stop.is_set():
            at += 1
            try:
                step(writer, at)
            except Exception as error:  # A writer that dies must not look like one that has nothing to say.
                self.wrong.append((writer, at, repr(error)))
                return
            self.stop.wait(0.02)

    def _team(self, writer, at):
        name = f"{self.name} {writer} {at}"
        if self._insist("team", self._posts("/api/v1/teams", {"name": name})):
            self.teams.append(name)

    def _comment(self, writer, at):
        text = f"{self.name} {writer} {at}"
        if self._insist("comment", self._posts(f"/api/v1/threads/{self.thread}/comments", {"text": text})):
            self.comments.append(text)

    def _title(self, _, at):
        change = {"title": f"{self.name} {at}"}
        answer = self._insist("title", lambda: self.admin.call("PATCH", f"/api/v1/clips/{self.clip}", change))
        if answer and answer.status == 200:
            self.title = at

    def _posts(self, path, body):
        """A request that creates something, with a key: the same again gives the same answer."""
        fields = {"Idempotency-Key": hashlib.sha256(json.dumps([path, body]).encode()).hexdigest()}
        return lambda: self.admin.call("POST", path, body, fields)

    # --- Uploads, a piece at a time ----------------------------------------------------------------------------------

    def _upload(self, _, at):
        self.turns.acquire()
        if self.stop.is_set():
            return
        name, data = f"{self.name} {at}.wav", sound(self.rng)
        address = self._begin(name, len(data))
        offset, third = 0, len(data) // 3 + 1
        while address and offset < len(data):
            piece = data[offset:offset + third]
            fields = {**PIECE, "Upload-Offset": str(offset)}
            answer = self._insist(
                "upload", lambda: self._sent(address, offset, len(piece), self.rep.call("PATCH", address, piece, fields)))
            if answer is None:
                return
            found = int(answer.headers["upload-offset"])
            if found < offset:
                self.wrong.append((name, f"{offset} bytes were acknowledged, {found} are there"))
            offset = found
        if address:
            self.uploads.append((name, hashlib.sha256(data).hexdigest(), address))

    def _begin(self, name, length):
        text = "filename " + base64.b64encode(name.encode()).decode()
        fields = {**TUS, "Upload-Length": str(length), "Upload-Metadata": text, "Idempotency-Key": name.replace(" ", "-")}
        answer = self._insist("upload", lambda: self.rep.call("POST", "/api/v1/uploads", headers=fields))
        if answer is None or answer.status == 201:
            return answer and answer.headers["location"]
        # Begun, and the node died before it could say so.
        listed = self._insist("upload", lambda: self.rep.call("GET", "/api/v1/uploads"))
        return listed and next(item["address"] for item in listed.json()["items"] if item["file_name"] == name)

    def _sent(self, address, offset, length, answer):
        """What was sent, or where the upload stands when it stands elsewhere: an answer may have been lost."""
        if answer.status == 204 and int(answer.headers["upload-offset"]) != offset + length:
            self.wrong.append((address, "a piece was taken in part"))
        return self.rep.call("HEAD", address, headers=TUS) if answer.status == 409 else answer

    # --- Asking again -----------------------------------------------------------------------------------------------

    def _insist(self, kind, ask):
        """The first answer that is one; what is out is asked again, and every failure is written down."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            begun = time.monotonic()
            try:
                answer = ask()
                words = f"{answer.status} {answer.body[:200]}"
                is_done = answer.status < 300 or answer.status == 409 and b"done_before" in answer.body
                # Not yet, which is no failure: too fast, or the first attempt still runs on another node.
                is_later = answer.status in (423, 429) or answer.status == 409 and b"in_progress" in answer.body
            except (OSError, http.client.HTTPException) as error:
                words, is_done, is_later = repr(error), False, False
            if is_done:
                return answer
            if not is_later:
                self.failures.append(Failure(kind, begun, time.monotonic(), words))
            time.sleep(0.3)
        self.unanswered.append(kind)
        return None


def sound(rng):
    """A second of a quiet noise nobody made before."""
    file = BytesIO()
    with wave.open(file, "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(16_000)
        noise = bytearray(rng.randbytes(32_000))
        noise[1::2] = bytes(16_000)
        wav.writeframes(noise)
    return file.getvalue()
