"""The database: engine, migrations, and the tables of the library."""
