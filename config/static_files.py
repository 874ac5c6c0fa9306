"""Static files under names with their fingerprint (tệp tĩnh)."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class FingerprintedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # comes without types
    """Our scripts import each other by the same fingerprinted names as pages do.

    Otherwise a module that a page loads and another module imports would be loaded, and act, twice.
    """

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        (
            "js/*.js",
            ((r"""(?P<matched>(?P<before>(?:from|import) )"(?P<url>\.\.?/[^"]+\.js)")""", '%(before)s"%(url)s"'),),
        ),
    )
