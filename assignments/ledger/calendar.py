"""Which period a page shows. There is no clock in it: the newest open period, else the
newest closed one, else the first of all; or the one that the address names."""

from dataclasses import dataclass

from django.db.models import Subquery
from django.http import Http404

from assignments.models import Period, Plan


@dataclass(frozen=True)
class Calendar:
    """All periods, and the chosen one (None in a database without any). `waiting` is the newest
    year whose plan is in and whose periods are not: no board can show it yet, so the pages say it.
    """

    periods: tuple[Period, ...]
    chosen: Period | None
    waiting: int | None = None

    @property
    def period(self) -> Period:
        """The chosen period. Raises Http404 in a database without any."""
        if self.chosen is None:
            raise Http404("还没有报送期。")
        return self.chosen

    @property
    def of_year(self) -> list[Period]:
        """The periods beside the chosen one: same year, same kind."""
        if self.chosen is None:
            return []
        return [
            p
            for p in self.periods
            if (p.year, p.kind) == (self.chosen.year, self.chosen.kind)
        ]

    @property
    def years(self) -> list[Period]:
        """For each other year the period to go to: its last one begun."""
        last_periods: dict[int, Period] = {}
        for period in self.periods:
            if period.year not in last_periods or period.state != "planned":
                last_periods[period.year] = period
        return list(last_periods.values())

    @property
    def previous(self) -> Period | None:
        """The period before the chosen one, in the same year and kind."""
        return self.before(self.chosen) if self.chosen else None

    @property
    def year_ago(self) -> Period | None:
        """The same quarter or month of the year before."""
        if self.chosen is None:
            return None
        wanted = (self.chosen.year - 1, self.chosen.kind, self.chosen.index)
        return next(
            (p for p in self.periods if (p.year, p.kind, p.index) == wanted), None
        )

    def before(self, period: Period) -> Period | None:
        earlier = [p for p in self.of_year if p.index < period.index]
        return earlier[-1] if earlier else None

    @property
    def is_demo(self) -> bool:
        return any(period.is_demo for period in self.periods)


def calendar(code: str = "") -> Calendar:
    """The calendar with the period named by `code` (2021Q3) chosen; an unknown code falls
    back to the default one, so that an old bookmark still opens. One query."""
    waiting = (
        Plan.objects.exclude(year__in=Period.objects.values("year"))
        .order_by("-year")
        .values("year")[:1]
    )
    periods = tuple(
        Period.objects.order_by("year", "kind", "index").annotate(
            waiting=Subquery(waiting)
        )
    )
    named = [period for period in periods if period.code == code]
    chosen = named[0] if named else default_period(periods)
    return Calendar(periods, chosen, periods[0].waiting if periods else None)


def default_period(periods: tuple[Period, ...]) -> Period | None:
    """The newest open, else the newest closed, else the first."""
    for state in ("open", "closed"):
        fitting = [period for period in periods if period.state == state]
        if fitting:
            return max(fitting, key=lambda period: (period.ends, period.kind))
    return periods[0] if periods else None
