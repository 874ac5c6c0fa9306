"""What can go wrong at a provider (lỗi gửi tin): a short code each, never a text that quotes somebody."""


class ChannelFault(Exception):
    """The provider did not take the message; `code` says why and names nobody."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class TemporaryFault(ChannelFault):
    """Lỗi tạm thời: worth another try; `rest_seconds` is how long the provider wants to be left alone."""

    def __init__(self, code: str, *, rest_seconds: float = 0) -> None:
        super().__init__(code)
        self.rest_seconds = rest_seconds


class PermanentFault(ChannelFault):
    """Lỗi vĩnh viễn: the same message to the same address will never be taken."""
