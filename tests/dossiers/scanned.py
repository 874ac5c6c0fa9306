"""What scanners send in tests: one invented card, and the ways it gets mangled on its way to the page."""

from dossiers.keyboard_layouts import _TABLES

CARD = (
    "035085001234|168123456|Nguyễn Văn An|05031985|Nam|Thôn 3, xã Bình Nghĩa, huyện Bình Lục, tỉnh Hà Nam|12052021"
)
TELEX = (
    "035085001234|168123456|Nguyeenx Vawn An|05031985|Nam|"
    "Thoon 3, xax Binhf Nghiax, huyeenj Binhf Lucj, tinhr Haf Nam|12052021"
)
VNI = (
    "035085001234|168123456|Nguye6n4 Va8n An|05031985|Nam|"
    "Tho6n 3, xa4 Bi2nh Nghi4a, huye65n Bi2nh Lu5c, ti3nh Ha2 Nam|12052021"
)
TRACKING = "https://motcua.example.vn/tra-cuu/?code=H25.12.02-230828-0001"


def in_code_page(text: str, page: str) -> str:
    """The bytes of UTF-8 shown as signs of another code page; what it does not know stays invisible."""
    return "".join(_sign(byte, page) for byte in text.encode())


def _sign(byte: int, page: str) -> str:
    try:
        return bytes([byte]).decode(page)
    except UnicodeDecodeError:
        return chr(byte)


def under_layout(text: str, layout: str) -> str:
    """What a scanner set to the US layout gives on a machine with this one; accented letters come as they are."""
    signs = {meant: sign for sign, meant in _TABLES[layout].items()}
    return "".join(signs.get(char, char) if char.isascii() else char for char in text)


def with_caps_lock(text: str) -> str:
    """The plain letters turned; accented ones are no keys."""
    return "".join(char.swapcase() if char.isascii() else char for char in text)


def without_accented_letters(text: str, instead: str) -> str:
    """What a scanner gives that knows ASCII only."""
    return "".join(char if char.isascii() else instead for char in text)
