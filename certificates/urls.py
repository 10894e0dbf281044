from django.urls import path

from certificates import api
from certificates.views import certificates, decisions, dossier, public_register, verify

urlpatterns = [
    path("dashboard/decisions/", decisions.decisions, name="decisions"),
    path("dashboard/decisions/take-up/<str:reference>/", decisions.take_up_report, name="take_up"),
    path("dashboard/decisions/<str:reference>/", dossier.decision, name="decision"),
    path("dashboard/decisions/<str:reference>/vote/", dossier.vote, name="vote"),
    path("dashboard/decisions/<str:reference>/step-aside/", dossier.aside, name="step_aside"),
    path("certificates/", certificates.certificates, name="certificates"),
    path("surveillances/", certificates.surveillances, name="surveillances"),
    path("certificates/<str:reference>/", certificates.certificate, name="certificate"),
    path("certificates/<str:reference>/pdf/", certificates.sealed_pdf, name="sealed_pdf"),
    path("certificates/<str:reference>/seal/", certificates.seal_certificate_again, name="seal_again"),
    path("register/", public_register.register, name="register"),
    path("verify/", verify.verify, name="verify"),
    path("verify/<str:number>/", verify.verify_certificate, name="verify_certificate"),
    path("api/v1/certificates/<str:number>/", api.CertificateView.as_view(), name="api_certificate"),
]
