"""What the courses room adds to the Wagtail admin."""

from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages

from courses.admin.reviews import (
    OverduePanel,
    OverdueReport,
    bring_in_menu_item,
    overdue_menu_item,
)
from courses.admin.viewsets import CoursesGroup
from courses.models import CurriculumPage, ReviewTask
from courses.views.carrying import BringIn
from portal.funds.access import rights_today


@hooks.register("register_admin_viewset")
def workshops_registrations_and_venues():
    return CoursesGroup()


@hooks.register("register_admin_urls")
def curricula_addresses():
    return [
        path("curricula/bring/", BringIn.as_view(), name="curriculum_bring_in"),
        path("reports/curricula-to-review/", OverdueReport.as_view(), name="curricula_to_review"),
        path(
            "reports/curricula-to-review/results/",
            OverdueReport.as_view(results_only=True),
            name="curricula_to_review_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def what_is_overdue():
    return overdue_menu_item()


@hooks.register("register_admin_menu_item")
def bring_in():
    return bring_in_menu_item()


@hooks.register("construct_homepage_panels")
def overdue_panel(request, panels):
    if rights_today(request.user).is_staff_of_portal:
        panels.append(OverduePanel(request))


@hooks.register("after_edit_page")
def say_why_not_approved(request, page):
    """An approval that something stands against leaves the review where it was; this says why."""
    if request.POST.get("workflow-action-name") != "approve":
        return
    task = page.current_workflow_task
    if isinstance(task, ReviewTask) and (problem := task.problem(page, request.user)):
        messages.error(request, problem)


@hooks.register("before_delete_page")
def keep_what_was_taught(request, page):
    """A curriculum that workshops need is withdrawn, not deleted; the same for what holds it."""
    taught = CurriculumPage.objects.descendant_of(page, inclusive=True)
    first = taught.filter(workshops__isnull=False).first()
    if first is None:
        return None
    messages.error(
        request,
        _("“%(title)s” has workshops, so it cannot be deleted. Unpublish it instead.")
        % {"title": first.title},
    )
    return redirect("wagtailadmin_explore", page.get_parent().pk)
