"""Colleagues whom the sample company hires for the quarter, so that every history of clock changes has somebody in it.

The zones are one of each kind that occurs from 2026 to 2030; tests/quarter holds them against the time zone database.
"""

from zoneinfo import ZoneInfo

from sandbox.sample.cast import Colleague

_HIRED = """\
Ama Egret              Africa/Accra
Wanjiru Acacia         Africa/Nairobi
Chidi Hoopoe           Africa/Lagos
Thandi Protea          Africa/Johannesburg
Mariam Lotus           Africa/Cairo
Youssef Cedar          Africa/Casablanca
Ilya Puffin            America/Adak
Nora Spruce            America/Anchorage
Carlos Coqui           America/Puerto_Rico
Joana Macaw            America/Sao_Paulo
Camila Orchid          America/Bogota
Rosa Agave             America/Mexico_City
Wyatt Aspen            America/Denver
Ruth Meadowlark        America/Chicago
Dana Saguaro           America/Phoenix
Callum Maple           America/Halifax
Malik Ptarmigan        America/Nuuk
Yanet Jagua            America/Havana
Elise Fulmar           America/Miquelon
Davi Booby             America/Noronha
Ximena Araucaria       America/Santiago
Maeve Murre            America/St_Johns
Wei Angsana            Asia/Singapore
Anong Plumeria         Asia/Bangkok
Lachlan Kookaburra     Australia/Brisbane
Bilal Mulberry         Asia/Karachi
Aroha Kauri            Pacific/Auckland
Sverre Petrel          Antarctica/Troll
Mere Palm              Pacific/Fiji
Layla Falcon           Asia/Dubai
Rima Lark              Asia/Beirut
Farida Jacana          Asia/Dhaka
Aiko Zelkova           Asia/Tokyo
Aino Pine              Europe/Helsinki
Samir Sunbird          Asia/Gaza
Noa Pomelo             Asia/Jerusalem
Zahra Pistachio        Asia/Kabul
Pema Rhododendron      Asia/Kathmandu
Hana Mangrove          Pacific/Guadalcanal
Thiri Padauk           Asia/Yangon
Dariush Nightingale    Asia/Tehran
Bento Hydrangea        Atlantic/Azores
Dulce Frigate          Atlantic/Cape_Verde
Mia Galah              Australia/Adelaide
Jack Brolga            Australia/Darwin
Isla Mallee            Australia/Eucla
Tom Kentia             Australia/Lord_Howe
Moana Toromiro         Pacific/Easter
Keola Koa              Pacific/Honolulu
Sina Noddy             Pacific/Pago_Pago
Bo Albatross           Etc/GMT+12
Fay Miro               Pacific/Pitcairn
Teva Lory              Pacific/Gambier
Lupe Breadfruit        Pacific/Tongatapu
Tiare Pandanus         Pacific/Kiritimati
Ana Linden             Europe/Chisinau
Ben Shearwater         Pacific/Chatham
Vaea Fern              Pacific/Marquesas
Nell Pinecone          Pacific/Norfolk
"""
MANAGERS = ("kestrel", "larch", "banyan", "plover", "teal", "rowan")


def hired() -> list[Colleague]:
    """Everybody who is new, each with one of the company's managers."""
    rows = [line.rsplit(maxsplit=1) for line in _HIRED.splitlines()]
    return [
        Colleague(
            handle=name.rpartition(" ")[2].lower(),
            name=name,
            title="Field Engineer",
            tz=ZoneInfo(zone),
            manager=MANAGERS[number % len(MANAGERS)],
        )
        for number, (name, zone) in enumerate(rows)
    ]
