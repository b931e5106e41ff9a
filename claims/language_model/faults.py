"""What can go wrong when a language model is asked, as the sentence a person reads."""

from __future__ import annotations


class ModelFault(Exception):  # noqa: N818 - named for what it is; the message is a sentence for a person
    """The model gave nothing that can be used.

    Attributes:
        again: Whether the same question may be answered a moment later.
        lasting: Whether the next question would meet the same fault, so that no more are asked.
    """

    def __init__(self, sentence: str, *, again: bool = False, lasting: bool = True) -> None:
        super().__init__(sentence)
        self.again = again
        self.lasting = lasting


class Stopped(Exception):  # noqa: N818 - nothing went wrong: a person stopped it
    """A person stopped the splitting; nothing is kept of it."""
