"""Threads that all start together, for tests of what happens at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections


def at_once(job, arguments):
    """Run a job in one thread per argument, all started together; results or exceptions."""
    start = Barrier(len(arguments))

    def run(argument):
        try:
            start.wait(timeout=60)
            return job(argument)
        except Exception as problem:
            return problem
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=len(arguments)) as pool:
        return list(pool.map(run, arguments))
