"""Two nodes of the real binary on one database and one bucket, behind a balancer."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "EndToEnd"))

from engines import Balancer, ObjectStore, Postgres, eventually, free_port  # noqa: E402
from server import Server  # noqa: E402

ADMIN = "ada@stage.example"
REP = "robin@cluster.example"


class Cluster:
    BUCKET = "stage"

    def __init__(self, folder):
        self.folder = Path(folder)
        self.postgres = Postgres(self.folder / "postgres")
        self.store = ObjectStore(self.folder / "store")
        ports = [free_port(), free_port()]
        self.balancer = Balancer(self.folder / "balancer", ports)
        environment = {
            "DATABASE_URL": self.postgres.address, "BLOBS": self.store.address(self.BUCKET), **self.store.keys,
            "UNDERSTUDY_PUBLIC_URL": f"http://127.0.0.1:{self.balancer.port}",
            "UNDERSTUDY_TRUSTED_PROXIES": "127.0.0.1", "UNDERSTUDY_LOG_LEVEL": "warning",
        }
        self.environment = environment
        self.nodes = [
            Server(self.folder / f"node{at}", environment, wanted_port=port) for at, port in enumerate(ports)]

    def start(self):
        self.postgres.start()
        self.store.start()
        self.store.make_bucket(self.BUCKET)
        for node in self.nodes:
            node.start()
        self.balancer.start()
        self.wait_until_ready(self.nodes)
        return self

    def wait_until_ready(self, nodes, seconds=60):
        for node in nodes:
            eventually(lambda: self.is_ready(node), seconds, "a node is ready")

    def is_ready(self, node):
        return Answering(node.port, self.balancer.port).status("/readyz") == 200

    def stored(self, digest):
        """The bytes of a blob, asked of the store itself."""
        with self.store.request("GET", f"/{self.BUCKET}/house/blobs/{digest[:2]}/{digest[2:4]}/{digest}") as answer:
            return answer.read()

    def stop(self):
        self.balancer.stop()
        for at, node in enumerate(self.nodes):
            # What they had to say is looked for when a test has failed.
            (self.folder / f"node{at}.log").write_text("".join(node.output))
            if node.process and node.process.poll() is None:
                node.kill()
        self.postgres.stop()
        self.store.stop()


class Answering:
    """A node asked directly, under the name people know."""

    def __init__(self, port, public_port):
        self.port = port
        self.host = f"127.0.0.1:{public_port}"

    def status(self, path):
        import http.client

        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", path, headers={"Host": self.host})
            answer = connection.getresponse()
            answer.read()
            return answer.status
        except OSError:
            return None
        finally:
            connection.close()
