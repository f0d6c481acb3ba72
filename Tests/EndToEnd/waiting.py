"""Waiting without guessing: ask until it is so, or until the time is up."""

import time


def eventually(question, seconds, what):
    """The first true answer of `question`, asked ten times a second for at most `seconds`."""
    deadline = time.monotonic() + seconds
    while True:
        answer = question()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise AssertionError(f"{what}: not within {seconds} s, last answer {answer!r}")
        time.sleep(0.1)
