"""What balancers and operators see while the server is told to stop."""

import http.client
import signal

import pytest
from server import Server
from waiting import eventually


@pytest.fixture
def running(tmp_path):
    server = Server(tmp_path / "storage").start()
    yield server
    if server.process.poll() is None:
        server.kill()


def status(server, path):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


def test_a_server_that_stops_says_so_before_it_closes_the_door(running):
    assert status(running, "/readyz") == 200
    running.process.send_signal(signal.SIGTERM)
    eventually(lambda: status(running, "/readyz") == 503, 5, "the server says that it is not ready")
    assert status(running, "/healthz") == 200, "requests are answered until the door closes"
    assert running.process.wait(25) == 0


def test_a_second_signal_ends_it_as_well(running):
    running.process.send_signal(signal.SIGTERM)
    running.process.send_signal(signal.SIGTERM)
    assert running.process.wait(25) == 0
