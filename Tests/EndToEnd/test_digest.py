"""One mail a day: handed to a mail server nearby, in the morning of whoever gets it, with the way to each moment."""

import base64
import email
import email.header
import socket
import threading
import time

from recordings import speak
from server import Server
from talks import add, describe, publish
from waiting import eventually


class MailServer:
    """Takes mails as RFC 5321 says, one connection after the other."""

    def __init__(self):
        self.mails = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                peer, _ = self.listener.accept()
            except OSError:
                return
            with peer, peer.makefile("rwb") as talk:
                self._talk(talk)

    def _talk(self, talk):
        def answer(line):
            talk.write(line + b"\r\n")
            talk.flush()

        answer(b"220 ready")
        to = None
        for line in talk:
            word = line[:4].upper()
            if word == b"RCPT":
                to = line.split(b"<")[1].split(b">")[0].decode()
            if word != b"DATA":
                answer(b"221 bye" if word == b"QUIT" else b"250 ok")
                continue
            answer(b"354 go on")
            lines = []
            while (line := talk.readline()) not in (b".\r\n", b""):
                lines.append(line)
            self.mails.append((to, email.message_from_bytes(b"".join(lines))))
            answer(b"250 kept")

    def close(self):
        self.listener.close()


def test_what_was_not_looked_at_comes_by_mail_once(tmp_path, workshop, monkeypatch):
    server = Server(tmp_path / "a storage").start()
    post = MailServer()
    try:
        server.add_person("ana@stage.example", "Ana Ünal", "rep", "Desk")
        server.add_person("bo@stage.example", "Bo Berg", "performer", "Desk")
        ana, bo = server.api("ana@stage.example"), server.api("bo@stage.example")
        clip = add(ana, speak(["The blue bucket is full of prices."], workshop, "blue bucket").path)
        describe(ana, clip, "The blue bucket", "Ana Ünal")
        publish(ana, clip)
        said = bo.call("POST", f"/api/v1/clips/{clip}/threads", {"text": "You waited.", "start_ms": 1000})
        assert said.status == 201
        # Wherever the sun stands here, it is noon for Ana, and no day is quiet. The names of such zones have the sign turned round.
        hours = 12 - time.gmtime().tm_hour
        zone = f"Etc/GMT{'-' if hours > 0 else '+'}{abs(hours)}"
        assert ana.call("PUT", "/api/v1/me/time-zone", {"time_zone": zone}).status == 204
        assert ana.call("PUT", "/api/v1/me/recall-habit", {"quiet_days": []}).status == 200
        assert server.stop() == 0

        monkeypatch.setenv("UNDERSTUDY_SMTP", f"127.0.0.1:{post.port}")
        monkeypatch.setenv("UNDERSTUDY_MAIL_FROM", "understudy@desk.example")
        server.start()
        eventually(lambda: post.mails, 30, "a mail comes")
        assert server.stop() == 0
        server.start()
        eventually(lambda: server.port, 30, "it is ready once more")
        assert server.stop() == 0
    finally:
        server.kill()
        post.close()
    assert [to for to, _ in post.mails] == ["ana@stage.example"], "one mail a day, however often it starts"
    mail = post.mails[0][1]
    subject = str(email.header.make_header(email.header.decode_header(mail["Subject"])))
    assert subject == "Understudy: 1 thing happened"
    assert mail["From"] == "Understudy <understudy@desk.example>"
    text = base64.b64decode(mail.get_payload()).decode()
    assert "Hello Ana Ünal," in text and "Bo Berg said something about your clip (The blue bucket)" in text
    comment = said.json()["comments"][0]["id"].removeprefix("comment_")
    assert f"/clips/{clip}?t=1#comment-{comment}" in text
