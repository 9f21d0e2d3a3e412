"""The classes of a column: whom its values are about, and so who may see them."""

from typing import Literal

Sensitivity = Literal["person", "worker", "provider_confidential", "council", "open"]
