"""What the departments of the body do, each deed through the page on which people do it."""

import re

from playwright.sync_api import expect

from workflow import clock

SAMPLED, DRAWN, FAILED = "5.1.5.2", 20, 3
NOT_MET = "5.2.4.5"
DEDUCTION = "抽查的三份工单显示上门时间超出对外承诺的24小时。"


def find_work(person, worklist, organisation):
    """Open the line of the organisation in one of the worklists on the home page."""
    person.open("/home/")
    line = person.page.locator(f"#{worklist} tr").filter(has_text=organisation)
    person.activate(line.get_by_role("link").last)


def saved(person, form):
    """The receipt of a form that saves itself."""
    expect(form.locator(".receipt")).to_contain_text(person.words("Saved"))


# --- the market department --------------------------------------------------------------------------------------------


def review_application(person):
    """Every paper in order, every condition met, one day more and another fee than the tables give, with reasons."""
    person.follow("Open the review")
    forms = person.page.locator("form[action*='/review/papers/']")
    for number in range(forms.count()):
        person.tick(forms.nth(number).get_by_label(person.words("in order"), exact=True))
        saved(person, forms.nth(number))
    conditions = person.page.locator("form[action*='/review/conditions/']")
    assert conditions.count() == 4
    for number in range(4):
        person.tick(conditions.nth(number).get_by_label(person.words("met"), exact=True))
        saved(person, conditions.nth(number))
    fix_effort(person)


def fix_effort(person):
    form = person.page.locator("form[action$='/review/effort/']")
    person.fill("Audit days", "5", form)
    person.fill("Fee (CNY)", "28000", form)
    person.press("Fix audit days and fee", form)
    person.page.locator(".error-summary").wait_for()
    person.fill("Reason for other days than the table gives", "服务网点分散，增加一天。", form)
    person.fill("Reason for another fee than the tariff gives", "协会会员优惠。", form)
    person.press("Fix audit days and fee", form)
    person.sees("¥28,000")


def accept_application(person):
    person.press("Accept and offer the agreement")
    person.reads("Agreement offered")


# --- the audit department ---------------------------------------------------------------------------------------------


def evaluate_documents(person, *, unclear, question):
    """A verdict on every clause; `unclear` gets a question, which goes to the applicant. Returns how many clauses."""
    person.follow("Open the evaluation")
    person.press("Start the document evaluation")
    person.page.locator("form[action$='/verdict/']").first.wait_for()
    forms = person.page.locator("form[action$='/verdict/']")
    clauses = forms.count()
    for number in range(clauses):
        form = forms.nth(number)
        verdict = "to be clarified" if f"/{unclear}/" in form.get_attribute("action") else "satisfactory"
        person.tick(form.get_by_label(person.words(verdict), exact=True))
        saved(person, form)
    clause = person.page.locator(f"[id='clause-{unclear}']")
    person.unfold("Ask the applicant", clause)
    person.fill("Question to the applicant", question, clause)
    person.press("Keep the question", clause)
    person.press("Send the questions to the applicant")
    return clauses


def clear_and_accept(person, clause):
    form = person.page.locator(f"form[action$='/evaluation/{clause}/verdict/']")
    person.tick(form.get_by_label(person.words("satisfactory"), exact=True))
    saved(person, form)
    person.page.reload()
    person.press("Accept the documents")


def open_audit_file(person, organisation):
    """Open the file of an accepted application and return its reference."""
    person.open("/audits/")
    line = person.page.get_by_role("row").filter(has_text=organisation)
    person.press("Open the audit file", line)
    person.is_at(r"/audits/U-\d{4}-\d{4}/$")
    return re.search(r"U-\d{4}-\d{4}", person.path).group()


