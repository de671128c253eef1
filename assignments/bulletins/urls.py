"""Addresses of bulletins."""

from django.urls import path

from assignments.bulletins import bulletin, bulletin_actions, index

app_name = "bulletins"

BULLETIN = "bulletins/<key:pk>/"

urlpatterns = [
    path("bulletins/", index.index, name="index"),
    path("bulletins/draft/", index.draft, name="draft"),
    path(BULLETIN, bulletin.bulletin, name="bulletin"),
    path(f"{BULLETIN}save/", bulletin_actions.save, name="save"),
    path(f"{BULLETIN}forget/", bulletin_actions.forget, name="forget"),
    path(f"{BULLETIN}issue/", bulletin_actions.issue, name="issue"),
    path(f"{BULLETIN}withdraw/", bulletin_actions.withdraw, name="withdraw"),
]
