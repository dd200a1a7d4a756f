"""The two queues as the tests set them up; imported by worker processes too, so it stays light."""

from datetime import timedelta

from sanitiser.jobs.fleet import FleetQueue
from sanitiser.jobs.local import LocalQueue
from sanitiser.jobs.port import Manner, Queue
from sanitiser.store.database import Database

QUICK = Manner(lease=timedelta(seconds=1), attempts=3, pause=timedelta(0), poll=timedelta(seconds=0.1))


def make_queue(database: Database) -> Queue:
    """The queue that fits the database."""
    if database.is_sqlite:
        return LocalQueue(database, QUICK)
    fleet = FleetQueue(database, QUICK)
    fleet.prepare()
    return fleet