def write_plan(person, reference):
    """Today and tomorrow, every site, the agenda that is suggested."""
    person.open(f"/audits/{reference}/plan/")
    today = clock.today()
    person.fill("First day", today.isoformat())
    person.fill("Last day", today.isoformat())
    for tick in person.page.locator(".site-pick input[type=checkbox]").all():
        person.tick(tick)
    person.press("Suggest an agenda")
    person.press("Save and go back")
    person.reads("The plan is saved.")


def appoint(person, reference, name, duty):
    person.open(f"/audits/{reference}/team/")
    form = person.page.locator("form").filter(has=person.page.get_by_role("button", name=person.words("Appoint")))
    select = person.field("Person", form)
    option = select.locator("option").filter(has_text=name)
    person.pick(select, option.get_attribute("value"))
    person.choose("Duty", duty, form)
    person.press("Appoint", form)
    expect(person.page.locator("main").get_by_role("row").filter(has_text=name)).to_be_visible()


def send_plan(person, reference):
    person.open(f"/audits/{reference}/")
    person.press("Send the plan to the client")
    person.reads("Plan with the client")


# --- the audit team ---------------------------------------------------------------------------------------------------


def declare_no_interest(person, organisation):
    find_work(person, "declare", organisation)
    if "/declaration/" not in person.path:
        person.follow("Declare")
    person.agree("I have no interest in this client that could influence my judgement.")
    person.press("Make the declaration")


def open_visit(person, organisation):
    find_work(person, "visits", organisation)
    person.press("Hold the opening meeting")
    person.reads("On site")


def score_every_clause(person, reference, *, excluded):
    """A finding for each clause, page by page, as “next” leads. Returns the codes in the order they were answered."""
    person.open(f"/audits/{reference}/scoring/")
    begin = person.words("Begin scoring")
    person.activate(person.page.get_by_role("link", name=begin))
    answered = []
    while True:
        for article in person.page.locator("article[data-clause]").all():
            code = article.get_attribute("data-clause")
            record_finding(person, article, code, excluded)
            answered.append(code)
        onwards = person.page.locator(".scoring-steps a[rel=next]")
        if not onwards.count():
            return answered
        here = person.path
        person.activate(onwards)
        person.has_left(here)


def record_finding(person, article, code, excluded):
    if code == excluded:
        person.press("Confirm: does not apply", article)
    elif code == SAMPLED:
        person.answer(article, "sampled")
        person.fill("Samples drawn", DRAWN, article)
        person.fill("Of these, failed", FAILED, article)
        person.fill("Remark", "抽查20份奖惩记录，3份无依据。", article)
    elif code == NOT_MET:
        person.fill("Remark", "维修期间未提供代用品。", article)
        person.answer(article, "not_met")
    else:
        person.answer(article, "met")
    saved(person, article)


def deduct_a_point(person, reference):
    person.open(f"/audits/{reference}/scoring/specials/")
    form = person.page.locator("#deduct form")
    person.choose("Ground", "Breaks the company's own service rules", form)
    person.fill("What was found", DEDUCTION, form)
    person.press("Take one point off", form)
    person.sees(DEDUCTION)


def close_visit(person, reference):
    person.open(f"/audits/{reference}/")
    person.follow("Hold the closing meeting")
    person.sees(DEDUCTION)
    person.press("Hold the closing meeting")
    person.is_at(f"/audits/{reference}/$")


def close_nonconformity(person, organisation):
    find_work(person, "verify", organisation)
    person.sees("培训签到表.png")
    person.give_reason("Verify and close", "查看了签到表和抽查记录，措施有效。")


def submit_report(person, reference):
    person.open(f"/audits/{reference}/report/")
    person.fill_in(
        {
            "strengths found": "服务网点覆盖好，投诉处理及时。",
            "weaknesses and risks found": "个别网点记录不全。",
            "conclusion of the team": "体系运行有效，建议提交评审委员会评定。",
        }
    )
    person.press("Save the texts")
    sheet = person.download("Score sheet (JSON)")
    person.press("Submit the report")
    person.reads("Reported, to be decided")
    return sheet
