"""The one migration history of the database; each file in ``versions`` is a step, numbered from 0001."""
