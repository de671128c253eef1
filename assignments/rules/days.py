"""Days that are hardly meant: asked about, because now and then they are right. Pure."""

from datetime import date

LATEST_ANSWER = 366
"""Days after which an answer is hardly expected: a plan is one year's."""
MUCH_TIME = 92
"""Days by which a period is hardly extended: a whole quarter."""


def too_late(day: date, last: date, last_is: str) -> str:
    """A sentence where `day` lies after `last`, which is called `last_is`, "" where it does not."""
    return f"填的是 {day}，晚于{last_is} {last}，请核对年份。" if day > last else ""


def too_early(day: date, first: date, first_is: str) -> str:
    return f"填的是 {day}，早于{first_is} {first}，请核对年份。" if day < first else ""


def too_far(day: date, start: date, most: int, start_is: str) -> str:
    """A sentence where `day` lies more than `most` days after `start`."""
    far = (day - start).days
    return (
        f"填的是 {day}，在{start_is} {start} 之后 {far} 天，请核对年份。"
        if far > most
        else ""
    )


def month_and_day(day: date) -> str:
    """A day of the year at hand, as officials write it: 10月10日."""
    return f"{day.month}月{day.day}日"
