"""Measures what several nodes carry, on one machine: `python Tests/Cluster/figures.py [lookups|writes]`.

Lookups: one node that may use half of one core, then two nodes with half of a core each, on different cores. What asks (wrk)
and the database have the other halves, so neither side takes anything from a node: their share is printed. Needs root
(control groups).

Writes: what one node acknowledges with 64 clients, against pgbench with the statements PostgreSQL was seen to be sent for one
such request, from 64 connections with rows of their own: the change alone; the whole with what is read before, about who asks;
and the whole with the lock that lets one writer change something at a time, which the server takes as well.

It needs root, and from Debian wrk, postgresql (pgbench is in it), radosgw and Ceph's servers, util-linux (taskset,
runuser)."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "EndToEnd"))

from api import Api  # noqa: E402
from engines import ObjectStore, Postgres, eventually, free_port, run  # noqa: E402
from server import BINARY, Server  # noqa: E402

SECONDS = int(os.environ.get("UNDERSTUDY_FIGURES_SECONDS", "30"))
CLIPS = int(os.environ.get("UNDERSTUDY_FIGURES_CLIPS", "1000"))
PEOPLE = 100
WORDS = ["price", "budget", "security", "rollout", "contract", "discount", "competitor", "quarter", "pilot", "support",
         "integration", "training", "legal", "delay", "renewal", "migration", "approval", "expensive", "cheaper", "risk"]


def control_group(name, pid, quota=None):
    """A group of its own for a process and what it will start. Before everything else on the machine: figures are to be those of
    a machine that does nothing else."""
    place = Path("/sys/fs/cgroup")
    is_old = (place / "cpu").is_dir()
    folder = place / ("cpu" if is_old else "") / f"understudy-{name}"
    folder.mkdir()
    if is_old:
        (folder / "cpu.shares").write_text("200000")
        if quota:
            (folder / "cpu.cfs_period_us").write_text("20000")
            (folder / "cpu.cfs_quota_us").write_text(str(quota))
    else:
        (folder / "cpu.weight").write_text("10000")
        if quota:
            (folder / "cpu.max").write_text(f"{quota} 20000")
    (folder / "cgroup.procs").write_text(str(pid))
    return folder


def end_control_group(folder):
    """After this process has left it, and what it started has ended."""
    if str(os.getpid()) in (folder / "cgroup.procs").read_text().split():
        (folder.parent / "cgroup.procs").write_text(str(os.getpid()))
    eventually(lambda: not (folder / "cgroup.procs").read_text(), 30, "nothing runs in the group any more")
    folder.rmdir()


class Share:
    """A part of one core for one process."""

    def __init__(self, process, core, part):
        run("taskset", "-a", "-p", "-c", core, process.pid)
        self.folder = control_group(process.pid, process.pid, int(part * 20_000))

    def end(self):
        end_control_group(self.folder)


def busy_seconds(pids):
    """Processor time these processes have had so far."""
    ticks = 0
    for pid in pids:
        try:
            words = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        ticks += int(words[11]) + int(words[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def children(pid):
    found = [pid]
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            found += children(int(child))
    return found


def load(folder, ports, tokens, connections, seconds):
    """Lookups nobody asked before, by many people. How many were answered, how many of them refused, and wrk's own time."""
    script = folder / "lookups.lua"
    script.write_text(f"""
local tokens = {{{", ".join(f'"{token}"' for token in tokens)}}}
local words = {{{", ".join(f'"{word}"' for word in WORDS)}}}
local number = 0
function request()
    number = number + 1
    local text = words[1 + number % #words] .. "+" .. words[1 + math.floor(number / 7) % #words] .. "+" .. number
    return wrk.format("GET", "/api/v1/lookup?q=" .. text,
        {{ Authorization = "Bearer " .. tokens[1 + number % #tokens], Host = "127.0.0.1:" .. wrk.port }})
end
""")
    before = os.times()
    running = [
        subprocess.Popen(
            ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-s", str(script), f"http://127.0.0.1:{port}"],
            text=True, stdout=subprocess.PIPE)
        for port in ports]
    texts = [one.communicate()[0] for one in running]
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    answered = sum(int(re.search(r"(\d+) requests in", text)[1]) for text in texts)
    refused = sum(int(found[1]) for text in texts if (found := re.search(r"Non-2xx or 3xx responses: (\d+)", text)))
    return answered / seconds, refused / seconds, spent / seconds, texts


