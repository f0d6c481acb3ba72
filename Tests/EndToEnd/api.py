"""The JSON API and tus over plain sockets of the standard library, so that every byte sent is ours."""

import base64
import http.client
import json
from dataclasses import dataclass

TUS = {"Tus-Resumable": "1.0.0"}
PIECE = {"Content-Type": "application/offset+octet-stream", **TUS}


@dataclass
class Answer:
    status: int
    headers: dict
    body: bytes

    def json(self):
        return json.loads(self.body)


class Api:
    """One person's token on one server."""

    def __init__(self, port, token):
        self.port = port
        self.token = token

    def call(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        fields = {"Authorization": f"Bearer {self.token}", **(headers or {})}
        if isinstance(body, dict):
            body = json.dumps(body)
            fields["Content-Type"] = "application/json"
        try:
            connection.request(method, path, body, fields)
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, found, response.read())
        finally:
            connection.close()

    def get(self, path):
        answer = self.call("GET", path)
        assert answer.status == 200, (path, answer)
        return answer.json()

    def begin_upload(self, name, length):
        metadata = "filename " + base64.b64encode(name.encode()).decode()
        fields = {**TUS, "Upload-Length": str(length), "Upload-Metadata": metadata}
        answer = self.call("POST", "/api/v1/uploads", headers=fields)
        assert answer.status == 201, answer
        return answer.headers["location"]

    def offset(self, address):
        answer = self.call("HEAD", address, headers=TUS)
        assert answer.status == 200, answer
        return int(answer.headers["upload-offset"])

    def send(self, address, offset, data):
        return self.call("PATCH", address, data, {**PIECE, "Upload-Offset": str(offset)})

    def clip_of(self, address):
        """The clip a whole upload has become, or None while it is put away."""
        return self.call("HEAD", address, headers=TUS).headers.get("understudy-clip")
