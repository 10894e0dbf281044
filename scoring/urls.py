from django.urls import path

from scoring import views

urlpatterns = [
    path("editions/", views.editions, name="editions"),
    path("editions/<int:pk>/", views.edition, name="edition"),
    path("editions/<int:pk>/approve/", views.approve, name="approve_edition"),
]
