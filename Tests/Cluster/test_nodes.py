"""Two nodes are one server to everybody."""

import base64
import http.client
import json
import os
import subprocess
import threading
import time

import pytest
from api import PIECE, TUS, Api
from cluster import ADMIN, REP
from engines import eventually
from recordings import speak
from server import BINARY, ROOT

# Not meant for a balancer are `crashes`, `uploads`, `stop` and `load`, which kill, stop and measure one server of their own;
# `digest`, whose server is told of a mail server; and `gate`, which sends what no browser sends: the balancer answers that itself.
STORIES = [
    "story", "lookup", "pack", "pages", "requests", "edit", "player", "watching", "sets", "assignments", "recall",
    "memory_story", "feedback", "replies", "recorder", "practice", "practice_story", "reach", "weight",
]


@pytest.fixture(scope="module")
def apis(people):
    """The rep on the first node, on the second, and through the balancer."""
    token = people.nodes[0].api(REP).token
    return [Api(port, token) for port in (people.nodes[0].port, people.nodes[1].port, people.balancer.port)]


@pytest.fixture(scope="module")
def clip(apis, recording):
    """Its halves are sent to different nodes; it is ready when both have seen it."""
    one, two, _ = apis
    data = recording.path.read_bytes()
    address = one.begin_upload("elephant.mp4", len(data))
    half = len(data) // 2
    assert one.send(address, 0, data[:half]).status == 204
    assert two.offset(address) == half
    assert two.send(address, half, data[half:]).status == 204
    found = eventually(lambda: one.clip_of(address), 60, "the upload became a clip")
    eventually(lambda: two.get(f"/api/v1/clips/{found}").get("state") == "draft", 240, "the clip is ready")
    return found


def test_an_upload_goes_on_on_the_other_node(apis, clip):
    for api in apis:
        assert api.get(f"/api/v1/clips/{clip}")["state"] == "draft"


def test_a_recording_of_unknown_length_goes_on_on_the_other_node(apis, tmp_path):
    """As the recorder sends it, a piece at a time while it is made; the last piece says how long it has become."""
    one, two, _ = apis
    data = speak(["This is being said while it is sent, and nobody knows how long it becomes."], tmp_path, "meanwhile")
    data = data.path.read_bytes()
    name = base64.b64encode(b"made meanwhile.mp4").decode()
    begun = one.call(
        "POST", "/api/v1/uploads", headers={**TUS, "Upload-Defer-Length": "1", "Upload-Metadata": f"filename {name}"})
    assert begun.status == 201, begun
    address, third = begun.headers["location"], len(data) // 3
    assert one.send(address, 0, data[:third]).status == 204
    assert two.offset(address) == third
    assert two.send(address, third, data[third:2 * third]).status == 204
    rest = {**PIECE, "Upload-Offset": str(2 * third), "Upload-Length": str(len(data))}
    answer = one.call("PATCH", address, data[2 * third:], rest)
    assert answer.status == 204, answer
    found = eventually(lambda: two.clip_of(address), 60, "the upload became a clip")
    eventually(lambda: two.get(f"/api/v1/clips/{found}").get("state") == "draft", 240, "the clip is ready")


def test_the_recording_comes_from_the_store_through_every_node(apis, clip):
    bodies = set()
    for api in apis:
        answer = api.call("GET", f"/media/{clip}/v.mp4", headers={"Range": "bytes=100-299"})
        assert answer.status == 206 and len(answer.body) == 200, answer.status
        bodies.add(answer.body)
    assert len(bodies) == 1


def test_the_bucket_shows_nothing_to_strangers(cluster):
    connection = http.client.HTTPConnection("127.0.0.1", cluster.store.port, timeout=5)
    connection.request("GET", f"/{cluster.BUCKET}")
    assert connection.getresponse().status == 403


def test_what_is_published_on_one_node_is_found_on_the_other_within_a_second(apis, clip):
    one, two, _ = apis
    changes = {"title": "The purple elephant", "stage": "st.negotiate", "objection": "ob.price"}
    assert one.call("PATCH", f"/api/v1/clips/{clip}", changes).status == 200
    notice = {"who_is_heard": "A buyer", "how_told": "Asked at the start", "allows": "library"}
    assert one.call("PUT", f"/api/v1/clips/{clip}/notice", notice).status == 200
    answer = one.call("PUT", f"/api/v1/clips/{clip}/publication")
    published = time.monotonic()
    assert answer.status == 200, answer
    eventually(
        lambda: [row for row in two.get("/api/v1/lookup?q=purple+elephant")["results"] if row["clip"]["id"] == clip],
        1, "it is found on the other node")
    print(f"found on the other node after {1000 * (time.monotonic() - published):.0f} ms")


def test_an_open_page_on_one_node_hears_what_happens_on_the_other(apis, clip):
    one, two, _ = apis
    connection = http.client.HTTPConnection("127.0.0.1", two.port, timeout=10)
    connection.request("GET", "/api/v1/events", headers={"Authorization": f"Bearer {two.token}"})
    stream = connection.getresponse()
    assert stream.readline().startswith(b": here")
    assert one.call("PATCH", f"/api/v1/clips/{clip}", {"title": "The elephant, again"}).status == 200
    while True:
        line = stream.readline()
        if line.startswith(b"data:") and json.loads(line[5:])["clip"] == clip:
            break
    connection.close()


