"""What an applicant does, each deed through the page on which people do it."""

import hashlib
import re

from playwright.sync_api import expect

from tests.factories import PASSWORD, made_up_uscc
from tests.journeys import papers

ORGANISATION = {
    "Name of the organisation": "北京诚信家电有限公司",
    "Name in English": "Beijing Chengxin Appliances Co., Ltd.",
    "Unified social credit code": made_up_uscc(27922),
    "Registered address": "北京市海淀区中关村大街1号",
    "Registered address in English": "1 Zhongguancun Street, Haidian District, Beijing",
    "Legal representative": "李明",
    "Telephone": "010-62512345",
}
SITES = [
    ("headquarters", "总部", "北京市海淀区中关村大街1号", "80", "客服与管理"),
    ("own outlet", "朝阳服务站", "北京市朝阳区建国路8号", "24", "上门维修"),
    ("commissioned outlet", "天津服务站", "天津市和平区南京路2号", "16", "上门维修"),
]
MANAGERS = [("李晓红", "ASM-2023-0101", "2099-05-31"), ("赵建国", "ASM-2023-0102", "2099-05-31")]
EXCLUDED, EXCLUSION = "5.2.3.3", "本公司销售的商品由生产企业负责安装。"


def sign_up(person, letterbox):
    """Create an account, and confirm the address with the link in the letter."""
    person.open("/")
    person.follow("Apply for certification")
    person.fill("Your name", person.name)
    person.fill("E-mail address", person.email)
    person.fill("Password", PASSWORD)
    person.fill("Password again", PASSWORD)
    person.press("Create the account")
    person.reads("Confirm your e-mail address")
    person.open(letterbox.link(person.email, "/accounts/confirm-email/"))
    person.press("Confirm the address")
    person.is_at("/organisations/register/")


def register_organisation(person, **changes):
    person.fill_in(ORGANISATION | changes)
    person.press("Register the organisation")


def start_application(person):
    """Begin a draft and return its reference."""
    person.open("/home/")
    person.follow("Begin an application")
    person.press("Start the application")
    person.is_at(r"/applications/A-\d{4}-\d{4}/$")
    return re.search(r"A-\d{4}-\d{4}", person.path).group()


def answer_every_topic(person):
    """The seven topics, one after the other, as “Save and continue” leads."""
    person.follow("Contact and wishes")
    person.fill_in(
        {
            "contact person": person.name,
            "telephone of the contact person": "010-62512345",
            "e-mail of the contact person": person.email,
            "wishes for dates or team": "周一至周五均可。",
        }
    )
    save_and_continue(person)
    person.choose("What kind of applicant are you?", "seller of goods")
    person.choose("Who runs the service outlets?", "own and commissioned outlets")
    person.fill_in(
        {
            "industry": "家用电器零售",
            "description of service activities": "家用电器的咨询、送货、维修和退换。",
            "way of selling": "直营门店七成，网上商城三成。",
            "service system in operation since": "2020-01-06",
        }
    )
    save_and_continue(person)
    person.fill("scope of certification", "家用电器的销售及售后服务")
    person.fill("scope in English", "Sale and after-sales service of household appliances")
    person.choose("Which level do you aim at?", "Five-star")
    save_and_continue(person)
    person.fill_in(
        {"number of employees": 120, "of these, service staff": 45, "of these, service-management staff": 12}
    )
    save_and_continue(person)
    list_sites(person)
    list_managers(person)
    exclude_a_clause(person)


def save_and_continue(person):
    """The next page; a save that is under way comes before the way on."""
    here = person.path
    person.press("Save and continue")
    person.has_left(here)


def row(person, number):
    return person.page.locator("fieldset.row-form").nth(number)


def add_row(person, words, wanted):
    """Press the button that adds a row until there are `wanted`."""
    while (there := person.page.locator("fieldset.row-form").count()) < wanted:
        person.press(words)
        expect(person.page.locator("fieldset.row-form")).to_have_count(there + 1)


def list_sites(person):
    add_row(person, "Add a site", len(SITES))
    for number, (kind, name, address, headcount, activity) in enumerate(SITES):
        site = row(person, number)
        person.select("Kind of site", kind, site)
        person.fill("name of the site", name, site)
        person.fill("address", address, site)
        person.fill("employees there", headcount, site)
        person.fill("what is done there", activity, site)
    save_and_continue(person)


