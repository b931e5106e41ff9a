"""One thread for each core, each computing by itself.

Side by side they finish sooner than one computation that is spread over all cores, above all where other programs
want the cores too; and a result does not depend on how many cores there are.
"""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor


def threads_of_their_own(name: str) -> ThreadPoolExecutor:
    """Return as many threads as torch would use; in each of them torch computes on one core."""
    import torch

    return ThreadPoolExecutor(torch.get_num_threads(), thread_name_prefix=name, initializer=_alone)


_setting = threading.Lock()


def _alone() -> None:
    """Hold torch to one core in this thread; elsewhere it keeps all of them.

    torch keeps the number for each thread, and the number last set for threads that have not used it yet. So what
    was set before is set again in a thread that does nothing else.
    """
    import torch

    with _setting:
        before = torch.get_num_threads()
        torch.set_num_threads(1)
        restoring = threading.Thread(target=torch.set_num_threads, args=(before,))
        restoring.start()
        restoring.join()
