"""Reports may be read from the standby, as long as it is close behind."""

import pytest
from cluster import ADMIN
from engines import eventually, free_port
from server import Server


@pytest.fixture(scope="module")
def reader(people, tmp_path_factory):
    """A node that reads reports from whichever host is the standby."""
    words = {**people.environment, "DATABASE_REPLICA_URL": people.postgres.address}
    node = Server(tmp_path_factory.mktemp("reader"), words, wanted_port=free_port()).start()
    yield node
    assert node.stop() == 0


@pytest.fixture(scope="module")
def admin(reader):
    return reader.api(ADMIN)


def test_a_report_is_read_from_the_standby(people, admin):
    before = report_connections(people.postgres)
    admin.get("/api/v1/gaps?days=7")
    assert report_connections(people.postgres) > before


def test_a_standby_that_stays_behind_is_asked_for_nothing(people, admin):
    postgres = people.postgres
    known = admin.get("/api/v1/gaps?days=7")["lookups"]
    postgres.sql("SELECT pg_wal_replay_pause()", on=postgres.standby)
    try:
        admin.get("/api/v1/lookup?q=nothing+the+standby+has+heard+of")
        eventually(lambda: admin.get("/api/v1/gaps?days=7")["lookups"] > known, 30, "the primary was asked")
    finally:
        postgres.sql("SELECT pg_wal_replay_resume()", on=postgres.standby)


def report_connections(postgres):
    return int(postgres.sql(
        "SELECT COUNT(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()",
        on=postgres.standby))
