"""The portal's addresses, and below /bench/ the bare views it is compared with."""

from django.urls import path

from portal.urls import urlpatterns as portal
from tests.benchmarks import floors

urlpatterns = [
    path("bench/constant/<int:size>/", floors.constant),
    path("bench/insert/", floors.insert),
    path("bench/places/<int:workshop>/", floors.places),
    *portal,
]
