"""What a cluster stands on, each on loopback with a folder of its own: a PostgreSQL primary with a synchronous standby, a real
S3 store (Ceph's RADOS gateway over one OSD), and a balancer."""

import hashlib
import hmac
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
import uuid
from datetime import datetime, timezone
from pathlib import Path


def eventually(question, seconds, what):
    """The first true answer of `question`, asked ten times a second for at most `seconds`."""
    deadline = time.monotonic() + seconds
    while True:
        answer = question()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise AssertionError(f"{what}: not within {seconds} s")
        time.sleep(0.1)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def run(*words, check=True, **options):
    done = subprocess.run([str(word) for word in words], text=True, capture_output=True, **options)
    assert not check or done.returncode == 0, (words, done.stdout, done.stderr)
    return done.stdout.strip()


def give_to_server(folder):
    """Started by root, a server of the database runs as its own user, who has to get to its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() != 0:
        return
    for place in [folder, *folder.parents]:
        if str(place).startswith("/tmp/"):
            place.chmod(place.stat().st_mode | 0o055)
    os.chown(folder, pwd.getpwnam("postgres").pw_uid, -1)


class Postgres:
    """Two servers. What is acknowledged is on both; when the primary dies the standby takes over, and a new standby is made."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
        self.ports = {"a": free_port(), "b": free_port()}
        self.primary = "a"
        self.as_server = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        give_to_server(self.folder)

    @property
    def standby(self):
        return "b" if self.primary == "a" else "a"

    @property
    def address(self):
        hosts = ",".join(["127.0.0.1"] * 2)
        ports = ",".join(str(port) for port in self.ports.values())
        return f"postgresql://understudy@/understudy?host={hosts}&port={ports}"

    def start(self):
        data = self.folder / "a"
        self._server(
            "initdb", "-D", data, "-U", "understudy", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "-N", "-k")
        with open(data / "pg_hba.conf", "a") as rules:
            rules.write("host replication all 127.0.0.1/32 trust\n")
        self._settle("a")
        self._start("a")
        self.sql("CREATE DATABASE understudy", database="postgres")
        self._follow("b")
        self._wait_for_both()

    def _settle(self, name):
        with open(self.folder / name / "postgresql.auto.conf", "a") as settings:
            settings.write(
                f"listen_addresses = '127.0.0.1'\nport = {self.ports[name]}\n"
                f"unix_socket_directories = ''\nwal_level = replica\nmax_wal_senders = 8\nhot_standby = on\n"
                "wal_keep_size = 256MB\nmax_connections = 200\nsynchronous_commit = on\n")

    def _start(self, name):
        self._server("pg_ctl", "-D", self.folder / name, "-l", self.folder / f"{name}.log", "-w", "-s", "start")

    def _follow(self, name):
        """Makes `name` a fresh standby of the primary, and every commit wait for it."""
        shutil.rmtree(self.folder / name, ignore_errors=True)
        self._server(
            "pg_basebackup", "-h", "127.0.0.1", "-p", self.ports[self.primary], "-U", "understudy", "-D",
            self.folder / name, "-R", "-X", "stream", "-c", "fast", "-N")
        self._settle(name)
        self._start(name)
        self.sql("ALTER SYSTEM SET synchronous_standby_names = '*'")
        self.sql("SELECT pg_reload_conf()")

    def _wait_for_both(self):
        eventually(
            lambda: self.sql("SELECT sync_state FROM pg_stat_replication") == "sync", 30, "the standby keeps step")

    def fail_over(self):
        """The primary dies without a word; the standby takes over. Seconds until it writes."""
        self._wait_for_both()
        dead = self.primary
        pid = int((self.folder / dead / "postmaster.pid").read_text().split()[0])
        began = time.monotonic()
        os.kill(pid, signal.SIGKILL)
        self.primary = self.standby
        self.sql("ALTER SYSTEM SET synchronous_standby_names = ''")
        self._server("pg_ctl", "-D", self.folder / self.primary, "-w", "-s", "promote")
        self.sql("SELECT pg_reload_conf()")
        seconds = time.monotonic() - began
        self._follow(dead)
        self._wait_for_both()
        return seconds

    def sql(self, text, database="understudy", on=None):
        """What one of the two answers, the primary unless it is said."""
        return run(
            "psql", "-h", "127.0.0.1", "-p", self.ports[on or self.primary], "-U", "understudy", "-qXtAc", text, database)

    def stop(self):
        for name in (self.standby, self.primary):
            if (self.folder / name).exists():
                self._server("pg_ctl", "-D", self.folder / name, "-m", "immediate", "-s", "stop", check=False)

    def _server(self, program, *words, check=True):
        # Its output goes nowhere: a server that inherits a pipe would keep it open.
        done = subprocess.run(
            [*self.as_server, str(self.programs / program), *(str(word) for word in words)],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/tmp")
        assert not check or done.returncode == 0, (program, words)


class ObjectStore:
    """One monitor, one OSD, one gateway, from Debian's packages."""

    KEY, SECRET = "stage-key", "stage-secret"

    def __init__(self, folder):
        self.folder = Path(folder)
        self.port = free_port()
        self.environment = {**os.environ, "CEPH_CONF": str(self.folder / "ceph.conf")}

    def address(self, bucket, **words):
        query = "&".join(f"{name}={value}" for name, value in words.items())
        return f"s3://{bucket}/house?endpoint=http://127.0.0.1:{self.port}" + (f"&{query}" if query else "")

    @property
    def keys(self):
        return {"BLOBS_ACCESS_KEY": self.KEY, "BLOBS_SECRET_KEY": self.SECRET}

    def start(self):
        for name in ("mon", "osd", "rgw", "run", "log"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        number = str(uuid.uuid4())
        self._write_settings(number, free_port(), free_port())
        monitors, ring = self.folder / "monmap", self.folder / "keyring"
        addresses = f"[v2:127.0.0.1:{self.monitor[0]},v1:127.0.0.1:{self.monitor[1]}]"
        self._run("monmaptool", "--create", "--clobber", "--addv", "a", addresses, "--fsid", number, monitors)
        self._run("ceph-authtool", "--create-keyring", ring, "--gen-key", "-n", "mon.", "--cap", "mon", "allow *")
        for name, caps in {
            "client.admin": ["mon", "allow *", "osd", "allow *", "mgr", "allow *"],
            "osd.0": ["mon", "allow profile osd", "osd", "allow *", "mgr", "allow profile osd"],
            "client.rgw": ["mon", "allow rw", "osd", "allow rwx", "mgr", "allow rw"],
        }.items():
            pairs = [word for at in range(0, len(caps), 2) for word in ("--cap", caps[at], caps[at + 1])]
            self._run("ceph-authtool", ring, "--gen-key", "-n", name, *pairs)
        self._run("ceph-mon", "--mkfs", "-i", "a", "--monmap", monitors, "--keyring", ring)
        self._run("ceph-mon", "-i", "a")
        self._run("ceph", "auth", "import", "-i", ring)
        self._run("ceph", "osd", "new", str(uuid.uuid4()))
        self._run("ceph", "osd", "crush", "add", "osd.0", "1.0", "host=localhost", "root=default", check=False)
        shape = json.loads(self._run("ceph", "osd", "dump", "-f", "json"))
        self._run("ceph-osd", "-i", "0", "--mkfs", "--osd-uuid", shape["osds"][0]["uuid"])
        self._run("ceph-osd", "-i", "0")
        eventually(
            lambda: json.loads(self._run("ceph", "osd", "stat", "-f", "json"))["num_up_osds"] == 1, 60, "the OSD is up")
        self.start_gateway()
        self._run(
            "radosgw-admin", "-n", "client.rgw", "user", "create", "--uid", "stage", "--display-name", "stage",
            "--access-key", self.KEY, "--secret-key", self.SECRET)

    def _write_settings(self, number, first, second):
        self.monitor = (first, second)
        place = self.folder
        (place / "ceph.conf").write_text(f"""[global]
fsid = {number}
mon host = [v2:127.0.0.1:{first},v1:127.0.0.1:{second}]
public addr = 127.0.0.1
cluster addr = 127.0.0.1
auth cluster required = cephx
auth service required = cephx
auth client required = cephx
auth allow insecure global id reclaim = false
keyring = {place}/keyring
run dir = {place}/run
admin socket = {place}/run/$name.asok
log file = {place}/log/$name.log
pid file = {place}/$name.pid
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 8
osd pool default pgp num = 8
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon warn on pool no redundancy = false
mon allow pool size one = true
mon max pg per osd = 2000
mon data avail crit = 1
mon data avail warn = 1
mon initial members = a
[mon]
mon data = {place}/mon
[osd]
osd data = {place}/osd
osd objectstore = bluestore
bluestore block create = true
bluestore block size = 4294967296
osd memory target = 939524096
bluestore cache autotune = false
[client.rgw]
keyring = {place}/keyring
rgw data = {place}/rgw
rgw frontends = beast endpoint=127.0.0.1:{self.port}
rgw thread pool size = 64
""")

    def start_gateway(self):
        user = pwd.getpwuid(os.geteuid()).pw_name
        self._run("radosgw", "-n", "client.rgw", "--setuser", user, "--setgroup", user)
        eventually(self.answers, 60, "the gateway answers")

    def kill_gateway(self):
        os.kill(self._pid("client.rgw"), signal.SIGKILL)

    def freeze_gateway(self):
        os.kill(self._pid("client.rgw"), signal.SIGSTOP)

    def thaw_gateway(self):
        os.kill(self._pid("client.rgw"), signal.SIGCONT)

    def answers(self):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=2).close()
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False
        return True

    def make_bucket(self, name):
        assert self.request("PUT", f"/{name}").status == 200

    def request(self, method, path):
        """A signed request of ours (Signature Version 4), written apart from the server's own."""
        now, host = datetime.now(timezone.utc), f"127.0.0.1:{self.port}"
        time_text, day = now.strftime("%Y%m%dT%H%M%SZ"), now.strftime("%Y%m%d")
        empty = hashlib.sha256(b"").hexdigest()
        names = "host;x-amz-content-sha256;x-amz-date"
        asked = f"{method}\n{path}\n\nhost:{host}\nx-amz-content-sha256:{empty}\nx-amz-date:{time_text}\n\n{names}\n{empty}"
        scope = f"{day}/us-east-1/s3/aws4_request"
        text = f"AWS4-HMAC-SHA256\n{time_text}\n{scope}\n{hashlib.sha256(asked.encode()).hexdigest()}"
        key = f"AWS4{self.SECRET}".encode()
        for word in scope.split("/"):
            key = hmac.new(key, word.encode(), hashlib.sha256).digest()
        signature = hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
        fields = {
            "x-amz-date": time_text, "x-amz-content-sha256": empty,
            "Authorization": f"AWS4-HMAC-SHA256 Credential={self.KEY}/{scope}, SignedHeaders={names}, "
                             f"Signature={signature}"}
        return urllib.request.urlopen(
            urllib.request.Request(f"http://{host}{path}", method=method, headers=fields), timeout=10)

    def stop(self):
        for name in ("client.rgw", "osd.0", "mon.a"):
            try:
                os.kill(self._pid(name), signal.SIGKILL)
            except (OSError, ValueError):
                pass

    def _pid(self, name):
        return int((self.folder / f"{name}.pid").read_text())

    def _run(self, *words, check=True):
        done = subprocess.run(
            [str(word) for word in words], text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, env=self.environment, timeout=120)
        assert not check or done.returncode == 0, words
        return done.stdout


class Balancer:
    """HAProxy in front of the nodes: asks each for its readiness, and sends a request that got no answer to another."""

    def __init__(self, folder, nodes):
        self.folder = Path(folder)
        self.port = free_port()
        self.nodes = nodes
        self.process = None

    def start(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        servers = "\n".join(f"    server node{at} 127.0.0.1:{port}" for at, port in enumerate(self.nodes))
        settings = self.folder / "haproxy.cfg"
        settings.write_text(f"""global
    maxconn 2000
defaults
    mode http
    timeout connect 2s
    timeout client 75s
    timeout server 75s
    timeout http-request 15s
    # A node that is busy answers late; one that is dead refuses at once.
    timeout check 3s
    option forwardfor
    option redispatch 1
    retries 3
    retry-on conn-failure empty-response
frontend people
    bind 127.0.0.1:{self.port}
    # Sent twice only if it does no harm: reading, or a request that says so itself.
    http-request disable-l7-retry if !METH_GET !{{ req.hdr(idempotency-key) -m found }}
    default_backend nodes
backend nodes
    balance roundrobin
    option httpchk
    http-check send meth GET uri /readyz ver HTTP/1.1 hdr Host 127.0.0.1:{self.port}
    http-check expect status 200
    default-server check inter 400ms fall 1 rise 1
{servers}
""")
        self.process = subprocess.Popen(
            ["haproxy", "-f", str(settings), "-db"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=(self.folder / "log").open("w"))

    def stop(self):
        if self.process:
            self.process.kill()
            self.process.wait(10)


class Pooler:
    """PgBouncer in transaction mode before the primary: many connections share few of the server's, and what a session keeps is
    lost between two transactions."""

    def __init__(self, folder, postgres, connections=4):
        self.folder = Path(folder)
        self.port = free_port()
        self.postgres, self.connections = postgres, connections
        self.process = None

    @property
    def address(self):
        return f"postgresql://understudy@127.0.0.1:{self.port}/understudy"

    def start(self):
        give_to_server(self.folder)
        settings = self.folder / "pgbouncer.ini"
        settings.write_text(f"""[databases]
; Everybody is the one user that is named here.
understudy = host=127.0.0.1 port={self.postgres.ports[self.postgres.primary]} dbname=understudy user=understudy
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {self.port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = {self.connections}
max_client_conn = 200
logfile = {self.folder}/log
""")
        self.process = subprocess.Popen(
            [*self.postgres.as_server, "pgbouncer", str(settings)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, cwd="/tmp")
        eventually(self.answers, 10, "the pooler answers")

    def answers(self):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait(10)
