"""Words for states and acts, as an official would say them (nhãn trạng thái, thao tác)."""

from django.utils.translation import gettext_lazy as _

from .workflow import Action, State

STATE_LABELS = {
    State.DRAFT: _("Draft"),
    State.SUBMITTED: _("Newly submitted"),
    State.RECEIVED: _("Received"),
    State.REFUSED: _("Not received"),
    State.PROCESSING: _("In process"),
    State.SUPPLEMENT: _("Supplement requested"),
    State.PAYMENT: _("Financial obligation requested"),
    State.WITHDRAWAL: _("Withdrawal requested by the citizen"),
    State.STOPPED: _("Processing stopped"),
    State.RESOLVED: _("Result ready"),
    State.RETURNED: _("Result returned"),
}
STATE_CHOICES = [(state.value, label) for state, label in STATE_LABELS.items()]

ACTION_LABELS = {
    Action.SUBMIT: _("Submit"),
    Action.RECEIVE: _("Receive"),
    Action.REFUSE: _("Refuse"),
    Action.REQUEST_SUPPLEMENT: _("Request a supplement"),
    Action.SUPPLY: _("Hand in the supplement"),
    Action.RESUME: _("Accept the supplement"),
    Action.FORWARD: _("Forward for processing"),
    Action.TAKE: _("Take the dossier"),
    Action.REQUEST_PAYMENT: _("Request the financial obligation"),
    Action.CONFIRM_PAYMENT: _("Confirm the payment"),
    Action.PROPOSE: _("Propose the result"),
    Action.SEND_BACK: _("Send back"),
    Action.SIGN: _("Sign the result"),
    Action.RETURN: _("Return the result"),
    Action.WITHDRAW: _("Ask to withdraw"),
    Action.CONTINUE: _("Continue processing"),
    Action.STOP: _("Stop processing"),
    Action.HAND_ON: _("Hand on to the next step"),
    Action.GIVE_BACK: _("Give back to the step before"),
    Action.PULL: _("Pull back"),
    Action.REASSIGN: _("Assign to another official"),
    Action.ASK_OPINION: _("Ask for an opinion"),
    Action.GIVE_OPINION: _("Give the opinion"),
    Action.DROP_OPINION: _("Withdraw the question"),
    Action.LINK: _("Open a linked dossier"),
    Action.LINKED_RESULT: _("The linked dossier is done"),
    Action.EXTEND: _("Apologise and make a new appointment"),
    Action.OVERRIDE: _("Set the appointment by decision"),
    Action.CORRECT: _("Correct the reception"),
    Action.COLLECT_FEE: _("Fees collected"),
    Action.VOID_FEE: _("Fee receipt voided"),
}
ACTION_CHOICES = [(action.value, label) for action, label in ACTION_LABELS.items()]
