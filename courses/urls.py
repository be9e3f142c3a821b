"""Addresses of the courses room."""

from django.urls import path

from courses.views import organising, workshops

urlpatterns = [
    path("workshops/", workshops.WorkshopList.as_view(), name="workshop_list"),
    path("workshops/new/", organising.WorkshopNew.as_view(), name="workshop_new"),
    path("workshops/<int:pk>/", workshops.WorkshopDetail.as_view(), name="workshop_detail"),
    path(
        "workshops/<int:pk>/curriculum/",
        workshops.WorkshopCurriculum.as_view(),
        name="workshop_curriculum",
    ),
    path("workshops/<int:pk>/edit/", organising.WorkshopEdit.as_view(), name="workshop_edit"),
    path("workshops/<int:pk>/status/", organising.WorkshopStatus.as_view(), name="workshop_status"),
    path("workshops/<int:pk>/cancel/", organising.WorkshopCancel.as_view(), name="workshop_cancel"),
]