def wait_until_prepared(node, token):
    api = Api(node.port, token)

    def is_prepared():
        found = api.get("/api/v1/lookup?q=price")
        return not found.get("loading") and found.get("meaning") != "loading"

    eventually(is_prepared, 300, "the node has read its index")


def start_node(folder, postgres, at):
    # Nodes share a store, whether anything of it is asked for or not.
    words = {"DATABASE_URL": postgres.address, "UNDERSTUDY_LOG_LEVEL": "warning", **postgres.blobs}
    return Server(folder / f"node{at}", words, wanted_port=free_port()).start()


def fill(folder, postgres):
    first = Server(folder / "node0", {"DATABASE_URL": postgres.address, "UNDERSTUDY_LOG_LEVEL": "warning"})
    first.command("demo", "--without-media", "--clips", str(CLIPS), seconds=3600)


def people(node, name):
    """`name0@stage.example` and so on."""
    for at in range(PEOPLE):
        node.add_person(f"{name}{at}@stage.example", f"{name} {at}", "rep", "Figures")
    return [f"{name}{at}@stage.example" for at in range(PEOPLE)]


def lookups(folder, postgres):
    nodes = [start_node(folder, postgres, 0)]
    tokens = [nodes[0].api(person, "read,write").token for person in people(nodes[0], "asker")]
    nodes.append(start_node(folder, postgres, 1))
    for node in nodes:
        wait_until_prepared(node, tokens[0])
    # Jobs that are still running would be measured too.
    wait_for_jobs(postgres)
    database = int((postgres.folder / postgres.primary / "postmaster.pid").read_text().split()[0])
    shares = [Share(node.process, at % os.cpu_count(), 0.5) for at, node in enumerate(nodes)]
    rates = {}
    try:
        for count in (1, 2, 1, 2):
            some = nodes[:count]
            load(folder, [node.port for node in some], tokens, 8, 3)
            begun, node_time = busy_seconds(children(database)), busy_seconds(node.process.pid for node in some)
            rate, refused, asking, _ = load(folder, [node.port for node in some], tokens, 8, SECONDS)
            node_time = busy_seconds(node.process.pid for node in some) - node_time
            database_time = busy_seconds(children(database)) - begun
            assert refused == 0, f"{refused} lookups a second were refused"
            rates[count] = max(rates.get(count, 0), rate)
            print(f"{count} node(s) with half a core each: {rate:.0f} lookups/s; cores used: nodes "
                  f"{node_time / SECONDS:.2f}, database {database_time / SECONDS:.2f}, asking {asking:.2f}", flush=True)
    finally:
        for node in nodes:
            node.stop()
        for share in shares:
            share.end()
    print(json.dumps({"one": rates[1], "two": rates[2], "times": rates[2] / rates[1]}))


def wait_for_jobs(postgres):
    eventually(
        lambda: postgres.sql("SELECT COUNT(*) FROM job WHERE state IN ('waiting', 'running')") == "0", 1800,
        "all jobs are done")


def writes(folder, postgres):
    node = start_node(folder, postgres, 0)
    try:
        writers = people(node, "writer")
        wait_for_jobs(postgres)
        # The machine's own key, for somebody: people may report only so often.
        key = (node.storage / "server.key").read_text().strip()
        heads = [{"Authorization": f"Operator {key}", "X-Understudy-As": writer} for writer in writers]
        api = Api(node.port, "")
        persons = [api.call("GET", "/api/v1/me", headers=head).json()["id"] for head in heads]
        shown = api.call("GET", "/api/v1/clips?limit=60&state=published&shelf=library", headers=heads[0]).json()
        clips = [clip["id"] for clip in shown["items"]]
        for name, body in WRITES.items():
            reads, change = seen(postgres, node, name, body, heads[0], clips[0], {persons[0], writers[0]})

            def of_others(transactions):
                """The same of as many people as there are clients."""
                return [
                    [[words.replace(persons[0], persons[at]).replace(f"'{writers[0]}'", f"'{writers[at]}'")
                      .replace(clips[0], clips[at % len(clips)]) for words in one] for one in transactions]
                    for at in range(CLIENTS)]

            print(f"{name}: {len(change)} statements, after {sum(map(len, reads))} that only read", flush=True)
            compared(folder, postgres, node, name, body, key, clips, of_others([change]), of_others([*reads, change]))
    finally:
        node.stop()


