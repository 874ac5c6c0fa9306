"""What a browser complains about: errors in the console and violations of the content security policy."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, ConsoleMessage, WebError

_REPORT_VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`))
"""
# Chromium reports every answer that is not a success; a page with faults in it is meant to be one.
_STATUS = "Failed to load resource: the server responded with a status of"
# … and so is an answer of the API that names faults, a wrong moment, or an ended session.
_REFUSALS = ("400", "401", "409", "422")


class Watch:
    """Collects what one browser complains about."""

    def __init__(self, context: BrowserContext) -> None:
        self._complaints: list[str] = []
        context.add_init_script(_REPORT_VIOLATIONS)
        context.on("console", self._on_console)
        context.on("weberror", self._on_error)

    def taken(self) -> list[str]:
        """The complaints so far, which are then forgotten."""
        complaints, self._complaints = self._complaints, []
        return complaints

    def _on_console(self, message: ConsoleMessage) -> None:
        page = message.page.url if message.page else ""
        address = message.location.get("url", "")
        if message.text.startswith(_STATUS) and (address == page or _is_refusal(message.text, address)):
            return
        if message.type in ("error", "warning"):
            self._complaints.append(f"{page}: {message.text} ({address})")

    def _on_error(self, error: WebError) -> None:
        page = error.page.url if error.page else ""
        self._complaints.append(f"{page}: {error.error}")


def _is_refusal(text: str, address: str) -> bool:
    return "/api/v1/" in address and text.removeprefix(_STATUS).split()[0] in _REFUSALS
