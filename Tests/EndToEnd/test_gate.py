"""Requests no browser sends, byte by byte, and what the server answers to them."""

import re
import socket

import pytest

HOST = "Host: 127.0.0.1\r\n"
LONG = "a" * 8193


def ask(server, raw):
    """The first answer to these bytes: its status and its head."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=15) as connection:
        connection.sendall(raw.encode("latin-1"))
        answer = b""
        while b"\r\n\r\n" not in answer:
            piece = connection.recv(65536)
            if not piece:
                break
            answer += piece
    status = re.match(rb"HTTP/1\.1 (\d{3})", answer)
    assert status, answer[:200]
    return int(status[1]), answer.split(b"\r\n\r\n")[0].decode("latin-1").lower()


def get(target, fields=HOST):
    return f"GET {target} HTTP/1.1\r\n{fields}\r\n"


BAD = {
    "no host": (get("/", ""), 400),
    "two hosts": (get("/", HOST + HOST), 400),
    "empty host": (get("/", "Host: \r\n"), 400),
    "host with a path": (get("/", "Host: 127.0.0.1/x\r\n"), 400),
    "somebody else's host": (get("/", "Host: evil.example\r\n"), 421),
    "TRACE": (f"TRACE / HTTP/1.1\r\n{HOST}\r\n", 405),
    "CONNECT": (f"CONNECT 127.0.0.1:80 HTTP/1.1\r\n{HOST}\r\n", 405),
    "unknown method": (f"BREW / HTTP/1.1\r\n{HOST}\r\n", 405),
    "zero byte": (get("/clips%00.html"), 400),
    "control byte": (get("/clips/%0d%0aX:1"), 400),
    "delete byte": (get("/%7f"), 400),
    "half a percent": (get("/%2"), 400),
    "no hexadecimal": (get("/%zz"), 400),
    "no UTF-8": (get("/%ff"), 400),
    "dot segments": (get("/assets/../../etc/passwd"), 400),
    "written dot segments": (get("/assets/%2e%2e/%2e%2e/etc/passwd"), 400),
    "single dot": (get("/./clips"), 400),
    "backslash": (get("/assets/..\\secret"), 400),
    "written backslash": (get("/assets/..%5csecret"), 400),
    "double slash": (get("//evil.example/"), 400),
    "no slash": (get("clips"), 400),
    "long address": (get("/" + LONG), 414),
    "large field": (get("/", HOST + f"X-Large: {'a' * 33000}\r\n"), 431),
    "many fields": (get("/", HOST + "X-A: b\r\n" * 101), 431),
    "content coding": (
        f"POST /sign-in HTTP/1.1\r\n{HOST}Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\nab", 415),
    "two lengths": (f"POST / HTTP/1.1\r\n{HOST}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400),
    "length and chunks": (
        f"POST / HTTP/1.1\r\n{HOST}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    "bad chunk": (f"POST /sign-in HTTP/1.1\r\n{HOST}Transfer-Encoding: chunked\r\n\r\nxyz\r\n", 400),
    "unknown coding": (f"POST / HTTP/1.1\r\n{HOST}Transfer-Encoding: gzip\r\n\r\n", 400),
    "negative length": (f"POST / HTTP/1.1\r\n{HOST}Content-Length: -1\r\n\r\n", 400),
    "too large a form": (f"POST /sign-in HTTP/1.1\r\n{HOST}Content-Length: 99000000\r\n\r\n", 413),
    "expectation": (f"POST /sign-in HTTP/1.1\r\n{HOST}Expect: wonders\r\nContent-Length: 2\r\n\r\nab", 417),
    "form without a token": (
        f"POST /sign-in HTTP/1.1\r\n{HOST}Content-Type: application/x-www-form-urlencoded\r\n"
        "Content-Length: 7\r\n\r\nemail=a", 403),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_requests_are_refused_as_promised(server, name):
    raw, expected = BAD[name]
    status, head = ask(server, raw)
    assert status == expected, head
    assert "server:" not in head
    assert "evil.example" not in head


def test_every_answer_carries_its_protection(server):
    _, head = ask(server, get("/sign-in"))
    for field in ["x-content-type-options: nosniff", "frame-ancestors 'none'", "referrer-policy: same-origin",
                  "cross-origin-opener-policy: same-origin", "cross-origin-resource-policy: same-origin"]:
        assert field in head, field
    assert "unsafe-inline" not in head and "access-control" not in head


def test_nothing_of_a_clip_is_given_to_strangers(server, clip):
    media = [f"/media/{clip}/v.mp4", f"/media/{clip}/poster.jpg"]
    for path in [*media, f"/api/v1/clips/{clip}", "/api/v1/lookup?q=price"]:
        assert ask(server, get(path))[0] == 401, path
    assert ask(server, get(f"/clips/{clip}"))[0] == 303


# Range, status, and the part that comes as first and last byte; negative numbers count from the end.
RANGES = {
    "first bytes": ("bytes=0-9", 206, (0, 9)),
    "one byte": ("bytes=7-7", 206, (7, 7)),
    "from somewhere": ("bytes=100-", 206, (100, -1)),
    "last bytes": ("bytes=-5", 206, (-5, -1)),
    "more than there is": ("bytes=-99999999999", 206, (0, -1)),
    "beyond the end": ("bytes=0-99999999999", 206, (0, -1)),
    "nothing": ("bytes=-0", 416, None),
    "after the end": ("bytes=999999999-", 416, None),
    "very large": ("bytes=99999999999999999999-", 416, None),
    "turned round": ("bytes=5-2", 200, (0, -1)),
    "two parts": ("bytes=0-1,3-4", 200, (0, -1)),
    "other unit": ("lines=0-4", 200, (0, -1)),
    "no numbers": ("bytes=a-b", 200, (0, -1)),
}


@pytest.mark.parametrize("name", RANGES)
def test_parts_of_a_recording(rep, clip, name):
    field, status, part = RANGES[name]
    path = f"/media/{clip}/v.mp4"
    whole = rep.call("GET", path).body
    answer = rep.call("GET", path, headers={"Range": field})
    assert answer.status == status, answer.headers
    assert answer.headers["content-length"] == str(len(answer.body))
    if part is None:
        assert answer.headers["content-range"] == f"bytes */{len(whole)}"
        assert answer.body == b""
        return
    first, last = (number if number >= 0 else len(whole) + number for number in part)
    assert answer.body == whole[first : last + 1]
    if status == 206:
        assert answer.headers["content-range"] == f"bytes {first}-{last}/{len(whole)}"


def test_an_unchanged_recording_is_not_sent_again(rep, clip):
    path = f"/media/{clip}/v.mp4"
    known = rep.call("HEAD", path).headers["etag"]
    assert rep.call("GET", path, headers={"If-None-Match": known}).status == 304
    assert rep.call("GET", path, headers={"Range": "bytes=0-3", "If-Range": known}).status == 206
    assert rep.call("GET", path, headers={"Range": "bytes=0-3", "If-Range": '"other"'}).status == 200