def compared(folder, postgres, node, name, body, key, clips, changes, wholes):
    """In turn, so that whatever changes on the machine meanwhile meets all of them."""
    rates = {"server": [], "change": [], "whole": [], "whole_with_the_lock": []}
    for _ in range(ROUNDS):
        rates["server"].append(ask_writes(folder, node, name, body, key, clips))
        rates["change"].append(pgbench(folder, postgres, changes, False))
        rates["whole"].append(pgbench(folder, postgres, wholes, False))
        rates["whole_with_the_lock"].append(pgbench(folder, postgres, wholes, True))
    rates = {what: sorted(some)[ROUNDS // 2] for what, some in rates.items()}
    server = rates.pop("server")
    print(json.dumps({
        "write": name, "server": server, "pgbench": rates,
        "shares": {what: server / rate for what, rate in rates.items()}}), flush=True)


ROUNDS = 3
CLIENTS = 64
WRITES = {
    # Where somebody stopped, and what a player reports every few seconds.
    "position": '{"milliseconds": 1200}',
    "watches": '{"player": "player_NAME", "number": 0, "position_ms": 5000, "intervals": [{"start_ms": 0, '
               '"end_ms": 5000, "rate": 1, "visible": true, "at_ms": 0, "wall_ms": 5000}]}',
}


def seen(postgres, node, name, body, head, clip, person):
    """The statements PostgreSQL is sent for one such request, with their values: transactions that only read something of the
    person, and the one that changes."""
    log = postgres.folder / f"{postgres.primary}.log"
    log_statements(postgres, "all")
    begun = log.stat().st_size
    answer = Api(node.port, "").call(
        "PUT", f"/api/v1/clips/{clip}/{name}", body.replace("NAME", "seen"), {**head, "Content-Type": "application/json"})
    assert answer.status < 300, answer

    def logged():
        with open(log) as lines:
            lines.seek(begun)
            return transactions(lines.read(), clip, person)

    found = eventually(logged, 10, "the write and its commit are in the log of PostgreSQL")
    log_statements(postgres, "none")
    return found


def log_statements(postgres, which):
    postgres.sql(f"ALTER SYSTEM SET log_statement = '{which}'")
    postgres.sql("SELECT pg_reload_conf()")
    # A new connection has it once the postmaster has read it and has told all that are there.
    eventually(lambda: postgres.sql("SHOW log_statement") == which, 10, f"statements are logged: {which}")


def transactions(text, clip, person):
    """Of one request: None until the transaction is there that changed something about the clip."""
    entries = re.split(r"^(?=\d{4}-\d\d-\d\d .*? \[\d+\] )", text, flags=re.M)
    sessions, done = {}, []
    for entry in entries:
        head = re.match(r"\S+ \S+ \S+ \[(\d+)\] (\w+):\s+(.*)", entry, re.S)
        if not head:
            continue
        pid, kind, rest = head.groups()
        if kind == "DETAIL" and rest.startswith("parameters:"):
            values = dict(re.findall(r"\$(\d+) = ('(?:[^']|'')*'|NULL)", rest))
            last = sessions[pid][-1]
            sessions[pid][-1] = re.sub(r"\$(\d+)\b", lambda found: values[found[1]], last)
        elif kind == "LOG" and (statement := re.match(r"(?:statement|execute \S+): (.*)", rest, re.S)):
            words = statement[1].strip()
            if words.upper().startswith("BEGIN"):
                sessions[pid] = []
            elif words.upper().startswith("COMMIT"):
                done.append(sessions.pop(pid, []))
            sessions.setdefault(pid, []).append(words)
    changes = [
        one for one in done if any(re.match(r"(INSERT|UPDATE|DELETE)", words, re.I) and clip in words for words in one)]
    if not changes:
        return None
    reads = [
        one for one in done if one not in changes and any(known in words for words in one for known in person)]
    return [plain(one) for one in reads], plain(changes[-1])


def plain(statements):
    """Without what every transaction begins with: that is added where it is wanted."""
    begins = r"(BEGIN|SAVEPOINT|RELEASE|SET |SELECT pg_current_xact_id|SELECT pg_advisory_xact_lock)"
    return [" ".join(words.split()) for words in statements if not re.match(begins, words, re.I)]


def pgbench(folder, postgres, people, is_locked):
    """Requests a second. Each client repeats the transactions of one person and one clip, so that none waits for another's row."""
    lines = []
    for at, transactions in enumerate(people):
        lines.append(f"\\{'elif' if at else 'if'} :client_id = {at}")
        for number, statements in enumerate(transactions):
            lock = ["SELECT pg_advisory_xact_lock(1)"] if is_locked and number == len(transactions) - 1 else []
            lines += ["BEGIN;", *(f"{words};" for words in lock + statements), "COMMIT;"]
    path = folder / "writes.sql"
    path.write_text("\n".join([*lines, "\\endif", ""]))
    text = run(
        "pgbench", "-n", "-M", "prepared", "-c", CLIENTS, "-j", "1", "-T", SECONDS, "-h", "127.0.0.1", "-p",
        postgres.ports[postgres.primary], "-U", "understudy", "-f", path, "understudy")
    return float(re.search(r"tps = ([\d.]+)", text)[1])


def ask_writes(folder, node, name, body, key, clips):
    script = folder / "writes.lua"
    script.write_text(f"""
local clips = {{{", ".join(f'"{clip}"' for clip in clips)}}}
local body = [==[{body}]==]
local number = 0
function request()
    number = number + 1
    local text = body:gsub("NAME", "wrk" .. number)
    return wrk.format("PUT", "/api/v1/clips/" .. clips[1 + math.floor(number / {PEOPLE}) % #clips] .. "/{name}",
        {{ Authorization = "Operator {key}", ["X-Understudy-As"] = "writer" .. number % {PEOPLE} .. "@stage.example",
           Host = "127.0.0.1:" .. wrk.port, ["Content-Type"] = "application/json" }}, text)
end
""")
    text = run("wrk", "-t1", f"-c{CLIENTS}", f"-d{SECONDS}s", "-s", script, f"http://127.0.0.1:{node.port}")
    assert "Non-2xx" not in text, text
    return float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1])


