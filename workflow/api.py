"""The step view's twin for programs, and refusals as sentences."""

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView, exception_handler

from workflow.engine import perform
from workflow.machine import NotAllowed, StepRefused, UnknownStep
from workflow.views import case_or_404


class StepInput(serializers.Serializer):
    note = serializers.CharField(required=False, allow_blank=True, default="", max_length=10_000)


class StepOutput(serializers.Serializer):
    reference = serializers.CharField()
    state = serializers.CharField()
    event = serializers.IntegerField()


class StepRefusal(serializers.Serializer):
    refused = serializers.ListField(child=serializers.CharField(), help_text="Why nothing happened, as sentences.")


class StepView(APIView):
    """Perform one step of a case's lifecycle."""

    @extend_schema(request=StepInput, responses={200: StepOutput, 403: StepRefusal, 409: StepRefusal})
    def post(self, request, machine, reference, step):
        wanted = StepInput(data=request.data)
        wanted.is_valid(raise_exception=True)
        case = case_or_404(machine, reference, request.user)
        try:
            event = perform(case, step, by=request.user, note=wanted.validated_data["note"])
        except UnknownStep:
            raise Http404 from None
        return Response(StepOutput({"reference": case.reference, "state": case.state, "event": event.pk}).data)


def sentences_for_refusals(error, context):
    """403 where the person may not, 409 where the case does not allow it now, each with its sentences."""
    if isinstance(error, StepRefused):
        return Response({"refused": error.sentences}, status=403 if isinstance(error, NotAllowed) else 409)
    return exception_handler(error, context)
