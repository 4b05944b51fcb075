"""An organizer with an API token, and an event whose products are the exams of the example season."""
import datetime
import os
from decimal import Decimal
from zoneinfo import ZoneInfo

import django

django.setup()

from django_scopes import scopes_disabled  # noqa: E402
from pretix.base.models import Organizer, Team  # noqa: E402
from pretix.base.models.organizer import TeamAPIToken  # noqa: E402

EXAMS = "CIFC-EN CIFC-FR ETH-EN ETH-FR LAW-EN LAW-FR FIN-EN FIN-FR WEB-EN WEB-FR VUE-EN".split()

with scopes_disabled():
    organizer = Organizer.objects.create(name="North Test", slug=os.environ["ORGANIZER"])
    organizer.settings.customer_accounts = True
    team = Team.objects.create(
        organizer=organizer,
        name="Registrar",
        all_events=True,
        all_event_permissions=True,
        all_organizer_permissions=True,
    )
    TeamAPIToken.objects.create(team=team, name="registrar", token=os.environ["TOKEN"])
    zone = ZoneInfo("America/Toronto")
    event = organizer.events.create(
        name="Exams of the season",
        slug=os.environ["EVENT"],
        currency="CAD",
        has_subevents=False,
        date_from=datetime.datetime(2030, 3, 12, 9, 0, tzinfo=zone),
        live=True,
        is_public=True,
        plugins="pretix.plugins.banktransfer,pretix.plugins.manualpayment",
    )
    event.settings.timezone = "America/Toronto"
    event.settings.attendee_names_asked = True
    for code in EXAMS:
        item = event.items.create(
            name=code, internal_name=code, default_price=Decimal("0.00"), admission=True
        )
        quota = event.quotas.create(name=code, size=500)
        quota.items.add(item)
