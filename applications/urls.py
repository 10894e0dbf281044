from django.urls import include, path

from applications.views import agreement, answers, case, evaluation, lists, messages, papers, questions, review

case_urls = [
    path("", case.application, name="application"),
    path("answers/<slug:slug>/", answers.topic, name="application_topic"),
    path("check/", answers.check, name="check_application"),
    path("papers/", papers.papers, name="application_papers"),
    path("papers/sort/", papers.sort, name="sort_papers"),
    path("papers/places/", papers.places, name="paper_places"),
    path("papers/<int:paper>/move/", papers.move, name="move_paper"),
    path("papers/<slug:kind>/upload/", papers.upload, name="upload_paper"),
    path("papers/<int:paper>/replace/", papers.replace, name="replace_paper"),
    path("papers/<int:paper>/remove/", papers.remove, name="remove_paper"),
    path("papers/<int:paper>/v<int:number>/", papers.download, name="download_paper"),
    path("agreement/", agreement.agreement, name="application_agreement"),
    path("agreement/document/", agreement.document, name="agreement_document"),
    path("review/", review.review, name="application_review"),
    path("review/papers/<slug:kind>/", review.paper, name="judge_paper"),
    path("review/conditions/<slug:condition>/", review.condition, name="judge_condition"),
    path("review/effort/", review.effort, name="fix_effort"),
    path("evaluation/", evaluation.evaluation, name="application_evaluation"),
    path("evaluation/<str:clause>/verdict/", evaluation.clause, name="evaluate_clause"),
    path("evaluation/<str:clause>/ask/", evaluation.ask, name="ask_question"),
    path("evaluation/questions/<int:question>/edit/", evaluation.edit, name="edit_question"),
    path("evaluation/questions/<int:question>/remove/", evaluation.remove, name="remove_question"),
    path("questions/", questions.questions, name="application_questions"),
    path("questions/<int:question>/answer/", questions.answer, name="answer_question"),
    path("questions/<int:question>/file/", questions.attachment, name="answer_attachment"),
    path("messages/", messages.messages, name="application_messages"),
    path("messages/<int:message>/file/", messages.attachment, name="message_file"),
    path("messages/<int:message>/no-answer-needed/", messages.settle, name="settle_messages"),
]
urlpatterns = [
    path("applications/", lists.applications, name="applications"),
    path("applications/start/", lists.start, name="start_application"),
    path("applications/<str:reference>/", include(case_urls)),
]
