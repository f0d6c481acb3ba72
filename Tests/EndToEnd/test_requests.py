"""A question nobody has answered: asked from a miss, answered by a performer, and the one who asked hears of it at once."""

import pytest
from conftest import ADMIN, PERFORMER, REP
from playwright.sync_api import expect
from recordings import speak
from talks import add, describe, publish

QUESTION = "do your pelicans work underwater"


@pytest.fixture(scope="module")
def performer(server):
    return server.api(PERFORMER)


@pytest.fixture(scope="module")
def answer(performer, workshop):
    """Something the performer has published already, about something else."""
    made = speak(["We have a whole page about birds that dive, and I read it to you in a minute."], workshop, "dive")
    clip = add(performer, made.path)
    describe(performer, clip, "Birds that dive", "Pat Okoye")
    publish(performer, clip)
    return clip


def test_a_miss_becomes_a_question_and_its_answer_comes_back(signed_in, answer):
    asking = signed_in(REP).page
    asking.goto("/lookup")
    asking.get_by_role("searchbox").press_sequentially(QUESTION)
    expect(asking.get_by_role("heading", name="Nobody has recorded this yet")).to_be_visible()
    asking.get_by_role("link", name="Ask for it").click()
    expect(asking.get_by_label("What did the buyer say?")).to_have_value(QUESTION)
    asking.get_by_label("Anything they should know?").fill("A zoo, first meeting")
    asking.get_by_role("button", name="Ask for it").click()
    expect(asking.get_by_role("heading", level=1)).to_have_text(QUESTION)
    expect(asking.get_by_text("You ask this")).to_be_visible()
    asking.goto("/")

    answering = signed_in(PERFORMER).page
    answering.goto("/")
    answering.get_by_role("link", name=f"Can you answer “{QUESTION}”?").click()
    expect(answering.get_by_text("A zoo, first meeting")).to_be_visible()
    answering.get_by_label("Birds that dive").check()
    answering.get_by_role("button", name="This answers it").click()
    expect(answering.get_by_text("Answered", exact=True)).to_be_visible()

    # The page that was open all the while says so, without being asked.
    asking.get_by_text("Your question was answered.").wait_for()
    asking.get_by_role("link", name="See the answer").click()
    expect(asking.get_by_role("link", name="Birds that dive")).to_be_visible()
    asking.get_by_role("button", name="Not quite").click()
    expect(asking.get_by_text("Open", exact=True)).to_be_visible()


def test_the_same_question_is_joined_with_keys_alone(signed_in, server, answer):
    page = signed_in(ADMIN).page
    page.goto("/requests/new?q=Do+pelicans+work+underwater%3F")
    expect(page.get_by_role("heading", name="Others ask something like it")).to_be_visible()
    page.get_by_label("What did the buyer say?").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("You and 1 other person ask this")).to_be_visible()
