"""What a page needs is said of its source, and what is said names a page."""

from analytics.catalogue import TOPICS
from data.sources import sources


def needed(topic):
    """Return every source without which something of a page cannot be made."""
    tables = [table for measure in topic.measures for table in measure.tables]
    named = [*topic.needs, *topic.helps]
    for part in (*topic.charts, *tables):
        named += part.needs
    return set(named)


def test_every_source_says_which_pages_it_feeds():
    for topic in TOPICS:
        if not topic.gathers:  # it shows what other pages say
            for name in needed(topic):
                assert topic.name in sources()[name].feeds, (topic.name, name)


def test_every_page_that_is_fed_is_there():
    pages = {topic.name for topic in TOPICS}
    for source in sources().values():
        assert set(source.feeds) <= pages, source.name
