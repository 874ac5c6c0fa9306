"""Roles in the office (vai trò): what a person may do, given by assignment at a unit."""

from enum import StrEnum


class Role(StrEnum):
    """Vai trò of an official; CITIZEN only ever appears as actor of a transition."""

    CLERK = "clerk"
    SPECIALIST = "specialist"
    LEADER = "leader"
    MANAGER = "manager"
    ADMIN = "admin"
    CITIZEN = "citizen"


OFFICE_ROLES = (Role.CLERK, Role.SPECIALIST, Role.LEADER, Role.MANAGER, Role.ADMIN)
