"""The errors we can explain: what is wrong, which value, what to do."""


class MarketShaperError(Exception):
    """A fault with a sentence for the reader; shown without a traceback.

    The message has three parts in one or two sentences: what is wrong, which value,
    what to do. It must never hold a value of a personal file.
    """

    exit_code = 1


class UnknownFileError(MarketShaperError):
    """A file that matches no source we know."""

    exit_code = 2


class UnreadableFileError(MarketShaperError):
    """A file that we recognise, or began to, and cannot read to its end."""

    exit_code = 2


class BrokenContractError(MarketShaperError):
    """A table that does not keep the promise in its header."""

    exit_code = 3


class BuildFailedError(MarketShaperError):
    """A build that could not be made: a full disk, a closed folder, a fault of ours."""

    exit_code = 6


class NotBuiltError(MarketShaperError):
    """A council, build or table that is not there."""

    exit_code = 4


class MixedInboxError(MarketShaperError):
    """Demonstration and supplied files together."""

    exit_code = 2


class LostRowsError(MarketShaperError):
    """A reader whose rows do not add up: read is not accepted, rejected and skipped."""

    exit_code = 3


class BusyVaultError(MarketShaperError):
    """A second build of a vault that is being built."""

    exit_code = 5


class UndatedInboxError(MarketShaperError):
    """An inbox none of whose files says which date it describes."""

    exit_code = 2
