"""Masking of personal data (che dữ liệu cá nhân) in lists and messages."""


def mask_identity_number(number: str) -> str:
    """Keep the last three digits of a personal number (số định danh): ``035085001234`` → ``*********234``."""
    return _mask(number, keep=3)


def mask_phone(phone: str) -> str:
    """Keep the last four digits of a phone (số điện thoại): ``0912345678`` → ``******5678``."""
    return _mask(phone, keep=4)


def mask_email(address: str) -> str:
    """Keep first letter and domain of an e-mail address (thư điện tử): ``lan@ha.vn`` → ``l***@ha.vn``."""
    name, at, domain = address.partition("@")
    return f"{name[:1]}***{at}{domain}"


def _mask(value: str, *, keep: int) -> str:
    if len(value) <= keep:
        return "*" * len(value)
    return "*" * (len(value) - keep) + value[-keep:]


def initials(name: str) -> str:
    """First letters only, for pages anybody may open: ``Nguyễn Thị Lan`` → ``N. T. L.``."""
    return " ".join(f"{word[0].upper()}." for word in name.split())
