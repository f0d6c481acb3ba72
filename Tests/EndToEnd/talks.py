"""Clips as somebody would have made them, over the API."""

from conftest import is_ready
from waiting import eventually


def add(api, path):
    data = path.read_bytes()
    address = api.begin_upload(path.name, len(data))
    assert api.send(address, 0, data).status == 204
    clip = eventually(lambda: api.clip_of(address), 30, "the upload became a clip")
    eventually(lambda: is_ready(api, clip), 180, "the clip is ready")
    return clip


def describe(api, clip, title, speaker):
    said = {"title": title, "stage": "st.negotiate", "objection": "ob.price", "speakers": [{"name": speaker}]}
    assert api.call("PATCH", f"/api/v1/clips/{clip}", said).status == 200
    notice = {"who_is_heard": speaker, "how_told": "A machine reads it", "allows": "library"}
    assert api.call("PUT", f"/api/v1/clips/{clip}/notice", notice).status == 200


def publish(api, clip):
    assert api.call("PUT", f"/api/v1/clips/{clip}/visibility?to=team").status == 200
    assert api.call("PUT", f"/api/v1/clips/{clip}/publication").status == 200
