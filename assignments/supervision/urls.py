"""Addresses of the office's desk."""

from django.urls import path

from assignments.supervision import (
    assess,
    assess_work,
    desk,
    desk_actions,
    joining,
    periods,
    periods_actions,
    phrases,
    plans,
    plans_actions,
    queue,
    review,
    review_actions,
    silent,
    silent_actions,
)

app_name = "supervision"

REVIEW = "office/reports/<key:report>/"
JOINING = "office/works/<key:work>/joining/"

urlpatterns = [
    path("office/", desk.desk, name="desk"),
    path("office/grant/", desk_actions.grant_extension, name="grant_extension"),
    path("office/refuse/", desk_actions.refuse_extension, name="refuse_extension"),
    path("office/reports/", queue.queue, name="queue"),
    path(REVIEW, review.review, name="review"),
    path(f"{REVIEW}accept/", review_actions.accept_report, name="accept_report"),
    path(
        f"{REVIEW}send_back/", review_actions.send_back_report, name="send_back_report"
    ),
    path("office/assess/", assess.assess, name="assess"),
    path("office/assess/<key:work>/", assess_work.assess_work, name="assess_work"),
    path(JOINING, joining.joining, name="joining"),
    path(f"{JOINING}join/", joining.join_works, name="join_works"),
    path(f"{JOINING}part/", joining.part_task, name="part_task"),
    path("office/silent/", silent.silent, name="silent"),
    path("office/silent/chase/", silent_actions.chase, name="chase"),
    path("office/silent/chase_all/", silent_actions.chase_all, name="chase_all"),
    path("office/periods/", periods.periods, name="periods"),
    path("office/periods/plan_year/", periods_actions.plan_year, name="plan_year"),
    path("office/periods/open/", periods_actions.open_period, name="open_period"),
    path("office/periods/extend/", periods_actions.extend_period, name="extend_period"),
    path("office/periods/close/", periods_actions.close_period, name="close_period"),
    path("office/periods/reopen/", periods_actions.reopen_period, name="reopen_period"),
    path("office/plans/", plans.plans, name="plans"),
    path("office/plans/approve/", plans_actions.approve_plans, name="approve_plans"),
    path("office/plans/turn_down/", plans_actions.turn_down, name="turn_down"),
    path("office/phrases/", phrases.phrases, name="phrases"),
]
