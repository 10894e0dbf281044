"""Whether the web process beside us answers: the health check of the container. Exits with 0 or with what is wrong."""

import http.client
import os
import sys


def main():
    # The site's own name: a request under any other is refused.
    host = os.environ.get("ALLOWED_HOSTS", "127.0.0.1").partition(",")[0]
    connection = http.client.HTTPConnection("127.0.0.1", int(os.environ.get("PORT", "8000")), timeout=8)
    try:
        connection.request("GET", "/healthz", headers={"Host": host})
        status = connection.getresponse().status
    except OSError as error:
        return f"/healthz does not answer: {error}"
    return 0 if status == 200 else f"/healthz answers {status}"


if __name__ == "__main__":
    sys.exit(main())
