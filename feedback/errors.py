"""What can be wrong with an act of feedback."""


class AlreadyRated(Exception):
    """Đã đánh giá: the single-use link was used before."""


class NotReturned(Exception):
    """Chưa trả kết quả: a dossier is rated after its result was returned."""
