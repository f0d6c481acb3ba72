"""What was acknowledged survives kill -9, and what comes back is what went in."""

import hashlib
import socket
import subprocess

import pytest
from conftest import REP
from recordings import noise
from server import BINARY, Server
from waiting import eventually

FIRST_PIECE = 3 << 20


@pytest.fixture
def own_server(tmp_path):
    server = Server(tmp_path / "storage").start()
    server.add_person(REP, "Robin Vale", "rep", "Northern desk")
    yield server
    server.stop()


def test_an_upload_goes_on_after_the_server_was_killed(own_server, workshop):
    path = noise(workshop, "killed", megabytes=8)
    data = path.read_bytes()
    api = own_server.api(REP)
    address = api.begin_upload(path.name, len(data))
    assert api.send(address, 0, data[:FIRST_PIECE]).status == 204

    with half_of_a_piece(own_server, api, address, data):
        own_server.kill()
    own_server.start()
    api.port = own_server.port

    offset = api.offset(address)
    assert FIRST_PIECE <= offset < len(data)
    assert api.send(address, offset - 1, b"x").status == 409
    assert api.send(address, offset, data[offset:]).status == 204
    clip = eventually(lambda: api.clip_of(address), 60, "the upload became a clip")
    original = api.call("GET", f"/api/v1/clips/{clip}/original")
    assert original.status == 200
    assert hashlib.sha256(original.body).hexdigest() == hashlib.sha256(data).hexdigest()


def half_of_a_piece(server, api, address, data):
    """An open connection on which less came than was announced."""
    rest = data[FIRST_PIECE:]
    head = (
        f"PATCH {address} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nAuthorization: Bearer {api.token}\r\n"
        f"Tus-Resumable: 1.0.0\r\nUpload-Offset: {FIRST_PIECE}\r\nContent-Length: {len(rest)}\r\n"
        "Content-Type: application/offset+octet-stream\r\n\r\n")
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=10)
    connection.sendall(head.encode() + rest[: len(rest) // 2])
    return connection


def test_a_second_server_on_the_same_storage_ends_with_3(own_server):
    command = [BINARY, "serve", "--storage", str(own_server.storage), "--port", "0"]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=30)
    assert done.returncode == 3, (done.stdout, done.stderr)


def test_a_text_that_calls_itself_a_video_is_refused(server, rep):
    data = b"#EXTM3U\n#EXT-X-TARGETDURATION:1\nfile:///etc/passwd\n" * 20
    address = rep.begin_upload("holiday.mp4", len(data))
    answer = rep.send(address, 0, data)
    assert answer.status in (204, 415), answer
    if answer.status == 415:
        return
    clip = eventually(lambda: rep.clip_of(address), 30, "the upload became a clip")
    eventually(lambda: state(rep, clip) == "rejected", 60, "the clip is rejected")


def state(api, clip):
    shown = api.get(f"/api/v1/clips/{clip}")
    return shown.get("clip", shown)["state"]
