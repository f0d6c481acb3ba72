import pytest
from cluster import ADMIN, REP, Cluster
from recordings import speak


@pytest.fixture(scope="session")
def cluster(tmp_path_factory):
    cluster = Cluster(tmp_path_factory.mktemp("cluster"))
    try:
        yield cluster.start()
    finally:
        cluster.stop()


@pytest.fixture(scope="session")
def people(cluster):
    """A rep and an admin, made on the first node."""
    cluster.nodes[0].add_person(REP, "Noor Hale", "rep", "Northern desk")
    cluster.nodes[0].add_person(ADMIN, "Ada Moss", "admin", "Northern desk")
    return cluster


@pytest.fixture(scope="session")
def recording(tmp_path_factory):
    words = "Let us put the purple elephant aside and count what one wrong delivery costs you every month."
    return speak([words], tmp_path_factory.mktemp("recording"), "the purple elephant")
