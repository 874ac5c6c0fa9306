"""What the scan doctor says (lời chẩn đoán máy quét): what happened to a scan, and how the PC is set right."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .scan_doctor import Ailment

#: Said beside a scan that was repaired.
REPAIRED = {
    Ailment.CODE_PAGE: _("The letters arrived in a wrong code page and were restored."),
    Ailment.DECOMPOSED: _("The letters arrived in pieces and were put together."),
    Ailment.LAYOUT: _("The keyboard of this PC has another layout than the scanner; the text was led back."),
    Ailment.SEPARATOR: _("Another sign stood between the fields; it was replaced."),
    Ailment.CAPS_LOCK: _("Caps Lock was on; capitals and small letters were turned back."),
    Ailment.TELEX_KEYS: _(
        "The scanner typed Telex keys; they were read as letters. Compare the name with the card."
    ),
    Ailment.VNI_KEYS: _("The scanner typed VNI keys; they were read as letters. Compare the name with the card."),
    Ailment.INPUT_METHOD: _("The Vietnamese input method changed the code; the keys were led back."),
    Ailment.LETTERS_LOST: _(
        "The letters with marks were lost. Number and dates stand; type the name from the card."
    ),
}

#: Said on the test page: what to set.
CURES = {
    Ailment.CODE_PAGE: _("Set the scanner to UTF-8, or to output by Unicode instead of by Alt and a number."),
    Ailment.DECOMPOSED: _("Set the scanner to composed Unicode (NFC)."),
    Ailment.LAYOUT: _("Set the keyboard of this PC to “English (US)”, or the scanner to the keyboard of this PC."),
    Ailment.SEPARATOR: _("Set scanner and PC to the same keyboard, “English (US)”."),
    Ailment.CAPS_LOCK: _("Turn Caps Lock off, and switch on the scanner's setting “ignore Caps Lock”."),
    Ailment.TELEX_KEYS: _("Set the scanner to output by Unicode instead of by Telex keys."),
    Ailment.VNI_KEYS: _("Set the scanner to output by Unicode instead of by VNI keys."),
    Ailment.INPUT_METHOD: _("Turn the Vietnamese input method (Unikey and the like) to English while you scan."),
    Ailment.LETTERS_LOST: _(
        "The scanner sends plain letters only. Switch on its Unicode output (also named Alt code or HID Unicode)."
    ),
}
