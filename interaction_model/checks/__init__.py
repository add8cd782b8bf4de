"""What is held against the interaction model before it is shipped."""

from interaction_model.checks.finding import Finding
from interaction_model.checks.package import findings

__all__ = ["Finding", "findings"]
