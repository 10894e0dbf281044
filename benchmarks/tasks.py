"""What five everyday tasks cost a person and the machine: `python -m benchmarks.tasks [rounds]`.

Starts the product on demonstration data, as `make run` serves it, and does each task in Chromium the shortest way that somebody
takes who knows the pages. Prints clicks, fields, pages, the estimated seconds of the person (benchmarks/_hand.py says how) and
the seconds of the machine, the median of several rounds (default 5) in each of which every task is done once; the floor, one
loading of /healthz, is taken in the same rounds. Each task begins with the data as they were made.
"""

import contextlib
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from playwright.sync_api import sync_playwright

from benchmarks._hand import PATIENCE, Hand
from benchmarks.lighthouse import wait_for, web_command
from benchmarks.start import free_port
from tests.journeys.browsing import CHROMIUM, FLAGS

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "certify-demonstration"  # noqa: S105 (of invented people)
DESK, PHONE = (1440, 900), (390, 844)
PAPERS = {
    "legal-status": "营业执照",
    "goods-and-services": "产品分类说明",
    "test-reports": "产品检验报告",
    "laws-and-standards": "适用法律法规清单",
    "company-profile": "公司简介",
    "organisation-chart": "组织架构图",
    "outlets": "全国门店一览",
    "system-description": "售后服务体系说明",
    "service-manual": "售后服务手册",
    "flow-chart": "售后流程图",
    "resources": "备件与设备清单",
    "service-promises": "服务承诺书",
    "records": "2026年维修工单",
}


# --- the product ------------------------------------------------------------------------------------------------------


class Product:
    """The pages in a process of their own, on data that can be put back; who signs in stays signed in."""

    def __init__(self, folder: Path, root: Path = ROOT, python: str = sys.executable):
        self.folder, self.root, self.python = folder, root, python
        self.url = f"http://127.0.0.1:{free_port()}"
        self.data, self.kept = folder / "db.sqlite3", folder / "kept.sqlite3"
        self.signed_in = {"": None}

    def __enter__(self):
        environment = os.environ | {
            "PRODUCTION": "0",
            "DEBUG": "0",
            "DEMONSTRATION": "1",
            "VAR_DIR": str(self.folder),
            "DATABASE_URL": f"sqlite:///{self.data}",
            "REDIS_URL": "",
            "BROKER_URL": "filesystem://localhost",
            "SITE_URL": self.url,
            "LOG_LEVEL": "ERROR",
        }
        prepare = [self.python, "manage.py", "prepare"]
        subprocess.run(prepare, cwd=self.root, env=environment, check=True, stdout=subprocess.DEVNULL)
        command = [self.python, *web_command(self.url)[1:]]
        self.web = subprocess.Popen(command, cwd=self.root, env=environment)
        wait_for(f"{self.url}/healthz", self.web)
        return self

    def __exit__(self, *_what):
        self.web.terminate()
        self.web.wait()

    def sign_in(self, browser, people):
        for name in people:
            with window(browser, self, "") as page:
                page.goto("/accounts/login/")
                page.fill("[name=login]", f"{name}@demo.example")
                page.fill("[name=password]", PASSWORD)
                page.press("[name=password]", "Enter")
                page.wait_for_url("**/home/")
                self.signed_in[name] = page.context.storage_state()
        self._copy(self.data, self.kept)

    def put_back(self):
        self._copy(self.kept, self.data)

    def _copy(self, source, target):
        with contextlib.closing(sqlite3.connect(source)) as there, contextlib.closing(sqlite3.connect(target)) as here:
            there.backup(here)

    def one(self, query):
        """The one value that a query finds."""
        with contextlib.closing(sqlite3.connect(self.kept)) as data:
            return data.execute(query).fetchone()[0]


@contextlib.contextmanager
def window(browser, product, person, size=DESK):
    """One of its own, with nothing kept from before but who is signed in."""
    context = browser.new_context(
        locale="zh-CN",
        base_url=product.url,
        storage_state=product.signed_in[person],
        viewport=dict(zip(("width", "height"), size, strict=True)),
    )
    context.set_default_timeout(PATIENCE)
    try:
        yield context.new_page()
    finally:
        context.close()


# --- the tasks --------------------------------------------------------------------------------------------------------


def file_application(hand, product):
    """A draft of which kind, industry and scope are answered; thirteen papers lie in one folder."""
    page = hand.page
    reference = product.one("select reference from applications_application where state = 'draft'")
    hand.click(page.locator(f"main a.btn[href='/applications/{reference}/']").first)
    hand.click(page.locator("main a[href$='/answers/contact/']"))
    answer_questions(hand)
    give_papers(hand, product)
    hand.click(page.locator(".form-actions a[href$='/check/']"))
    hand.click(page.locator("form[action*='/submit/'] button"))
    hand.arrives(f"/applications/{reference}/")


