"""The real binary on a free port of loopback, with a storage folder of its own."""

import os
import re
import signal
import subprocess
import threading
from pathlib import Path

from api import Api
from waiting import eventually

ROOT = Path(__file__).resolve().parents[2]
BINARY = os.environ.get("UNDERSTUDY_BINARY") or str(ROOT / ".build-release/release/understudy")
PASSWORD = "a-quiet-prompt-corner"
READY = re.compile(r"Understudy is ready at http://127\.0\.0\.1:(\d+)/")


class Server:
    def __init__(self, storage, environment=None, wanted_port=0):
        self.storage = storage
        # What it is told beside the folder: another database, an object store.
        self.environment = environment or {}
        self.wanted_port = wanted_port
        self.process = None
        self.port = None
        self.output = []

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def start(self):
        self.port = None
        # A dying process must not be held up by its own backtrace.
        environment = {**os.environ, "SWIFT_BACKTRACE": "enable=no", **self.environment}
        self.process = subprocess.Popen(
            [BINARY, "serve", "--storage", str(self.storage), "--port", str(self.wanted_port)], env=environment,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        threading.Thread(target=self._read, args=[self.process.stdout], daemon=True).start()
        eventually(lambda: self.port or self.process.poll() is not None, 30, "the server is ready")
        assert self.port, "".join(self.output)
        return self

    def _read(self, stream):
        for line in stream:
            self.output.append(line)
            found = READY.search(line)
            if found:
                self.port = int(found[1])

    def kill(self):
        self.process.kill()
        self.process.wait(10)

    def stop(self):
        """As an operator stops it; it has 25 seconds to finish what it does."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.kill()
            raise

    def command(self, *arguments, given="", seconds=60):
        words = [BINARY, *arguments, "--storage", str(self.storage)]
        done = subprocess.run(
            words, input=given, text=True, capture_output=True, timeout=seconds,
            env={**os.environ, **self.environment})
        assert done.returncode == 0, (arguments, done.stdout, done.stderr)
        return done.stdout.strip()

    def add_person(self, email, name, role, team):
        self.command(
            "person", "add", "--email", email, "--name", name, "--role", role, "--team", team, "--password-stdin",
            given=PASSWORD + "\n")

    def api(self, email, scope="read,write,upload"):
        token = self.command("token", "create", "--email", email, "--name", "end to end", "--scope", scope)
        return Api(self.port, token.splitlines()[-1].strip())
