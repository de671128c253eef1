"""Addresses of the import: its pages, its files, and one address for each button."""

from django.urls import URLPattern, URLResolver, include, path

from assignments.intake.pages import actions, downloads, row_page
from assignments.intake.pages.batch_page import batch
from assignments.intake.pages.confirm_page import confirm
from assignments.intake.pages.index_page import index
from assignments.intake.pages.undo_page import undo

app_name = "intake"

row_patterns: list[URLPattern | URLResolver] = [
    path("", row_page.row, name="row"),
    path("target/", row_page.row_with_target, name="row_with_target"),
    path("leave-out/", row_page.leave_row_out, name="leave_row_out"),
    path("take-in/", row_page.take_row_in, name="take_row_in"),
    path("restore/", row_page.restore_row, name="restore_row"),
]

batch_patterns: list[URLPattern | URLResolver] = [
    path("", batch, name="batch"),
    path("confirm/", confirm, name="confirm"),
    path("undo/", undo, name="undo"),
    path("rejected/", downloads.rejected, name="rejected"),
    path("rows/<key:index>/", include(row_patterns)),
    # What the document is.
    path("asked/", actions.answer_asked, name="answer_asked"),
    path("as-plan/", actions.read_as_plan, name="read_as_plan"),
    path("read-again/", actions.read_again, name="read_again"),
    path("compare/", actions.compare_again, name="compare_again"),
    path("give-back/", actions.give_back, name="give_back"),
    path("discard/", actions.discard, name="discard"),
    # Names, joint work, the plan.
    path("names/", actions.answer_names, name="answer_names"),
    path("names/accept/", actions.accept_suggestions, name="accept_suggestions"),
    path("names/take-back/", actions.take_name_back, name="take_name_back"),
    path("joint/", actions.decide_joint, name="decide_joint"),
    path("plan/", actions.save_plan, name="save_plan"),
    # Rows: the one that the button names, or all of them.
    path("leads/first/", actions.confirm_first_leads, name="confirm_first_leads"),
    path("leads/all/", actions.let_all_lead, name="let_all_lead"),
    path("seen/", actions.mark_seen, name="mark_seen"),
    path("leave-out/", actions.leave_out, name="leave_out"),
    path("take-in/", actions.take_in, name="take_in"),
    path("leave-out-open/", actions.leave_out_open, name="leave_out_open"),
    path("losses/keep/", actions.keep_losses, name="keep_losses"),
    path("losses/take/", actions.take_losses, name="take_losses"),
]

urlpatterns = [
    path("import/", index, name="index"),
    path("import/blank/", downloads.blank, name="blank"),
    path("import/progress/", downloads.progress_blank, name="progress_blank"),
    path("import/<key:key>/", include(batch_patterns)),
]
