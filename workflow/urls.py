from django.urls import path

from workflow import api, views

urlpatterns = [
    path("steps/<slug:machine>/", views.several, name="several"),
    path("steps/<slug:machine>/<str:reference>/<slug:step>/", views.step, name="step"),
    path("api/v1/<slug:machine>/<str:reference>/steps/<slug:step>/", api.StepView.as_view(), name="api_step"),
]