def answer_questions(hand):
    field = hand.page.locator
    hand.paste(field("[name=contact_name]"), "夏雨")
    hand.paste(field("[name=contact_phone]"), "0574-88001234")
    hand.paste(field("[name=contact_email]"), "xiayu@example.com")
    go_on(hand)
    hand.paste(field("[name=activities]"), "木制家具的配送、安装、维修、退换和回访。")
    hand.paste(field("[name=way_of_selling]"), "直营门店七成，网上商城三成。")
    hand.choose(field("label[for=id_service_mode_0]"))
    hand.type_day(field("[name=system_since]"), "2020-01-06")
    go_on(hand)
    hand.paste(field("[name=scope_en]"), "Production, sale and after-sales service of wooden furniture")
    hand.choose(field("label[for=id_level_aimed_0]"))
    go_on(hand)
    hand.type(field("[name=headcount]"), "71")
    hand.type(field("[name=service_staff]"), "24")
    hand.type(field("[name=service_management_staff]"), "6")
    go_on(hand)
    hand.paste(field("[name=rows-0-name]"), "总部")
    hand.paste(field("[name=rows-0-address]"), "宁波市鄞州区天童北路1107号")
    hand.type(field("[name=rows-0-headcount]"), "71")
    hand.paste(field("[name=rows-0-activity]"), "管理与客户服务")
    go_on(hand)
    hand.paste(field("[name=rows-0-name]"), "方敏")
    hand.paste(field("[name=rows-0-certificate_number]"), "ASM-2024-0731")
    hand.type_day(field("[name=rows-0-expires_on]"), "2028-07-30")
    go_on(hand)
    hand.tick(field("[name=all_apply]"))
    go_on(hand)


def go_on(hand):
    here = hand.page.url
    hand.submit(hand.page.locator(".form-actions button[name=continue]"))
    hand.page.wait_for_url(lambda address: address != here)


def give_papers(hand, product):
    """All at once; where a name does not say to which line the file belongs, the page asks."""
    page = hand.page
    files = [paper(product.folder / "papers", name) for name in PAPERS.values()]
    hand.give_all(page.locator("label.drop-choose[for=all-papers]"), files)
    page.locator(".upload-question, section#records .paper-files").first.wait_for()
    for code, name in PAPERS.items():
        line = page.locator(".upload", has_text=f"{name}.pdf")
        if line.locator(".upload-question").count():
            hand.pick(line.locator("select"), code)
            hand.click(line.locator(".upload-question button"))
    for code, name in PAPERS.items():  # each lies in its line, or this ends here
        page.locator(f"section#{code} .paper-files", has_text=f"{name}.pdf").wait_for()


def paper(folder, name):
    """One page that says nothing."""
    path = folder / f"{name}.pdf"
    if not path.exists():
        folder.mkdir(exist_ok=True)
        document = pikepdf.new()
        document.add_blank_page()
        document.docinfo["/Title"] = name
        document.save(path)
    return path


def score_first_clause(hand, product):
    """From the list of what waits to the first open clause of the audit that is on site, and its answer."""
    page = hand.page
    reference = product.one("select reference from audits_audit where state = 'on_site'")
    hand.click(page.locator(f"main a.btn[href^='/audits/{reference}/']"))
    if not page.url.endswith("/scoring/"):  # earlier versions lead to the audit first
        hand.click(page.locator(f"main a.btn-primary[href='/audits/{reference}/scoring/']"))
    hand.click(page.locator("main a.btn-primary[href*='/scoring/5']"))
    page.wait_for_load_state()
    hand.press("1")
    is_answered(hand, "5.2.2.1")


def at_clause(*answered):
    """Begin at the next open clause, with these answered before it."""

    def begin(page, product):
        reference = product.one("select reference from audits_audit where state = 'on_site'")
        page.goto(f"/audits/{reference}/scoring/5.2.2/#5.2.2.1")
        for code in answered:
            page.locator(f"[data-clause='{code}'] [data-outcome=met]").click()
            page.locator(f"[data-clause='{code}'] .receipt[data-tone=good]").wait_for()

    return begin


def score_next_clause(hand, _product):
    hand.press("n", "1")
    is_answered(hand, "5.2.2.2")


def score_clause_of_next_indicator(hand, _product):
    hand.press("n")
    hand.arrives("/scoring/5.2.3/*")
    hand.page.wait_for_load_state()
    hand.press("1")
    is_answered(hand, "5.2.3.1")


def is_answered(hand, clause):
    hand.page.locator(f"[data-clause='{clause}'] .receipt[data-tone=good]").wait_for()


def cast_vote(hand, product):
    page = hand.page
    reference = product.one("select reference from certificates_decision where state = 'open'")
    hand.click(page.locator(f"main a.btn[href='/dashboard/decisions/{reference}/']"))
    fill_in_vote(hand)
    hand.counts(page.locator(".vote-row"), 3)


