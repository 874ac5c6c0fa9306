"""What can be wrong with an act on a dossier; views and API turn these into 409, 403 and form errors."""


class Faults(Exception):
    """Dữ liệu chưa hợp lệ: every fault at once, by field; the field name ``""`` stands for the whole form."""

    def __init__(self, errors: dict[str, list[str]]) -> None:
        self.errors = errors
        super().__init__("; ".join(f"{field}: {' '.join(texts)}" for field, texts in errors.items()))


class WrongMoment(Exception):
    """Không đúng thời điểm: the dossier's state does not permit the act; `allowed` names what it permits."""

    def __init__(self, message: str, *, allowed: list[str]) -> None:
        self.message = message
        self.allowed = allowed
        super().__init__(message)


class NotPermitted(Exception):
    """Không có thẩm quyền: the person's role does not permit the act on this dossier."""

    def __init__(self, message: str = "") -> None:
        self.message = message
        super().__init__(message)
