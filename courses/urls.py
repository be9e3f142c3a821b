"""Addresses of the courses room."""

from django.urls import path

from courses.views import (
    attendance,
    calendars,
    callers,
    carrying,
    closing,
    curricula,
    groups,
    importing,
    invitation_answers,
    invitations,
    organising,
    people,
    people_deciding,
    people_files,
    private_choices,
    private_pages,
    question_lists,
    registration,
    telling,
    trainers,
    workshops,
)

urlpatterns = [
    path("workshops/", workshops.WorkshopList.as_view(), name="workshop_list"),
    path("workshops/new/", organising.WorkshopNew.as_view(), name="workshop_new"),
    path(
        "workshops/calendar.ics", calendars.WorkshopsCalendar.as_view(), name="workshops_calendar"
    ),
    path(
        "workshops/calendar/<str:province>.ics",
        calendars.WorkshopsCalendar.as_view(),
        name="province_calendar",
    ),
    path("workshops/<int:pk>.ics", calendars.WorkshopCalendar.as_view(), name="workshop_calendar"),
    path(
        "calendars/<slug:token>.ics",
        calendars.OwnCalendarFeed.as_view(),
        name="own_calendar_feed",
    ),
    path("me/calendar/", calendars.MyCalendar.as_view(), name="my_calendar"),
    path("workshops/<int:pk>/", workshops.WorkshopDetail.as_view(), name="workshop_detail"),
    path(
        "workshops/<int:pk>/curriculum/",
        curricula.WorkshopCurriculum.as_view(),
        name="workshop_curriculum",
    ),
    path(
        "workshops/<int:pk>/curriculum/print/",
        curricula.WorkshopCurriculumPrint.as_view(),
        name="workshop_curriculum_print",
    ),
    path(
        "workshops/<int:pk>/curriculum/zip/",
        curricula.WorkshopCurriculumZip.as_view(),
        name="workshop_curriculum_zip",
    ),
    path(
        "workshops/<int:pk>/curriculum/guide/",
        curricula.WorkshopCurriculumGuide.as_view(),
        name="workshop_curriculum_guide",
    ),
    path(
        "workshops/<int:pk>/curriculum/guide/zip/",
        curricula.WorkshopCurriculumGuideZip.as_view(),
        name="workshop_curriculum_guide_zip",
    ),
    path("curricula/<int:pk>/print/", curricula.CurriculumPrint.as_view(), name="curriculum_print"),
    path("curricula/<int:pk>/zip/", curricula.CurriculumZip.as_view(), name="curriculum_zip"),
    path(
        "curricula/<int:pk>/export/", carrying.CurriculumExport.as_view(), name="curriculum_export"
    ),
    path("curricula/<int:pk>/guide/", curricula.CurriculumGuide.as_view(), name="curriculum_guide"),
    path(
        "curricula/<int:pk>/guide/zip/",
        curricula.CurriculumGuideZip.as_view(),
        name="curriculum_guide_zip",
    ),
    path("workshops/<int:pk>/poster/", workshops.WorkshopPoster.as_view(), name="workshop_poster"),
    path("workshops/<int:pk>/edit/", organising.WorkshopEdit.as_view(), name="workshop_edit"),
    path("workshops/<int:pk>/status/", closing.WorkshopStatus.as_view(), name="workshop_status"),
    path(
        "workshops/<int:pk>/questions/",
        question_lists.WorkshopQuestions.as_view(),
        name="workshop_questions",
    ),
    path("trainers/", trainers.TrainerList.as_view(), name="trainer_list"),
    path("trainers/<int:pk>/edit/", trainers.TrainerEdit.as_view(), name="trainer_edit"),
    path("workshops/<int:pk>/to-tell/", telling.PeopleToTell.as_view(), name="workshop_to_tell"),
    path("workshops/<int:pk>/cancel/", closing.WorkshopCancel.as_view(), name="workshop_cancel"),
    path(
        "workshops/<int:pk>/register/",
        registration.WorkshopRegister.as_view(),
        name="workshop_register",
    ),
    path(
        "workshops/<int:pk>/register/group/", groups.GroupRegister.as_view(), name="workshop_group"
    ),
    path(
        "workshops/<int:pk>/register/call/", callers.CallerRegister.as_view(), name="workshop_call"
    ),
    path("workshops/<int:pk>/register/funds/", callers.FundsFound.as_view(), name="workshop_funds"),
    path(
        "workshops/<int:pk>/register/like/",
        callers.PeopleLike.as_view(),
        name="workshop_people_like",
    ),
    path(
        "registrations/<slug:token>/",
        private_pages.RegistrationDetail.as_view(),
        name="registration_detail",
    ),
    path(
        "registrations/<slug:token>/accept/",
        private_pages.RegistrationAccept.as_view(),
        name="registration_accept",
    ),
    path(
        "registrations/<slug:token>/cancel/",
        private_pages.RegistrationCancel.as_view(),
        name="registration_cancel",
    ),
    path(
        "registrations/<slug:token>/choices/",
        private_choices.RegistrationChoices.as_view(),
        name="registration_choices",
    ),
    path(
        "registrations/<slug:token>/swap/",
        private_pages.RegistrationSwap.as_view(),
        name="registration_swap",
    ),
    path("groups/<slug:token>/", groups.GroupDetail.as_view(), name="group_detail"),
    path("groups/<slug:token>/slips/", groups.GroupSlips.as_view(), name="group_slips"),
    path("groups/<slug:token>/<int:pk>/swap/", groups.GroupSwap.as_view(), name="group_swap"),
    path("groups/<slug:token>/<int:pk>/cancel/", groups.GroupCancel.as_view(), name="group_cancel"),
    path(
        "invitations/<slug:token>/",
        invitation_answers.InvitationAnswer.as_view(),
        name="invitation_answer",
    ),
    path(
        "invitations/<slug:token>/group/",
        invitation_answers.InvitationGroup.as_view(),
        name="invitation_group",
    ),
    path(
        "workshops/<int:pk>/attendance/",
        attendance.WorkshopAttendance.as_view(),
        name="workshop_attendance",
    ),
    path(
        "workshops/<int:pk>/walk-in/",
        attendance.WorkshopWalkIn.as_view(),
        name="workshop_walk_in",
    ),
    path("workshops/<int:pk>/sheet/", attendance.WorkshopSheet.as_view(), name="workshop_sheet"),
    path("workshops/<int:pk>/people/", people.WorkshopPeople.as_view(), name="workshop_people"),
    path(
        "workshops/<int:pk>/people/decide/",
        people_deciding.PeopleDecide.as_view(),
        name="people_decide",
    ),
    path(
        "workshops/<int:pk>/people/release/",
        people_deciding.PeopleRelease.as_view(),
        name="people_release",
    ),
    path("workshops/<int:pk>/people/sheet/", people.PeopleSheet.as_view(), name="people_sheet"),
    path(
        "workshops/<int:pk>/people/list.<slug:kind>",
        people_files.PeopleFile.as_view(),
        name="people_file",
    ),
    path(
        "workshops/<int:pk>/people/import/",
        importing.ImportUpload.as_view(),
        name="import_upload",
    ),
    path(
        "workshops/<int:pk>/people/import/template.xlsx",
        importing.ImportTemplate.as_view(),
        name="import_template",
    ),
    path(
        "workshops/<int:pk>/people/import/<int:key>/",
        importing.ImportPreview.as_view(),
        name="import_preview",
    ),
    path(
        "workshops/<int:pk>/people/<int:key>/",
        people_deciding.WorkshopPerson.as_view(),
        name="workshop_person",
    ),
    path(
        "workshops/<int:pk>/people/<int:key>/confirm/",
        people_deciding.PersonConfirm.as_view(),
        name="person_confirm",
    ),
    path(
        "workshops/<int:pk>/people/<int:key>/swap/",
        people_deciding.PersonSwap.as_view(),
        name="person_swap",
    ),
    path(
        "workshops/<int:pk>/people/<int:key>/cancel/",
        people_deciding.PersonCancel.as_view(),
        name="person_cancel",
    ),
    path(
        "workshops/<int:pk>/invitations/",
        invitations.WorkshopInvitations.as_view(),
        name="workshop_invitations",
    ),
    path(
        "workshops/<int:pk>/invitations/new/",
        invitations.InvitationsNew.as_view(),
        name="invitations_new",
    ),
    path(
        "workshops/<int:pk>/invitations/again/",
        invitations.InvitationsAgain.as_view(),
        name="invitations_again",
    ),
    path(
        "workshops/<int:pk>/invitations/sheet/",
        invitations.InvitationsSheet.as_view(),
        name="invitations_sheet",
    ),
    path(
        "workshops/<int:pk>/invitations/letters/",
        invitations.InvitationsLetters.as_view(),
        name="invitations_letters",
    ),
    path(
        "workshops/<int:pk>/invitations/<int:key>/answer/",
        invitations.InvitationRecord.as_view(),
        name="invitation_record",
    ),
    path(
        "workshops/<int:pk>/invitations/<int:key>/release/",
        invitations.InvitationRelease.as_view(),
        name="invitation_release",
    ),
]
