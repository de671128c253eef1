"""Ready-made phrases and saved filters."""

from django.contrib import admin

from assignments.admin.base import Screen
from assignments.models import Phrase, SavedFilter


@admin.register(Phrase)
class PhraseScreen(Screen):
    list_display = ["text", "order"]
    list_filter = ["order"]
    search_fields = ["text"]


@admin.register(SavedFilter)
class SavedFilterScreen(Screen):
    list_display = ["name", "owner", "query", "order"]
    list_select_related = ["owner"]
    list_filter = [("owner", admin.EmptyFieldListFilter)]
    search_fields = ["name", "query", "owner__username", "owner__display_name"]
    autocomplete_fields = ["owner"]
