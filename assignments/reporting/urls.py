"""Addresses of a unit's desk."""

from django.urls import path

from assignments.reporting import (
    attachment,
    desk,
    plan,
    plan_actions,
    report,
    report_actions,
    sheet,
    sheet_actions,
)

app_name = "reporting"

REPORT = "works/<key:work>/report/<key:unit>/"

urlpatterns = [
    path("desk/", desk.desk, name="desk"),
    path("desk/read/", desk.read_reminder, name="read_reminder"),
    path("desk/sheet/", sheet.sheet, name="sheet"),
    path("desk/sheet/save/", sheet_actions.save_sheet, name="save_sheet"),
    path("desk/sheet/submit/", sheet_actions.submit_sheet, name="submit_sheet"),
    path("desk/sheet/autosave/", sheet_actions.autosave_sheet, name="autosave_sheet"),
    path("desk/sheet/carry/", sheet_actions.carry_sheet, name="carry_sheet"),
    path("desk/plan/", plan.plan, name="plan"),
    path("desk/plan/save/", plan_actions.save_plan, name="save_plan"),
    path("desk/plan/milestone/", plan_actions.add_milestone, name="add_milestone"),
    path("desk/plan/drop/", plan_actions.withdraw_milestone, name="withdraw_milestone"),
    path(REPORT, report.report, name="report"),
    path(f"{REPORT}save/", report_actions.save_report, name="save_report"),
    path(f"{REPORT}submit/", report_actions.submit_report, name="submit_report"),
    path(f"{REPORT}autosave/", report_actions.autosave_report, name="autosave_report"),
    path(f"{REPORT}carry/", report_actions.carry_report, name="carry_report"),
    path(f"{REPORT}take/", report_actions.take_report, name="take_report"),
    path(f"{REPORT}detach/", report_actions.detach_file, name="detach_file"),
    path(f"{REPORT}withdraw/", report_actions.withdraw_report, name="withdraw_report"),
    path(f"{REPORT}extend/", report_actions.ask_extension, name="ask_extension"),
    path("attachments/<key:attachment>/", attachment.attachment, name="attachment"),
]
