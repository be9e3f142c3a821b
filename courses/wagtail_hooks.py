"""What the courses room adds to the Wagtail admin."""

from wagtail import hooks

from courses.admin.viewsets import CoursesGroup


@hooks.register("register_admin_viewset")
def workshops_registrations_and_venues():
    return CoursesGroup()
