"""Decides what the portal is compared with: the least that Django does through the same stack."""

from functools import cache

from django.db import transaction
from django.db.models import Count
from django.http import HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from courses.models import Registration
from tests.benchmarks.models import Row


@cache
def text(size: int) -> bytes:
    return b"x" * size


def constant(request, size: int):
    """A page of this size that is there already: the floor of every page that is read."""
    return HttpResponse(text(size))


@csrf_exempt
def insert(request):
    """One row in one transaction, no form and no question: the floor of what is written."""
    with transaction.atomic():
        row = Row.objects.create(name=request.POST["name"], phone=request.POST["phone"])
    return HttpResponse(str(row.pk))


def places(request, workshop: int):
    """How many places of each kind a workshop has given, to compare with what was answered."""
    rows = Registration.objects.filter(workshop=workshop).order_by().values_list("status")
    return JsonResponse(dict(rows.annotate(Count("pk"))))
