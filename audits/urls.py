from django.urls import path

from audits.views import case, evidence, lists, nonconformities, plan, report, scoring, specials, team, visit

urlpatterns = [
    path("audits/", lists.audits, name="audits"),
    path("audits/open/<str:reference>/", lists.open_file, name="open_audit"),
    path("audits/<str:reference>/", case.audit, name="audit"),
    path("audits/<str:reference>/plan/", plan.plan, name="audit_plan"),
    path("audits/<str:reference>/team/", team.team, name="audit_team"),
    path("audits/<str:reference>/team/<int:pk>/replace/", team.replace_member, name="replace_member"),
    path("audits/<str:reference>/team/<int:pk>/answer/", team.answer, name="answer_objection"),
    path("audits/<str:reference>/plan/answer/", team.answer, name="answer_plan_objection"),
    path("audits/<str:reference>/declaration/", team.declaration, name="declaration"),
    path("audits/<str:reference>/objection/", team.objection, name="objection"),
    path("audits/<str:reference>/closing-meeting/", visit.close_visit, name="close_visit"),
    path("audits/<str:reference>/nonconformities/raise/", visit.raise_one, name="raise_nonconformity"),
    path("audits/<str:reference>/scoring/", scoring.overview, name="scoring"),
    path("audits/<str:reference>/scoring/specials/", specials.specials, name="scoring_specials"),
    path("audits/<str:reference>/scoring/specials/<int:pk>/withdraw/", specials.withdraw, name="withdraw_deduction"),
    path("audits/<str:reference>/scoring/bonus/withdraw/", specials.bonus_withdrawal, name="withdraw_bonus"),
    path("audits/<str:reference>/scoring/clauses/<str:clause>/", scoring.record, name="record_finding"),
    path("audits/<str:reference>/scoring/clauses/<str:clause>/evidence/", evidence.add, name="add_evidence"),
    path("audits/<str:reference>/scoring/<str:code>/", scoring.indicator, name="scoring_indicator"),
    path("audits/<str:reference>/evidence/<int:pk>/", evidence.show, name="evidence"),
    path("audits/<str:reference>/evidence/<int:pk>/remove/", evidence.remove, name="remove_evidence"),
    path("audits/<str:reference>/report/", report.report, name="audit_report"),
    path("audits/<str:reference>/report.pdf", report.pdf, name="audit_report_pdf"),
    path("audits/<str:reference>/score-sheet.json", report.score_sheet, name="score_sheet"),
    path("nonconformities/<str:reference>/", nonconformities.nonconformity, name="nonconformity"),
    path("nonconformities/<str:reference>/files/", nonconformities.add_file, name="add_corrective_file"),
    path("nonconformities/<str:reference>/files/<int:pk>/", nonconformities.read_file, name="corrective_file"),
    path(
        "nonconformities/<str:reference>/files/<int:pk>/remove/",
        nonconformities.remove_file,
        name="remove_corrective_file",
    ),
]
