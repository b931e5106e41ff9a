"""How the server ends: a Ctrl-C, or a request to terminate, is an ordinary end with exit code 0."""

from __future__ import annotations

import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import FrameType

import streamlit as st
import uvicorn


@asynccontextmanager
async def quiet_stop(_app: st.App) -> AsyncIterator[None]:
    """Let uvicorn end at a signal without raising the signal again, which ends in "Aborted!" and exit code 1.

    A second signal does not wait for open pages.
    """
    server = getattr(signal.getsignal(signal.SIGINT), "__self__", None)
    if isinstance(server, uvicorn.Server):

        def stop(_number: int, _frame: FrameType | None) -> None:
            if not server.should_exit:
                print("\n  Stopping...", flush=True)  # noqa: T201 - what Streamlit itself says
            server.force_exit = server.should_exit
            server.should_exit = True

        # uvicorn gives the handlers back that were there before it.
        signal.signal(signal.SIGINT, stop)
        signal.signal(signal.SIGTERM, stop)
    yield
