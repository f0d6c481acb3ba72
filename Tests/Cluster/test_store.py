"""What every blob store promises, on a real object store."""

import os
import subprocess

import pytest


@pytest.mark.skipif("UNDERSTUDY_SWIFT_PACKAGE" not in os.environ, reason="the unit tests are not built here")
def test_the_promises_of_blob_stores_hold_on_a_real_one(cluster):
    cluster.store.make_bucket("promises")
    environment = {
        **os.environ, **cluster.store.keys,
        "UNDERSTUDY_TEST_S3": f"s3://promises?endpoint=http://127.0.0.1:{cluster.store.port}"}
    done = subprocess.run(
        ["swift", "test", "--package-path", os.environ["UNDERSTUDY_SWIFT_PACKAGE"], "--skip-build", "--no-parallel",
         "--filter", "BlobStoreTests"], env=environment, text=True, capture_output=True, timeout=600)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    # A filter that finds nothing is no failure, nor are tests that were not told of this store.
    assert "shelf → real" in done.stdout, done.stdout[-4000:]