def ask(cluster, node, method, path, body=None, **fields):
    """A request as a browser sends it that knows the balancer only."""
    host = f"127.0.0.1:{cluster.balancer.port}"
    heads = {"Host": host, "Origin": f"http://{host}", **{name.replace("_", "-"): text for name, text in fields.items()}}
    if body is not None:
        body, heads["Content-Type"] = json.dumps(body), "application/json"
    connection = http.client.HTTPConnection("127.0.0.1", node.port, timeout=20)
    connection.request(method, path, body, heads)
    answer = connection.getresponse()
    answer.text = answer.read().decode()
    connection.close()
    return answer


def sign_in(cluster, door, node, email, password):
    """The door's token is used on another node: both have one key."""
    opened = ask(cluster, door, "GET", "/api/v1/session")
    cookie = (opened.getheader("Set-Cookie") or "").split(";")[0]
    return ask(
        cluster, node, "POST", "/api/v1/session", {"email": email, "password": password}, Cookie=cookie,
        X_CSRF_Token=json.loads(opened.text)["csrf_token"])


def test_a_session_begun_on_one_node_holds_on_the_other_and_ends_on_both(people):
    one, two = people.nodes
    answer = sign_in(people, two, one, REP, "a-quiet-prompt-corner")
    assert answer.status == 201, answer.text
    cookie = [text.split(";")[0] for name, text in answer.getheaders() if name.lower() == "set-cookie"][0]
    shown = ask(people, two, "GET", "/api/v1/session", Cookie=cookie)
    assert json.loads(shown.text)["person"], shown.text
    token = json.loads(shown.text)["csrf_token"]
    assert ask(people, one, "DELETE", "/api/v1/session", Cookie=cookie, X_CSRF_Token=token).status == 204
    assert ask(people, two, "GET", "/api/v1/me", Cookie=cookie).status == 401


def test_guessing_a_password_on_both_nodes_counts_together(people):
    nodes = people.nodes
    codes = [
        sign_in(people, nodes[at % 2], nodes[at % 2], ADMIN, f"wrong guess {at}").status for at in range(8)]
    assert codes == [401] * 5 + [429] * 3


def test_a_rolling_restart_fails_no_request(cluster, apis):
    through = apis[2]
    failures, count, stop = [], [0], threading.Event()

    def ask():
        while not stop.is_set():
            try:
                answer = through.call("GET", "/api/v1/me")
                if answer.status != 200:
                    failures.append(answer.status)
            except OSError as error:
                failures.append(error)
            count[0] += 1
            time.sleep(0.02)

    askers = [threading.Thread(target=ask, daemon=True) for _ in range(3)]
    for asker in askers:
        asker.start()
    for node in cluster.nodes:
        assert node.stop() == 0
        node.start()
        cluster.wait_until_ready([node])
        time.sleep(1)
    stop.set()
    for asker in askers:
        asker.join(20)
    print(f"{count[0]} requests during a rolling restart, {len(failures)} failed")
    assert failures == []


def test_a_worker_works_beside_the_servers(cluster, tmp_path):
    environment = {**os.environ, **cluster.environment}
    worker = subprocess.Popen(
        [BINARY, "work", "--storage", str(tmp_path / "worker")], env=environment, text=True, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT)
    assert "works" in worker.stdout.readline()
    worker.terminate()
    assert worker.wait(30) == 0


def test_a_worker_needs_postgresql(tmp_path):
    done = subprocess.run(
        [BINARY, "work", "--storage", str(tmp_path / "worker")], text=True, capture_output=True, timeout=60)
    assert done.returncode == 1 and "DATABASE_URL" in done.stderr


def test_a_worker_needs_a_store_it_shares_with_the_servers(cluster, tmp_path):
    done = subprocess.run(
        [BINARY, "work", "--storage", str(tmp_path / "worker")], text=True, capture_output=True, timeout=60,
        env={**os.environ, "DATABASE_URL": cluster.postgres.address})
    assert done.returncode == 1 and "BLOBS" in done.stderr


def test_a_node_without_the_shared_store_does_not_start(cluster, tmp_path):
    done = subprocess.run(
        [BINARY, "serve", "--storage", str(tmp_path / "node"), "--port", "0"], text=True, capture_output=True, timeout=60,
        env={**os.environ, "DATABASE_URL": cluster.postgres.address})
    assert done.returncode == 1 and "BLOBS" in done.stderr


def test_what_happens_in_the_store_of_a_cluster_reaches_the_browser_through_the_stories(cluster, tmp_path):
    """The end-to-end stories, in a browser, through the balancer over both nodes."""
    stories = [f"test_{name}.py" for name in STORIES]
    words = json.dumps({
        "storage": str(cluster.nodes[0].storage), "port": cluster.balancer.port, "environment": cluster.environment})
    done = subprocess.run(
        [str(ROOT / "Storage/env-test/bin/python"), "-m", "pytest", "-q", "--maxfail=5", "--tb=short", "-p", "no:cacheprovider",
         # A folder within ours: for one of its own it would close the way to the database's.
         "--basetemp", str(tmp_path / "stories"), "--rootdir",
         str(ROOT / "Tests/EndToEnd"), *(str(ROOT / "Tests/EndToEnd" / name) for name in stories)],
        env={**os.environ, "UNDERSTUDY_CLUSTER": words}, text=True, capture_output=True, timeout=3600)
    print(done.stdout[-3000:])
    assert done.returncode == 0, done.stdout[:6000] + " ... " + done.stdout[-6000:]
