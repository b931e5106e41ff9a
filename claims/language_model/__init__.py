"""A language model as splitter: asked over HTTP, checked against the article; the rules stand in when it fails."""

from claims.language_model.client import ChatClient
from claims.language_model.endpoint import Endpoint, read_address
from claims.language_model.faults import ModelFault, Stopped
from claims.language_model.splitter import Answers, Asker, LanguageModelSplitter, Rejected, SplitReport

__all__ = [
    "Answers",
    "Asker",
    "ChatClient",
    "Endpoint",
    "LanguageModelSplitter",
    "ModelFault",
    "Rejected",
    "SplitReport",
    "Stopped",
    "read_address",
]
