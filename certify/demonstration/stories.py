"""What happens to each demonstration company, told backwards from today: `days_ago(90)` turns the clock for its block."""

import contextlib
import datetime

from django.utils import timezone

from certificates.models import Certificate
from certificates.tasks import remind_surveillances
from certify.demonstration import steps
from workflow import clock
from workflow.engine import perform

SAMPLED = {"outcome": "sampled", "drawn": 20, "failed": 3, "remark": "抽查20份工单，3份缺少顾客签字。"}
LOST = {"outcome": "not_met", "remark": "现场未能提供相应制度和记录。"}
FIVE_STAR = {"5.1.5.2": SAMPLED, "5.2.4.5": {**LOST, "remark": "维修期间未提供代用品。"}}
FOUR_STAR = FIVE_STAR | {"5.1.5.1": LOST, "5.3.1.2": SAMPLED}
THREE_STAR = FOUR_STAR | {"5.1.2.2": LOST, "5.3.2.4": LOST, "5.1.6.3": LOST}
QUALIFIED = THREE_STAR | {"5.1.4.1": LOST, "5.3.1.1": LOST, "5.2.2.3": LOST}
FAILED = QUALIFIED | {"5.3.2.1": LOST, "5.1.5.2": LOST}


@contextlib.contextmanager
def days_ago(days, hour=10):
    """Let it be that many days before today, at that hour in China."""
    morning = timezone.localtime(clock.now()).replace(hour=hour, minute=0, second=0, microsecond=0)
    with clock.pretend(morning - datetime.timedelta(days=days)):
        yield


class Teller:
    """Tells the story of one company to the stage that is asked for; `since` is how many days ago that stage was reached."""

    def __init__(self, company, number, cast):
        self.company, self.cast = company, cast
        self.organisation = steps.register(company, number)

    def submitted(self, since, exclusions=None):
        with days_ago(since + 3):
            application = steps.draft(self.organisation, self.company, exclusions=exclusions)
        with days_ago(since, 15):
            steps.submit(application)
        return application

    def offered(self, since, **facts):
        application = self.submitted(since + 5, **facts)
        with days_ago(since, 14):
            steps.review(application, self.cast)
        return application

    def agreed(self, since, **facts):
        application = self.offered(since + 4, **facts)
        with days_ago(since, 16):
            steps.agree(application)
        return application

    def evaluated(self, since, **facts):
        application = self.agreed(since + 9, **facts)
        with days_ago(since + 6, 9):
            steps.evaluate(application, self.cast)
        with days_ago(since, 11):
            steps.accept_documents(application, self.cast)
        return application

    def planned(self, since, in_days=12, **facts):
        """The plan is agreed; the visit begins `in_days` after that day."""
        application = self.evaluated(since + 5, **facts)
        with days_ago(since + 1):
            audit = steps.plan(application, self.cast, in_days=in_days + 1)
        with days_ago(since, 13):
            steps.settle_plan(audit, self.cast)
        return audit

    def visited(self, since, findings, specials=(), bonus="", **facts):
        """The closing meeting was held `since` days ago."""
        audit = self.planned(since + 13, **facts)
        with days_ago(since + 1, 9):
            steps.visit(audit, self.cast, findings=findings)
        with days_ago(since, 15):
            for text in specials:
                steps.special(audit, self.cast, text)
            if bonus:
                steps.bonus(audit, self.cast, bonus)
        with days_ago(since, 17):
            steps.close_visit(audit, self.cast)
        return audit

    def reported(self, since, findings, **facts):
        audit = self.visited(since + 12, findings, **facts)
        with days_ago(since + 3):
            steps.rectify(audit, self.cast)
        with days_ago(since, 16):
            steps.report(audit, self.cast)
        return audit

    def granted(self, since, findings, **facts):
        """The certificate, issued `since` days ago."""
        audit = self.reported(since + 5, findings, **facts)
        with days_ago(since + 2):
            decision = steps.vote(audit, self.cast, ["grant"] * 3)
        with days_ago(since, 9):
            perform(decision, "grant", by=self.cast["manager"])
        return Certificate.objects.get(decision=decision)

    def moved(self, certificate, days, step, note):
        with days_ago(days):
            perform(certificate, step, by=self.cast["manager"], note=note)


def five_star(t):
    certificate = t.granted(340, FIVE_STAR, bonus="率先公开全部维修配件价格并提供以旧换新。")
    for days in (65, 35, 5):
        with days_ago(days):
            remind_surveillances()
    application = certificate.decision.audit.application
    with days_ago(6, 11):
        steps.ask_us(application, "您好，我公司下月将新增两家服务网点，请问是否需要办理证书变更？")
    with days_ago(5, 15):
        steps.write_to_client(
            application, "您好，请在监督审核前提供新网点的地址和人员名单，届时一并核实范围。", by=t.cast["planner"]
        )
    return certificate


def three_star(t):
    t.granted(95, THREE_STAR)


def qualified(t):
    t.granted(60, QUALIFIED, specials=["承诺24小时上门，抽查3单超时未说明。"])


def suspended(t):
    certificate = t.granted(290, FOUR_STAR)
    t.moved(certificate, 20, "suspend", "顾客投诉集中，现场核查确认服务热线长期无人接听，暂停三个月。")


def withdrawn(t):
    certificate = t.granted(410, THREE_STAR)
    t.moved(certificate, 200, "suspend", "所需经营许可到期未续。")
    t.moved(certificate, 40, "withdraw", "暂停期满，许可仍未取得。")


