"""The five services of a workbench: articles, reviewing, library, settings and exports."""
