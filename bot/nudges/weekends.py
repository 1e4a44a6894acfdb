"""The days of rest where somebody works.

Source: Unicode CLDR 48, supplemental weekData (weekendStart, weekendEnd): Saturday and Sunday everywhere but in the
territories below. Where CLDR knows a single day (India, Uganda, Iran), the day beside it is kept quiet too: offices
there often rest on both, and silence costs less than a message on a free day.
"""

from bot.schedule import SATURDAY_SUNDAY

_THURSDAY_FRIDAY = frozenset({3, 4})  # Monday is 0
_FRIDAY_SATURDAY = frozenset({4, 5})

_WEEKENDS = {
    **dict.fromkeys(("AF", "IR"), _THURSDAY_FRIDAY),
    **dict.fromkeys(
        ("BH", "DZ", "EG", "IL", "IQ", "JO", "KW", "LY", "OM", "QA", "SA", "SD", "SY", "YE"), _FRIDAY_SATURDAY
    ),
}
# Most people there have Slack in English, so that their locale says en-US: then their zone tells (IANA zone.tab).
_TERRITORIES = {
    "Africa/Algiers": "DZ", "Africa/Cairo": "EG", "Africa/Khartoum": "SD", "Africa/Tripoli": "LY",
    "Asia/Aden": "YE", "Asia/Amman": "JO", "Asia/Baghdad": "IQ", "Asia/Bahrain": "BH", "Asia/Damascus": "SY",
    "Asia/Jerusalem": "IL", "Asia/Kabul": "AF", "Asia/Kuwait": "KW", "Asia/Muscat": "OM", "Asia/Qatar": "QA",
    "Asia/Riyadh": "SA", "Asia/Tehran": "IR", "Asia/Tel_Aviv": "IL",
}  # fmt: skip


def weekend(locale: str, zone: str) -> frozenset[int]:
    """The weekdays (Monday is 0) on which nobody there expects work.

    `locale` is Slack's, such as ar-EG, and decides if its territory rests on other days than most; otherwise the IANA
    zone does. Anything unknown means Saturday and Sunday.
    """
    territory = locale.replace("_", "-").rpartition("-")[2].upper()
    return _WEEKENDS.get(territory) or _WEEKENDS.get(_TERRITORIES.get(zone, ""), SATURDAY_SUNDAY)
