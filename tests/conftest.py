"""What holds for all tests."""

from hypothesis import settings

# How long an example takes says how busy the machine is: 200 ms are over where other programs keep both cores busy.
settings.register_profile("workbench", deadline=None)
settings.load_profile("workbench")
