"""What stands above a signature (quyền hạn, chức vụ của người ký): KT., TL. or TUQ. for the head.

Legal source: Decree 30/2020/NĐ-CP, annex I part II, point 7.
"""

from __future__ import annotations

from dataclasses import dataclass

from .models import Delegation, Official


@dataclass(frozen=True)
class SignatureLines:
    """Lines in capitals from the top, and the paper that gives the right, empty for whoever signs in own right."""

    lines: tuple[str, ...]
    document: str = ""


def signature_lines(official: Official, delegation: Delegation | None = None) -> SignatureLines:
    """The post of the signer; of a deputy first the mark with the post of the absent official.

    A delegation without a mark hands over work, not the head's signature: only the paper is named.
    """
    own = _as_printed(official.post)
    if delegation is None:
        return SignatureLines((own,))
    if not delegation.mark:
        return SignatureLines((own,), delegation.document)
    return SignatureLines((f"{delegation.mark} {_as_printed(delegation.official.post)}", own), delegation.document)


def _as_printed(post: str) -> str:
    """``Chủ tịch UBND xã`` signs as ``CHỦ TỊCH``: the agency stands in the letterhead already."""
    for agency in (" HĐND", " UBND"):
        post = post.partition(agency)[0]
    return post.upper()
