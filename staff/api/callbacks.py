"""What a gateway reports about messages it took (báo kết quả gửi tin): delivered, or not."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from staff import post
from staff.channels import signing

_HEADERS = [
    OpenApiParameter(name, str, OpenApiParameter.HEADER, required=True, description=words)
    for name, words in (
        (signing.ID_HEADER, "Id of this report; one seen before is answered, but changes nothing"),
        (signing.TIME_HEADER, "Seconds since 1970; at most five minutes from the portal's clock"),
        (signing.SIGNATURE_HEADER, "sha256=HMAC-SHA256(key, timestamp.id.body), hexadecimal"),
    )
]


class DeliveryReport(serializers.Serializer[dict[str, Any]]):
    """Báo kết quả: `failed` may be tried again, `rejected` never."""

    id = serializers.CharField(max_length=80, help_text="The gateway's number of the message")
    status = serializers.ChoiceField(choices=["delivered", "failed", "rejected"])


class MessageCallbackView(APIView):
    """Báo kết quả gửi tin: signed by the gateway as requests to it are signed by the portal."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(
        summary="Report the delivery of a message",
        request=DeliveryReport,
        parameters=_HEADERS,
        responses={204: None, 403: OpenApiResponse(description="The signature is wrong or too old")},
    )
    def post(self, request: Request, channel: str) -> Response:
        """Note the report. 403 for a signature that is wrong or too old, 404 for a message we do not know."""
        gateway = settings.MESSAGE_GATEWAYS.get(channel)
        if gateway is None:
            raise Http404
        if not signing.is_genuine(request.body, request.headers, key=gateway["key"], now=time.time()):
            raise PermissionDenied(_("The signature is wrong or too old."))
        report = DeliveryReport(data=request.data)
        report.is_valid(raise_exception=True)
        seen = f"callback:{channel}:{request.headers[signing.ID_HEADER]}"
        if not cache.add(seen, 1, timeout=2 * signing.WINDOW_SECONDS):
            return Response(status=204)
        status = report.validated_data["status"]
        number, now = report.validated_data["id"], timezone.now()
        if status == "delivered":
            is_known = post.note_delivered(channel, number, at=now)
        else:
            is_known = post.note_undelivered(channel, number, is_final=status == "rejected", at=now)
        if not is_known:
            cache.delete(seen)  # it may come again once the worker has noted the number
            raise Http404
        return Response(status=204)
