"""Nodes, the primary and the store die under load, and a journal knows what was acknowledged: nothing of it is lost,
nothing is there twice, and nobody is refused outside of the outages."""

import base64
import os
import random
import time

import pytest
from api import PIECE, TUS, Api
from cluster import ADMIN, REP
from comparing import Comparison
from engines import eventually
from journal import AFTER_THE_STORE, Journal

IS_LONG = os.environ.get("UNDERSTUDY_LONG_TESTS") == "1"
NODE_KILLS = 20 if IS_LONG else 4
FAIL_OVERS = 10 if IS_LONG else 2
OUTAGES = 10 if IS_LONG else 2
SENDER = "kim@cluster.example"
SEED = int(os.environ.get("UNDERSTUDY_CLUSTER_SEED", "20261126"))


@pytest.fixture(scope="module")
def admin(people):
    token = people.nodes[0].api(ADMIN, "read,write,upload,admin").token
    return Api(people.balancer.port, token)


@pytest.fixture(scope="module")
def sender(people):
    """Somebody who is not kept waiting because the journal asks so much."""
    people.nodes[0].add_person(SENDER, "Kim Lane", "admin", "Northern desk")
    return Api(people.balancer.port, people.nodes[0].api(SENDER, "read,write,upload,admin").token)


@pytest.fixture(scope="module")
def rep(people):
    return Api(people.balancer.port, people.nodes[0].api(REP).token)


@pytest.fixture(scope="module")
def clip(rep, recording):
    """Somebody else's than of those who comment on it."""
    data = recording.path.read_bytes()
    address = rep.begin_upload("register.mp4", len(data))
    assert rep.send(address, 0, data).status == 204
    found = eventually(lambda: rep.clip_of(address), 60, "the upload became a clip")
    ready = ("draft", "published")
    eventually(lambda: rep.get(f"/api/v1/clips/{found}")["state"] in ready, 240, "the clip is ready")
    return found


@pytest.fixture
def journal(cluster, admin, rep, clip, request):
    journal = Journal(f"{request.node.name} {SEED}", cluster.balancer.port, admin, rep, clip)
    journal.start()
    yield journal
    journal.stop.set()


def test_killed_nodes_lose_nothing(cluster, journal):
    rng = random.Random(SEED)
    for at in range(NODE_KILLS):
        journal.turns.release()
        time.sleep(rng.uniform(0.5, 2))
        node = cluster.nodes[rng.randrange(2)]
        with journal.outages.announced():
            node.kill()
            time.sleep(rng.uniform(0.2, 1.5))
            node.start()
            cluster.wait_until_ready([node])
    journal.end()
    Comparison(cluster, journal).make("node kills", NODE_KILLS)


def test_a_dead_primary_loses_nothing(cluster, journal):
    rng = random.Random(SEED + 1)
    seconds = []
    for at in range(FAIL_OVERS):
        journal.turns.release()
        time.sleep(rng.uniform(1, 3))
        with journal.outages.announced():
            seconds.append(cluster.postgres.fail_over())
            cluster.wait_until_ready(cluster.nodes)
    journal.end()
    Comparison(cluster, journal).make("failovers", FAIL_OVERS)
    print(f"the standby wrote after {max(seconds):.1f} s at most")


def test_an_object_store_that_is_out_loses_nothing(cluster, sender, clip, recording, journal):
    rng = random.Random(SEED + 2)
    data = recording.path.read_bytes()
    for at in range(OUTAGES):
        journal.turns.release()
        # Other bytes each time: the same file of the same person would be the same clip.
        body = data + rng.randbytes(1000 + at)
        # A node that met the last outage asks the store again after some seconds, and says so until then.
        address = eventually(lambda: begun(sender, f"outage {at}.mp4", body), AFTER_THE_STORE, "recordings are taken again")
        half = len(body) // 2
        eventually(lambda: is_taken(sender, address, body[:half]), AFTER_THE_STORE, "so they are on the other node")
        freezes = at % 2 == 1
        with journal.outages.announced():
            cluster.store.freeze_gateway() if freezes else cluster.store.kill_gateway()
            answer = sender.call("PATCH", address, body[half:], {**PIECE, "Upload-Offset": str(half)})
            assert answer.status == 503 and answer.headers.get("retry-after"), (at, answer)
            assert b"storage_unavailable" in answer.body
            # Pages and lookups go on.
            assert sender.call("GET", "/api/v1/lookup?q=price").status == 200
            assert sender.call("GET", f"/api/v1/clips/{clip}").status == 200
            cluster.store.thaw_gateway() if freezes else cluster.store.start_gateway()
        eventually(lambda: finish(sender, address, body), 90, "the upload goes on where it stopped")
        eventually(lambda: sender.clip_of(address), 60, "the upload became a clip")
    journal.end()
    Comparison(cluster, journal).make("outages of the object store", OUTAGES, is_store_out=True)


def begun(api, name, body):
    metadata = "filename " + base64.b64encode(name.encode()).decode()
    answer = api.call("POST", "/api/v1/uploads", headers={
        **TUS, "Upload-Length": str(len(body)), "Upload-Metadata": metadata})
    assert answer.status == 201 or answer.status == 503 and answer.headers.get("retry-after"), answer
    return answer.headers.get("location")


def is_taken(api, address, piece):
    answer = api.send(address, 0, piece)
    assert answer.status == 204 or answer.status == 503 and answer.headers.get("retry-after"), answer.status
    return answer.status == 204


def finish(api, address, body):
    offset = int(api.call("HEAD", address, headers=TUS).headers["upload-offset"])
    if offset < len(body):
        api.send(address, offset, body[offset:])
        return False
    return True
