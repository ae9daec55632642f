"""What holds for all tests."""

from hypothesis import HealthCheck, settings

# a busy machine makes every input slow to draw
settings.register_profile("wsltui", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("wsltui")
