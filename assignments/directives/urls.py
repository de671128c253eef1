"""Addresses of instructions."""

from django.urls import path

from assignments.directives import directive, directive_actions, inbox, instruct

app_name = "directives"

DIRECTIVE = "directives/<key:pk>/"

urlpatterns = [
    path("directives/", inbox.inbox, name="inbox"),
    path(DIRECTIVE, directive.directive, name="directive"),
    path(f"{DIRECTIVE}reply/", directive_actions.reply, name="reply"),
    path(f"{DIRECTIVE}ask_again/", directive_actions.ask_again, name="ask_again"),
    path(f"{DIRECTIVE}close/", directive_actions.close, name="close"),
    path(f"{DIRECTIVE}read/", directive_actions.mark_read, name="mark_read"),
    path("works/<key:pk>/instruct/", instruct.instruct, name="instruct"),
]
