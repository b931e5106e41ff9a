"""The services of a workbench, one a module; `claims.workbench` puts them on one database."""