PROGRAMS = {
    "wrk": "wrk", "pgbench": "postgresql", "psql": "postgresql", "taskset": "util-linux", "runuser": "util-linux",
    "ceph-mon": "ceph-mon", "ceph-osd": "ceph-osd", "radosgw": "radosgw", "radosgw-admin": "radosgw"}


def require_all():
    """Says everything that is missing at once, before anything is started."""
    missing = [f"{name} (Debian: {package})" for name, package in PROGRAMS.items() if not shutil.which(name)]
    if not os.access(BINARY, os.X_OK):
        missing.append(f"the release build, {BINARY} (./understudy up makes it)")
    if os.geteuid() != 0:
        missing.append("root: nodes are given parts of cores by control groups")
    if missing:
        sys.exit("The figures need " + "; ".join(missing) + ".")


def main():
    parts = {"lookups": lookups, "writes": writes}
    wanted = sys.argv[1:] or list(parts)
    if unknown := [part for part in wanted if part not in parts]:
        sys.exit(f"There are no figures of {unknown[0]}; there are {' and '.join(parts)}.")
    require_all()
    group = control_group(f"figures-{os.getpid()}", os.getpid())
    with tempfile.TemporaryDirectory(prefix="understudy-figures-") as name:
        folder = Path(name)
        postgres, store = Postgres(folder / "postgres"), ObjectStore(folder / "store")
        postgres.start()
        store.start()
        store.make_bucket("figures")
        postgres.blobs = {"BLOBS": store.address("figures"), **store.keys}
        try:
            fill(folder, postgres)
            for part in wanted:
                parts[part](folder, postgres)
        finally:
            postgres.stop()
            store.stop()
            end_control_group(group)


if __name__ == "__main__":
    main()
