"""A node may stand behind a pooler in transaction mode: it keeps nothing in a session, and lacks nothing."""

import threading

import pytest
from api import Api
from cluster import REP
from engines import Pooler, eventually, free_port
from server import Server


@pytest.fixture(scope="module")
def pooled(people, tmp_path_factory):
    """A third node, which reaches the database of the others through the pooler."""
    folder = tmp_path_factory.mktemp("pooled")
    pooler = Pooler(folder / "pooler", people.postgres)
    node = Server(
        folder / "node", {**people.environment, "DATABASE_URL": pooler.address, "DATABASE_POOLED": "on"},
        wanted_port=free_port())
    try:
        pooler.start()
        node.start()
        people.wait_until_ready([node])
        yield node
    finally:
        if node.process and node.process.poll() is None:
            assert node.stop() == 0
        pooler.stop()


@pytest.fixture(scope="module")
def apis(people, pooled):
    """The rep on the pooled node, and on one that has connections of its own."""
    token = people.nodes[0].api(REP).token
    return Api(pooled.port, token), Api(people.nodes[0].port, token)


def test_a_recording_sent_to_the_pooled_node_is_prepared_and_found(apis, recording):
    """From an upload to what is found, each step on the one node or the other: followed both ways, though nobody can listen."""
    pooled, direct = apis
    data = recording.path.read_bytes() + b"through the pooler"
    address = pooled.begin_upload("pooled.mp4", len(data))
    assert pooled.send(address, 0, data).status == 204
    clip = eventually(lambda: pooled.clip_of(address), 60, "the upload became a clip")
    eventually(lambda: direct.get(f"/api/v1/clips/{clip}")["state"] == "draft", 240, "the clip is ready")
    said = {"title": "A violet walrus", "stage": "st.negotiate", "objection": "ob.price"}
    assert direct.call("PATCH", f"/api/v1/clips/{clip}", said).status == 200
    notice = {"who_is_heard": "A buyer", "how_told": "Asked at the start", "allows": "library"}
    assert pooled.call("PUT", f"/api/v1/clips/{clip}/notice", notice).status == 200
    assert direct.call("PUT", f"/api/v1/clips/{clip}/publication").status == 200
    eventually(lambda: is_found(pooled, clip), 1, "what another node published is found on the pooled one")
    assert pooled.call("DELETE", f"/api/v1/clips/{clip}/publication").status == 200
    eventually(lambda: not is_found(direct, clip), 1, "what the pooled node retired is found nowhere")


def is_found(api, clip):
    return [row for row in api.get("/api/v1/lookup?q=violet+walrus")["results"] if row["clip"]["id"] == clip]


def test_more_people_than_connections_are_all_answered(apis):
    pooled, _ = apis
    answers = []

    def ask(number):
        for at in range(10):
            answers.append(pooled.call("GET", "/api/v1/clips?limit=20").status)
            answers.append(pooled.call("GET", f"/api/v1/lookup?q=price+{number}+{at}").status)

    askers = [threading.Thread(target=ask, args=[number], daemon=True) for number in range(12)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join(60)
    # One person may ask only so fast; nothing else may happen to them.
    assert len(answers) == 240 and set(answers) <= {200, 429} and 200 in answers, set(answers)
