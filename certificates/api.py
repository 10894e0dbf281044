"""The public register for programs."""

from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView

from certificates.queries import public_record


class CertificateView(APIView):
    permission_classes = [AllowAny]

    def get(self, request, number):
        record = public_record(number)
        return Response({"number": record.certificate.reference, "state": record.state})
