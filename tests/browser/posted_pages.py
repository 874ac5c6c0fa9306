"""Pages of rules, people and news, for the list in `addresses.py`."""

from __future__ import annotations

from tests.browser import posted_world
from tests.browser.address import Address

PUBLIC_POSTED = (
    Address("procedures:posting_units"),
    Address("procedures:posting", posted_world.office_with_rules),
    Address("procedures:posting", posted_world.office_with_rules, lambda world: "?ngay=2023-02-01"),
    Address("procedures:posting", posted_world.office_with_rules, lambda world: "?ngay=2023-02-31", status=404),
    Address("procedures:posting", lambda world: ["khong-co"], status=404),
    Address("procedures:directory"),
    Address("procedures:directory", query=lambda world: "?q=hoa"),
    Address("procedures:directory", query=lambda world: "?q=khong-co-ai"),
    Address("procedures:people", lambda world: [world.office.commune.code]),
    Address("procedures:people", lambda world: [world.office.province.code]),
    Address("procedures:announcement", lambda world: [posted_world.announcement(world).pk]),
    Address("procedures:announcement", lambda world: [posted_world.coming_announcement(world).pk], status=404),
    Address("procedures:news"),
)

OFFICIAL_POSTED = (Address("procedures:own_details"),)

MANAGER_POSTED = (
    Address("procedures:posted_rules"),
    Address("procedures:posted_rules", query=lambda world: f"?unit={posted_world.office_with_rules(world)[0]}"),
    Address("procedures:rules_new", lambda world: [world.office.commune.code, "commitments"]),
    Address("procedures:rules_new", lambda world: [world.office.commune.code, "khong-co"], status=404),
    Address("procedures:rules_document", lambda world: [posted_world.rules(world).pk]),
    Address("procedures:rules_document", lambda world: [posted_world.coming(world).pk]),
    Address("procedures:rules_change", lambda world: [posted_world.coming(world).pk]),
    Address("procedures:rules_change", lambda world: [posted_world.rules(world).pk], status=409),
    Address("procedures:announcements"),
    Address("procedures:announcements", query=lambda world: "?tab=over"),
    Address("procedures:announcement_new"),
    Address("procedures:announcement_change", lambda world: [posted_world.announcement(world).pk]),
    Address("procedures:announcement_change", lambda world: [posted_world.coming_announcement(world).pk]),
    Address("procedures:directory_order"),
    Address("procedures:details_of", lambda world: [world.people["hoa"].official.pk]),
)
