"""What a journal says was acknowledged, against what is there: asked of the database and of the object store themselves,
past the server. Most of what is compared could be there twice; no constraint of the database forbids it."""

import hashlib
from collections import Counter

from engines import eventually
from journal import AFTER_THE_STORE, AFTERWARDS


class Comparison:
    def __init__(self, cluster, journal):
        self.cluster, self.journal = cluster, journal
        self.like = f"{journal.name} %"

    def make(self, what, times, is_store_out=False):
        """Asserts all of it, and prints the sums."""
        self.cluster.wait_until_ready(self.cluster.nodes)
        journal = self.journal
        assert journal.wrong == [] and journal.unanswered == [], (journal.wrong[:3], journal.unanswered[:3])
        self._failures(is_store_out)
        self._rows("teams", journal.teams, "SELECT name FROM team WHERE name LIKE")
        self._rows("comments", journal.comments, "SELECT text FROM comment WHERE text LIKE")
        self._comments_are_told_once()
        title = self._list(f"SELECT title FROM clip WHERE id = '{journal.clip}'")[0]
        assert int(title.split()[-1]) >= journal.title, (title, journal.title)
        self._uploads()
        jobs = self._jobs()
        print(
            f"{times} {what}: acknowledged {len(journal.teams)} teams, {len(journal.comments)} comments, title "
            f"{journal.title}, {len(journal.uploads)} uploads with {jobs} jobs; 0 lost, 0 doubled; "
            f"{len(journal.failures)} requests failed, all within the outages")

    def _list(self, text):
        return [line for line in self.cluster.postgres.sql(text).splitlines() if line]

    def _rows(self, kind, acknowledged, text):
        found = Counter(self._list(f"{text} '{self.like}'"))
        lost = [name for name in acknowledged if name not in found]
        doubled = [name for name, times in found.items() if times > 1]
        assert lost == [] and doubled == [], f"{kind}: {len(lost)} lost {lost[:3]}, {len(doubled)} doubled {doubled[:3]}"

    def _failures(self, is_store_out):
        """Whoever only reads and writes rows does not even notice a store that is out."""
        for failure in self.journal.failures:
            assert not is_store_out or failure.kind == "upload", failure
            afterwards = AFTER_THE_STORE if is_store_out else AFTERWARDS
            assert self.journal.outages.cover(failure, afterwards), failure

    def _comments_are_told_once(self):
        """The owner of the clip hears of every comment once, and the audit log knows each once."""
        those = f"FROM comment WHERE text LIKE '{self.like}'"
        heard = Counter(self._list(f"SELECT comment_id FROM person_news WHERE comment_id IN (SELECT id {those})"))
        given = Counter(self._list(
            f"SELECT object FROM event WHERE name = 'comment.given' AND object IN (SELECT id {those})"))
        comments = set(self._list(f"SELECT id {those}"))
        assert set(heard) == comments and max(heard.values(), default=1) == 1, "a comment is not told just once"
        assert set(given) == comments and max(given.values(), default=1) == 1, "a comment is not in the audit log once"

    # --- Uploads and what is made of them -------------------------------------------------------------------------------

    def _uploads(self):
        journal = self.journal
        made = {}
        for name, digest, address in journal.uploads:
            made[name] = (eventually(lambda: journal.rep.clip_of(address), 90, f"{name} became a clip"), digest)
        clips = Counter(self._list(f"SELECT original_name FROM clip WHERE original_name LIKE '{self.like}'"))
        assert all(clips[name] == 1 for name in made) and max(clips.values(), default=1) == 1, clips
        for name, (clip, digest) in made.items():
            assert self._list(f"SELECT original_hash FROM clip WHERE id = '{clip}'") == [digest], name
            assert self._list(
                f"SELECT COUNT(*) FROM event WHERE name = 'clip.created' AND object = '{clip}'") == ["1"], name
            assert hashlib.sha256(self.cluster.stored(digest)).hexdigest() == digest, name
        self.clips = [clip for clip, _ in made.values()]

    def _jobs(self):
        """Every job of these uploads was done in the end, and its result is there once and whole."""
        if not self.clips:
            return 0
        ours = "clip_id IN (" + ", ".join(f"'{clip}'" for clip in self.clips) + ")"

        def are_done():
            # What was under way at two deaths waits for an admin.
            for job in self._list(f"SELECT id FROM job WHERE {ours} AND state IN ('failed', 'poison')"):
                assert self.journal.admin.call("POST", f"/api/v1/admin/jobs/{job}/retry", {}).status == 202
            return self._list(f"SELECT COUNT(*) FROM job WHERE {ours} AND state <> 'done'") == ["0"]

        eventually(are_done, 300, "the jobs of the uploads are done")
        states = Counter(self._list(f"SELECT state FROM clip WHERE {ours.replace('clip_id', 'id')}"))
        assert states == {"draft": len(self.clips)}, states
        twice = self._list(
            f"SELECT name, payload, COUNT(*) FROM job WHERE {ours} AND name LIKE 'clip.%' GROUP BY 1, 2 HAVING COUNT(*) > 1")
        assert twice == [], twice
        assert self._list(f"SELECT clip_id FROM transcript WHERE {ours} GROUP BY 1 HAVING COUNT(*) > 1") == []
        for digest in self._list(f"SELECT DISTINCT blob_hash FROM rendition WHERE {ours}"):
            assert hashlib.sha256(self.cluster.stored(digest)).hexdigest() == digest
        return int(self._list(f"SELECT COUNT(*) FROM job WHERE {ours}")[0])
