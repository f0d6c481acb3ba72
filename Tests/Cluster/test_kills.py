"""Nodes, the primary and the store die under load, and a journal knows what was acknowledged: nothing of it is lost, and
nothing is there twice."""

import http.client
import os
import random
import threading
import time

import pytest
from api import PIECE, TUS, Api
from cluster import ADMIN
from engines import eventually

IS_LONG = os.environ.get("UNDERSTUDY_LONG_TESTS") == "1"
NODE_KILLS = 20 if IS_LONG else 4
FAIL_OVERS = 10 if IS_LONG else 2
OUTAGES = 10 if IS_LONG else 2
SEED = int(os.environ.get("UNDERSTUDY_CLUSTER_SEED", "20261126"))
# A writer asks again for so long before it gives a write up.
PATIENCE = 60


class Journal:
    """Writes through the balancer, each with a key of its own, repeated until it is answered; what was answered is kept."""

    def __init__(self, port, token):
        self.port, self.token = port, token
        self.teams, self.title, self.errors, self.unanswered = [], None, [], 0
        self.stop = threading.Event()
        self.lock = threading.Lock()
        self.number = 0

    def start(self, clip):
        self.threads = [threading.Thread(target=self._teams, args=[f"w{at}"], daemon=True) for at in range(3)]
        self.threads.append(threading.Thread(target=self._titles, args=[clip], daemon=True))
        for thread in self.threads:
            thread.start()

    def end(self):
        self.stop.set()
        for thread in self.threads:
            thread.join(PATIENCE + 30)

    def _teams(self, writer):
        api = Api(self.port, self.token)
        at = 0
        while not self.stop.is_set():
            at += 1
            name = f"{writer} number {at}"
            answer = self._insist(
                lambda: api.call("POST", "/api/v1/teams", {"name": name}, {"Idempotency-Key": f"{writer}-{at}-{SEED}"}))
            if answer is None:
                self.unanswered += 1
            elif answer.status in (200, 201) or answer.status == 409 and b"done_before" in answer.body:
                self.teams.append(name)
            else:
                self.errors.append((time.monotonic(), answer.status, answer.body[:200]))
            time.sleep(0.02)

    def _titles(self, clip):
        api = Api(self.port, self.token)
        at = 0
        while not self.stop.is_set():
            at += 1
            answer = self._insist(lambda: api.call("PATCH", f"/api/v1/clips/{clip}", {"title": f"Title {at}"}))
            if answer is not None and answer.status == 200:
                self.title = at
            time.sleep(0.02)

    def _insist(self, ask):
        """The first answer that is one; a dead node, a primary that changes and a store that is out are asked again."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                answer = ask()
                if answer.status < 500 and answer.status != 429 and not (
                        answer.status == 409 and b"in_progress" in answer.body):
                    return answer
            except (OSError, http.client.HTTPException):
                pass
            time.sleep(0.3)
        return None


@pytest.fixture(scope="module")
def admin(people):
    token = people.nodes[0].api(ADMIN, "read,write,upload,admin").token
    return Api(people.balancer.port, token)


@pytest.fixture(scope="module")
def clip(admin, recording):
    data = recording.path.read_bytes()
    address = admin.begin_upload("register.mp4", len(data))
    assert admin.send(address, 0, data).status == 204
    return eventually(lambda: admin.clip_of(address), 60, "the upload became a clip")


def compare(cluster, admin, clip, journal, what, times):
    """What was answered, once each; the last title that was answered, or one that was asked for after it."""
    cluster.wait_until_ready(cluster.nodes)
    names = [team["name"] for team in admin.get("/api/v1/teams")["items"]]
    lost = [name for name in journal.teams if name not in names]
    doubled = [name for name in set(names) if names.count(name) > 1]
    assert lost == [], f"seed {SEED}: {what}"
    assert doubled == [], f"seed {SEED}: {what}"
    title = admin.get(f"/api/v1/clips/{clip}")
    number = int((title.get("clip") or title)["title"].split()[1])
    assert number >= journal.title, f"seed {SEED}: {what}"
    assert journal.unanswered == 0 and journal.errors == [], (journal.unanswered, journal.errors[:3])
    print(f"seed {SEED}: {times} {what}, {len(journal.teams)} writes and title {journal.title} acknowledged, "
          "0 lost, 0 doubled")


def test_killed_nodes_lose_nothing(cluster, admin, clip):
    rng = random.Random(SEED)
    journal = Journal(cluster.balancer.port, admin.token)
    journal.start(clip)
    for at in range(NODE_KILLS):
        time.sleep(rng.uniform(0.5, 2))
        node = cluster.nodes[rng.randrange(2)]
        node.kill()
        time.sleep(rng.uniform(0.2, 1.5))
        node.start()
        cluster.wait_until_ready([node])
    journal.end()
    compare(cluster, admin, clip, journal, "node kills", NODE_KILLS)


def test_a_dead_primary_loses_nothing(cluster, admin, clip):
    rng = random.Random(SEED + 1)
    journal = Journal(cluster.balancer.port, admin.token)
    seconds = []
    journal.start(clip)
    for at in range(FAIL_OVERS):
        time.sleep(rng.uniform(1, 3))
        seconds.append(cluster.postgres.fail_over())
        cluster.wait_until_ready(cluster.nodes)
    journal.end()
    compare(cluster, admin, clip, journal, "failovers", FAIL_OVERS)
    print(f"the standby wrote after {max(seconds):.1f} s at most")


def test_an_object_store_that_is_out_loses_nothing(cluster, admin, clip, recording):
    rng = random.Random(SEED + 2)
    data = recording.path.read_bytes()
    for at in range(OUTAGES):
        # Other bytes each time: the same file of the same person would be the same clip.
        body = data + rng.randbytes(1000 + at)
        address = admin.begin_upload(f"outage {at}.mp4", len(body))
        half = len(body) // 2
        assert admin.send(address, 0, body[:half]).status == 204
        freezes = at % 2 == 1
        cluster.store.freeze_gateway() if freezes else cluster.store.kill_gateway()
        answer = admin.call("PATCH", address, body[half:], {**PIECE, "Upload-Offset": str(half)})
        assert answer.status == 503 and answer.headers.get("retry-after"), (at, answer)
        assert b"storage_unavailable" in answer.body
        # Pages, lookups and comments go on.
        assert admin.call("GET", "/api/v1/lookup?q=price").status == 200
        assert admin.call("PATCH", f"/api/v1/clips/{clip}", {"title": f"During outage {at}"}).status == 200
        cluster.store.thaw_gateway() if freezes else cluster.store.start_gateway()
        eventually(lambda: finish(admin, address, body), 90, "the upload goes on where it stopped")
        eventually(lambda: admin.clip_of(address), 60, "the upload became a clip")
    print(f"seed {SEED}: {OUTAGES} outages of the object store, 0 uploads lost")


def finish(api, address, body):
    offset = int(api.call("HEAD", address, headers=TUS).headers["upload-offset"])
    if offset < len(body):
        api.send(address, offset, body[offset:])
        return False
    return True