def list_managers(person):
    add_row(person, "Add a manager", len(MANAGERS))
    for number, (name, certificate, day) in enumerate(MANAGERS):
        manager = row(person, number)
        person.fill_in({"Full name": name, "Certificate number": certificate, "Expires on": day}, manager)
    save_and_continue(person)


def exclude_a_clause(person):
    add_row(person, "Add a clause that does not apply", 1)
    person.pick(person.field("Clause", row(person, 0)), EXCLUDED)
    person.fill("Why does it not apply to you?", EXCLUSION, row(person, 0))
    save_and_continue(person)


def offer_a_disguised_file(person):
    """Choose a file that is not what its name says; the page refuses it with a sentence and keeps nothing."""
    line = person.page.locator("section.paper-line#legal-status")
    person.attach(line.locator("input[type=file]").first, papers.disguised())
    expect(line.locator(".upload-words")).to_contain_text(
        person.words("It is not a file of an accepted kind, whatever its name says.")
    )
    expect(line.locator(".paper-files")).to_have_count(0)
    person.page.reload()


def upload_papers(person):
    """Something for every line that is marked as missing: PDFs, and a picture for one. Returns the names."""
    names = []
    missing = person.page.locator("section.paper-line").filter(has_text=person.words("Missing"))
    while left := missing.count():
        code = missing.first.get_attribute("id")
        upload = papers.png(f"{code}.png") if not names else papers.pdf(f"{code}.pdf", code)
        line = person.page.locator(f"section.paper-line#{code}")
        person.attach(line.locator("input[type=file]").first, upload)
        expect(line.locator(".paper-files")).to_contain_text(upload["name"])
        names.append(upload["name"])
        expect(missing).to_have_count(left - 1)
    return names


def check_and_submit(person, reference):
    person.follow("Continue to the check")
    person.is_at(f"/applications/{reference}/check/")
    for text in ("家用电器的销售及售后服务", "天津服务站", "ASM-2023-0102", EXCLUSION):
        person.sees(text)
    person.press("Submit the application")
    person.is_at(f"/applications/{reference}/$")
    person.reads("We are reviewing the application")


def accept_agreement(person, reference):
    """Where the letter leads: read the agreement, and accept it by name; its bytes have the hash that the page shows."""
    person.is_at(f"/applications/{reference}/agreement/$")
    document = person.download("Download")
    assert document.startswith(b"%PDF-")
    person.sees(hashlib.sha256(document).hexdigest())
    person.fill("Your full name", person.name)
    person.agree("I have read the agreement, I may sign for the organisation, and I accept it.")
    person.press("Accept the agreement")
    person.is_at(f"/applications/{reference}/$")
    person.reads("The agreement is accepted. The document evaluation follows.")


def answer_questions(person, answer):
    """Answer every question with text and a file, then send."""
    person.follow("Answer the questions")
    forms = person.page.locator("form[action*='/answer/']")
    for number in range(forms.count()):
        form = forms.nth(number)
        person.fill("answer", answer, form)
        person.attach(form.locator("input[type=file]"), papers.png("专项资金台账.png"))
        person.press("Save the answer", form)
    person.press("Send the answers")
    person.reads("We are evaluating your documents")


def agree_to_plan(person):
    person.press("Agree to the plan")
    person.reads("The visit is coming")


def answer_nonconformity(person):
    """Cause, correction, corrective action, day and a file as proof."""
    person.fill_in(
        {
            "cause": "新入职人员未接受上门时限的培训。",
            "what was put right at once": "已向三位顾客致歉并补做服务。",
            "what prevents a repeat": "上门时限纳入上岗培训，每月抽查。",
        }
    )
    person.attach(person.page.locator("#files input[type=file]").first, papers.png("培训签到表.png"))
    expect(person.page.locator("#corrective-files")).to_contain_text("培训签到表.png")
    person.fill("Done on", person.page.evaluate("new Date().toLocaleDateString('sv', {timeZone: 'Asia/Shanghai'})"))
    person.press("Send the corrective action")
    person.reads("Your corrective action is sent. The auditor verifies it.")
