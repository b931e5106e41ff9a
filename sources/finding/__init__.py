"""Evidence outside the library: places that are asked about a claim, and the passages of theirs that come nearest."""

from sources.finding.asking import words_to_ask
from sources.finding.find import Finding, Outcome, find
from sources.finding.place import Place, PlaceFailed, Result
from sources.finding.zim import ZimFile, zim_files

__all__ = ["Finding", "Outcome", "Place", "PlaceFailed", "Result", "ZimFile", "find", "words_to_ask", "zim_files"]