def fill_in_vote(hand):
    page = hand.page
    hand.choose(page.locator("label[for=id_vote-position_0]"))
    hand.paste(page.locator("[name=vote-reason]"), "评分表复算一致，不符合项均已关闭。")
    hand.tick(page.locator("[name=vote-declares_no_interest]"))
    hand.submit(page.locator("form[action*='/vote/'] .form-actions button"))


def find_overdue_on_worklist(hand, product):
    """The audit department: the line that says “overdue” with the most days."""
    number = overdue(product)
    hand.click(hand.page.locator(f"main a.btn[href='/certificates/{number}/']"))
    hand.arrives(f"/certificates/{number}/")


def find_overdue_as_manager(hand, product):
    """The first line of what is late."""
    number = overdue(product)
    hand.click(hand.page.locator("a[href='/dashboard/']:visible"))
    hand.click(hand.page.locator("#late tbody a").first)
    hand.arrives(f"/certificates/{number}/")


def overdue(product):
    """The certificate of which a surveillance has been due the longest."""
    return product.one(
        "select c.reference from certificates_surveillance s join certificates_certificate c on c.id = s.certificate_id "
        "where s.state = 'due' and c.state = 'valid' order by s.due_on"
    )


def check_typed_number(hand, product):
    hand.type(hand.page.locator("#number"), valid_number(product))
    hand.press("Enter")
    verdict_is_in_sight(hand)


def check_scanned_code(hand, product):
    """The camera of the phone opens the address that the code holds."""
    hand.page.goto(f"/verify/{valid_number(product)}/")
    verdict_is_in_sight(hand)


def verdict_is_in_sight(hand):
    """The answer, whose certificate it is, and its level."""
    page = hand.page
    hand.sees(page.locator(".plate"), page.locator(".level").first)


def valid_number(product):
    return product.one("select reference from certificates_certificate where state = 'valid' order by level, reference")


@dataclass(frozen=True)
class Task:
    words: str
    person: str
    steps: Callable
    begin: Callable = lambda page, product: page.goto("/home/")
    size: tuple[int, int] = DESK
    at_keys: bool = False  # where the hand is at the beginning


def at_door(page, _product):
    page.goto("/")


def nowhere(_page, _product):
    """No page is open yet."""


TASKS = (
    Task("file an application, papers at hand", "chunhui", file_application),
    Task("score a clause, from the home page", "leader", score_first_clause),
    Task("score one more on the page", "leader", score_next_clause, at_clause("5.2.2.1"), at_keys=True),
    Task(
        "score one more on the next page",
        "leader",
        score_clause_of_next_indicator,
        at_clause("5.2.2.1", "5.2.2.2", "5.2.2.3"),
        at_keys=True,
    ),
    Task("cast a vote", "member4", cast_vote),
    Task("find the most overdue case, audit manager", "planner", find_overdue_on_worklist),
    Task("find the most overdue case, manager", "manager", find_overdue_as_manager),
    Task("check a certificate, number typed", "", check_typed_number, at_door, PHONE),
    Task("check a certificate, code scanned", "", check_scanned_code, nowhere, PHONE),
)


# --- measuring --------------------------------------------------------------------------------------------------------


def once(browser, product, task):
    """Do the task on data as they were made; the hand that did it, and the seconds of the machine."""
    product.put_back()
    with window(browser, product, task.person, task.size) as page:
        task.begin(page, product)
        hand = Hand(page, at_keys=task.at_keys)
        task.steps(hand, product)
        return hand, hand.elapsed


def floor(browser, product):
    """Seconds to load the smallest page there is."""
    with window(browser, product, "") as page:
        hand = Hand(page)
        page.goto("/healthz")
        return hand.elapsed


def people(tasks):
    return sorted({task.person for task in tasks} - {""})


def report(hands, seconds, floors):
    print(f"{'task':<44}{'clicks':>7}{'fields':>7}{'pages':>7}{'person s':>10}{'machine s':>11}  fastest–slowest")
    for words, hand in hands.items():
        counts = f"{hand.clicks:>7}{hand.fields:>7}{hand.pages:>7}{hand.estimate:>10.1f}"
        operators = " ".join(f"{times} {name}" for name, times in hand.operators.items() if times)
        print(f"{words:<44}{counts}{spread(seconds[words])}  {operators}")
    print(f"{'floor: /healthz':<75}{spread(floors)}")


def spread(taken):
    return f"{statistics.median(taken):>11.2f}  {min(taken):.2f}–{max(taken):.2f}"


def main(rounds):
    hands, seconds, floors = {}, {task.words: [] for task in TASKS}, []
    with tempfile.TemporaryDirectory(prefix="certify-tasks-") as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        with Product(Path(folder)) as product:
            product.sign_in(browser, people(TASKS))
            for _round in range(rounds):
                floors.append(floor(browser, product))
                for task in TASKS:
                    hands[task.words], taken = once(browser, product, task)
                    seconds[task.words].append(taken)
        browser.close()
    print(f"Median of {rounds} rounds; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end.")
    report(hands, seconds, floors)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
