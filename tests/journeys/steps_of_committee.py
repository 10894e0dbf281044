"""What the committee, a manager and the world do with a report."""

import re

from playwright.sync_api import expect


def approve_edition(person):
    """The owner of the standard reads the edition and approves it."""
    person.open("/editions/")
    person.activate(person.page.get_by_role("row").get_by_role("link").first)
    person.press("Approve this edition")
    person.press("Yes, continue")
    person.reads("Approved by")


def take_up(person, organisation):
    """Put the report before the committee; returns the reference of the decision."""
    person.open("/dashboard/decisions/")
    line = person.page.get_by_role("row").filter(has_text=organisation)
    person.press("Take up", line)
    person.is_at(r"/dashboard/decisions/D-\d{4}-\d{4}/$")
    return re.search(r"D-\d{4}-\d{4}", person.path).group()


def vote_to_grant(person, decision, reason):
    person.open(f"/dashboard/decisions/{decision}/")
    form = person.page.locator("form.vote-form")
    person.choose("Your position", "Grant certification at the level of the score sheet", form)
    person.fill("Your reasons", reason, form)
    person.tick(person.field("I have no interest in this client and took no part in its evaluation.", form))
    person.press("Cast the vote", form)
    person.reads("Your vote is cast.")


def may_not_grant_yet(person, decision):
    """The button stands there, cannot be pressed, and says why."""
    person.open(f"/dashboard/decisions/{decision}/")
    button = person.page.get_by_role("button", name=person.words("Grant certification"), exact=True)
    expect(button).to_be_disabled()


def grant(person, organisation):
    """Grant from the manager's worklist; returns the number of the certificate."""
    person.open("/home/")
    line = person.page.locator("#grant tr").filter(has_text=organisation)
    person.activate(line.get_by_role("link").first)
    person.press("Grant certification")
    link = person.page.locator("main a[href^='/certificates/']").first
    return re.fullmatch(r"/certificates/(\w+)/", link.get_attribute("href"))[1]


def download_sealed(person, number):
    """The sealed PDF, once the worker has made it."""
    person.open(f"/certificates/{number}/")
    words = person.words("Download the PDF")
    for _attempt in range(40):
        if person.page.get_by_role("link", name=words, exact=True).count():
            return person.download("Download the PDF")
        person.page.wait_for_timeout(500)
        person.page.reload()
    raise AssertionError(f"{number} was not sealed within 20 seconds")


def verify(person, number):
    """Type the number as one reads it from paper, in small letters and with gaps."""
    person.open("/verify/")
    person.fill("Certificate number", f" {number[:5].lower()} {number[5:].lower()} ")
    person.press("Check")
    person.is_at(f"/verify/{number}/$")
