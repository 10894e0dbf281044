"""How the tests are spread over processes: one by one, but for folders whose tests share something dear or single.

`pytest.mark.xdist_group` does this by the node's name, which pytest 9.2 no longer lets xdist 3.8 change.
"""

from xdist.scheduler import LoadScopeScheduling

# The demonstration is made once for all who look at it; two journeys at once would read each other's queue.
TOGETHER = ("tests/demonstration/", "tests/journeys/")


class FoldersTogether(LoadScopeScheduling):
    def _split_scope(self, nodeid):
        return next((folder for folder in TOGETHER if nodeid.startswith(folder)), nodeid)
