"""`manage.py rebuild_lines`: the lines of planned and open periods anew, or are they right."""

from django.core.management import BaseCommand, CommandError

from assignments.choices import PeriodState
from assignments.ledger.kept_lines import differences, refresh
from assignments.models import Period

SHOWN = 50


class Command(BaseCommand):
    help = "重新生成未开启和进行中各报送期的台账行；--check 只核对，不一致时列出并以错误结束。"

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="只核对，不改动")

    def handle(self, *args, check, **options):
        if check:
            self.check_lines()
            return
        for year in years():
            refresh(year=year)
            self.stdout.write(f"{year} 年的台账行已重新生成。")

    def check_lines(self):
        wrong_lines = [line for year in years() for line in differences(year)]
        for line in wrong_lines[:SHOWN]:
            self.stderr.write(line)
        if wrong_lines:
            raise CommandError(
                f"台账行有 {len(wrong_lines)} 处与事实不一致，可用 rebuild_lines 重新生成。"
            )
        self.stdout.write("台账行与事实一致。")


def years() -> list[int]:
    """Those that have planned or open periods, oldest first."""
    periods = Period.objects.exclude(state=PeriodState.CLOSED).order_by("year")
    return list(periods.values_list("year", flat=True).distinct())
