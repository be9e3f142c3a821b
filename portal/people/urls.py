"""Addresses of the people room."""

from django.urls import path

from portal.people.views import consents, sameness

urlpatterns = [
    path("me/consents/", consents.Consents.as_view(), name="consent_list"),
    path("me/consents/<int:pk>/", consents.ConsentWithdraw.as_view(), name="consent_withdraw"),
    path("people/similar/", sameness.SimilarPeople.as_view(), name="similar_people"),
    path("people/similar/<int:pk>/", sameness.SimilarDecide.as_view(), name="similar_decide"),
    path("people/merges/", sameness.Merges.as_view(), name="merge_list"),
    path("people/merges/<int:pk>/undo/", sameness.MergeUndo.as_view(), name="merge_undo"),
]
