"""The public register for programs: the same facts as on the page."""

from django.conf import settings
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView

from certificates.models import Certificate
from certificates.numbering import LONGEST
from certificates.queries import public_record
from certificates.throttling import PublicThrottle
from scoring.rules import Level

LEVELS = [level.value for level in Level if level is not Level.NOT_PASSED]
STATES = [(state.value, state.value) for state in Certificate.State]


class SiteOutput(serializers.Serializer):
    name = serializers.CharField()
    address = serializers.CharField()


class BodyOutput(serializers.Serializer):
    code = serializers.CharField()
    name = serializers.CharField()
    name_en = serializers.CharField()


class HistoryOutput(serializers.Serializer):
    at = serializers.DateTimeField()
    step = serializers.CharField()
    state = serializers.ChoiceField(STATES)


class CertificateOutput(serializers.Serializer):
    """A certificate as it stands on `state_on` (the date in China), computed from its dates."""

    number = serializers.CharField(source="certificate.reference")
    state = serializers.ChoiceField(STATES)
    state_on = serializers.DateField(source="on")
    holder = serializers.CharField(source="certificate.holder")
    holder_en = serializers.CharField(source="certificate.holder_en")
    uscc = serializers.CharField(source="certificate.uscc", help_text="统一社会信用代码 of the holder")
    address = serializers.CharField(source="certificate.address")
    address_en = serializers.CharField(source="certificate.address_en")
    scope = serializers.CharField(source="certificate.scope")
    scope_en = serializers.CharField(source="certificate.scope_en")
    sites = SiteOutput(source="certificate.sites", many=True)
    standard = serializers.CharField(source="certificate.standard")
    level = serializers.ChoiceField([(level, level) for level in LEVELS], source="certificate.level")
    stars = serializers.IntegerField(min_value=0, max_value=5)
    first_issued_on = serializers.DateField(source="certificate.first_issued_on")
    issued_on = serializers.DateField(source="certificate.issued_on")
    expires_on = serializers.DateField(source="certificate.expires_on", help_text="the last day of validity")
    body = BodyOutput()
    sha256 = serializers.CharField(help_text="of the sealed PDF; empty while it is being sealed")
    history = HistoryOutput(many=True)
    url = serializers.URLField(help_text="the public page")
    demonstration = serializers.SerializerMethodField(help_text="true where the certificate is invented")

    @extend_schema_field(serializers.BooleanField)
    def get_demonstration(self, record):
        return settings.DEMONSTRATION


class Refusal(serializers.Serializer):
    detail = serializers.CharField()


class CertificateView(APIView):
    """One certificate of the public register, as it stands today. No sign-in."""

    authentication_classes = []
    permission_classes = [AllowAny]
    throttle_classes = [PublicThrottle]
    throttle_scope = "public"

    @extend_schema(
        operation_id="certificate",
        parameters=[
            OpenApiParameter(
                "number", str, OpenApiParameter.PATH, description=f"as printed, at most {LONGEST} characters"
            )
        ],
        responses={200: CertificateOutput, 404: Refusal, 429: Refusal},
        auth=[],
    )
    def get(self, request, number):
        record = public_record(number)
        if record is None:
            raise NotFound(_("There is no certificate with this number. Check the number as it is printed."))
        return Response(CertificateOutput(record).data)

    def finalize_response(self, request, response, *args, **kwargs):
        """Any page may read the register; what it says holds now."""
        response = super().finalize_response(request, response, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        response["Cache-Control"] = "no-cache"
        return response
