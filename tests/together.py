"""How the tests are spread over processes: one by one, but for those that share something dear or single.

`pytest.mark.xdist_group` does this by the node's name, which pytest 9.2 no longer lets xdist 3.8 change.
"""

from xdist.scheduler import LoadScopeScheduling

# The demonstration is made once for all who look at it; two journeys at once would read each other's queue, and so would
# workers of two tests that share a broker (see tests.processes).
TOGETHER = {
    "tests/demonstration/": "demonstration",
    "tests/journeys/": "journeys",
    "tests/certificates/test_workers.py": "workers",
    "tests/workflow/test_worker.py": "workers",
}


class Together(LoadScopeScheduling):
    def _split_scope(self, nodeid):
        return next((group for path, group in TOGETHER.items() if nodeid.startswith(path)), nodeid)
