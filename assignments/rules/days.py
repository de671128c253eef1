"""Days as officials write them, and days that are hardly meant: asked about, because now and then
they are right. Pure."""

from datetime import date, datetime

LATEST_ANSWER = 366
"""Days after which an answer is hardly expected: a plan is one year's."""
MUCH_TIME = 92
"""Days by which a period is hardly extended: a whole quarter."""


def too_late(day: date, last: date, last_is: str) -> str:
    """A sentence where `day` lies after `last`, which is called `last_is`, "" where it does not."""
    return (
        f"填的是{full_day(day)}，晚于{last_is}{full_day(last)}，请核对年份。"
        if day > last
        else ""
    )


def too_early(day: date, first: date, first_is: str) -> str:
    return (
        f"填的是{full_day(day)}，早于{first_is}{full_day(first)}，请核对年份。"
        if day < first
        else ""
    )


def too_far(day: date, start: date, most: int, start_is: str) -> str:
    """A sentence where `day` lies more than `most` days after `start`."""
    far = (day - start).days
    return (
        f"填的是{full_day(day)}，在{start_is}{full_day(start)}之后 {far} 天，请核对年份。"
        if far > most
        else ""
    )


def full_day(day: date) -> str:
    """2021年10月10日. Boxes, CSV and what is read back keep 2021-10-10."""
    return f"{day.year}年{day.month}月{day.day}日"


def month_and_day(day: date) -> str:
    """A day of the year at hand: 10月10日."""
    return f"{day.month}月{day.day}日"


def day_in(day: date, year: int) -> str:
    """A day where a list is about one year: 10月10日, and 2022年1月5日 for one of another."""
    return month_and_day(day) if day.year == year else full_day(day)


def full_moment(at: datetime) -> str:
    """2021年10月10日 09:30, in the time of the datetime itself."""
    return f"{full_day(at)} {at:%H:%M}"
