"""Path converters for procedure codes and for digests of files."""

from django.urls import register_converter

from procedures.codes import PATTERN


class ProcedureCodeConverter:
    """Procedure code (mã thủ tục), such as ``1.001193``; anything else is no address at all."""

    regex = PATTERN

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class DigestConverter(ProcedureCodeConverter):
    """SHA-256 of a file, in lower case."""

    regex = "[0-9a-f]{64}"


register_converter(ProcedureCodeConverter, "procedure_code")
register_converter(DigestConverter, "sha256")
