"""The portal's own settings, with one more address: the bare view everything is compared with."""

from config.settings import *  # noqa: F403

DEBUG = False
ROOT_URLCONF = "benchmarks.urls"
REST_FRAMEWORK = {
    **REST_FRAMEWORK,  # noqa: F405
    "DEFAULT_THROTTLE_RATES": {"tracking": None},
}