def cancelled(t):
    certificate = t.granted(500, FOUR_STAR)
    t.moved(certificate, 120, "cancel", "持证组织2026年书面申请注销。")


def expired(t):
    t.granted(3 * 365 + 40, FOUR_STAR)


def overdue(t):
    t.granted(395, FIVE_STAR)


def surveyed(t):
    certificate = t.granted(430, FOUR_STAR)
    with days_ago(70):
        first = certificate.surveillances.get(number=1)
        perform(first, "hold", by=t.cast["planner"], note="审查员马国栋现场监督一天，体系持续有效，保持四星级。")


def voting(t):
    audit = t.reported(6, FOUR_STAR)
    with days_ago(2):
        steps.vote(audit, t.cast, ["grant", "grant"])


def reported(t):
    t.reported(1, THREE_STAR)


def decision_refused(t):
    audit = t.reported(25, FAILED, specials=["未按公示价格收费。", "更换配件未向顾客说明。"])
    with days_ago(22):
        decision = steps.vote(audit, t.cast, ["refuse", "refuse", "refuse"])
    with days_ago(21):
        perform(decision, "refuse", by=t.cast["manager"], note="得分低于70分，不满足发证条件。可在整改后重新申请。")


def sent_back(t):
    audit = t.reported(14, THREE_STAR)
    with days_ago(8):
        decision = steps.vote(audit, t.cast, ["send_back", "send_back", "grant"])
    with days_ago(7):
        perform(decision, "send_back", by=t.cast["manager2"], note="请补充服务网点的抽样记录。")


def rectifying(t):
    audit = t.visited(
        9, FOUR_STAR, specials=["服务承诺在两处渠道口径不一致。", "未对委托网点进行考核。", "投诉未在时限内答复。"]
    )
    first, second, _third = audit.nonconformities.all()
    with days_ago(3):
        steps.answer(first)
        perform(first, "close", by=t.cast["leader"], note="核对了官网与门店公示，口径已一致。")
        steps.answer(second)
    with days_ago(2, 11):
        steps.ask_us(audit.application, "您好，第三项整改涉及委托网点，能否由网点盖章后上传扫描件？")
    with days_ago(2, 16):
        steps.write_to_client(audit.application, "可以，请附网点名称和完成日期。", by=t.cast["planner"])


def late(t):
    t.visited(45, THREE_STAR, specials=["质保期公示短于国家规定。"])


def on_site(t):
    audit = t.planned(13, in_days=12)
    with days_ago(1, 9):
        steps.visit(audit, t.cast, findings=FOUR_STAR, upto=21)
        steps.special(audit, t.cast, "未按公示标准收取上门费。")
    with days_ago(1, 11):
        steps.withdraw_special(audit, t.cast, "核对收费单后确认与公示标准一致。")


def planned(t):
    t.planned(4, in_days=10)


def proposed(t):
    application = t.evaluated(8)
    with days_ago(2):
        audit = steps.plan(application, t.cast, in_days=16)
        perform(audit, "propose", by=t.cast["planner"])


def objected(t):
    from audits.actions import object_to_member

    application = t.evaluated(10)
    with days_ago(4):
        audit = steps.plan(application, t.cast, in_days=18, members=("auditor2",))
        perform(audit, "propose", by=t.cast["planner"])
    with days_ago(2):
        member = audit.current_team.get(user=t.cast["auditor2"])
        by = t.organisation.people.first()
        object_to_member(member, by=by, reason="该审查员去年曾在本公司的竞争对手任职。")


def abandoned(t):
    audit = t.planned(30, in_days=12)
    with days_ago(20):
        perform(audit, "abandon", by=t.cast["planner"], note="企业停产搬迁，双方同意终止本次审核。")


def evaluated(t):
    t.evaluated(1)


def clarifying(t):
    from applications.actions import ask_question

    application = t.agreed(8)
    by = t.cast["planner"]
    with days_ago(5):
        steps.evaluate(application, t.cast, clauses=20)
        ask_question(application, "5.1.3.1", "请提供售后服务专项资金的近一年使用记录。", by=by)
        ask_question(application, "5.1.2.2", "名单中一名售后服务管理师的证书即将到期，请说明换证安排。", by=by)
    with days_ago(4):
        perform(application, "ask", by=by)


def evaluating(t):
    application = t.agreed(6)
    with days_ago(3):
        steps.evaluate(application, t.cast, clauses=18)


def agreed(t):
    t.agreed(2)


def offered(t):
    t.offered(3)


def submitted(t):
    application = t.submitted(1, exclusions={"5.2.3.3": "本公司只提供到店服务，商品不需要安装调试。"})
    with days_ago(1, 17):
        steps.ask_us(application, "您好，营业执照正在换发，能否先以受理回执提交，换发后再补交？")


def returned(t):
    application = t.submitted(6)
    with days_ago(4):
        note = "营业执照扫描件缺少统一社会信用代码页，请重新上传清晰的彩色扫描件。"
        perform(application, "return", by=t.cast["officer"], note=note)


def refused(t):
    application = t.submitted(30)
    with days_ago(26):
        note = "近12个月内发生过重大服务质量事件，不符合受理条件，可于满12个月后重新申请。"
        perform(application, "refuse", by=t.cast["officer"], note=note)


def gone(t):
    application = t.offered(40)
    with days_ago(33):
        perform(application, "decline", by=t.organisation.people.first(), note="公司业务调整，暂不开展认证。")


def draft(t):
    with days_ago(1):
        steps.draft(t.organisation, t.company, complete=False)
