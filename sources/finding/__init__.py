"""Evidence outside the library: places that are asked about a claim, and the passages of theirs that come nearest."""

from sources.finding.asking import words_to_ask
from sources.finding.claim_reviews import ClaimReviewFile, FactCheckTools
from sources.finding.find import Finding, Outcome, ask, find, results_of_each
from sources.finding.linked import LinkedByArticle
from sources.finding.mediawiki import MediaWiki
from sources.finding.origins import found_origins
from sources.finding.place import Place, PlaceFailed, Result
from sources.finding.search import Search
from sources.finding.search_engines import BraveSearch, SearXNG
from sources.finding.wayback import WAYBACK_NAME, archived_copy
from sources.finding.zim import ZimFile, zim_files

__all__ = [
    "WAYBACK_NAME",
    "BraveSearch",
    "ClaimReviewFile",
    "FactCheckTools",
    "Finding",
    "LinkedByArticle",
    "MediaWiki",
    "Outcome",
    "Place",
    "PlaceFailed",
    "Result",
    "SearXNG",
    "Search",
    "ZimFile",
    "archived_copy",
    "ask",
    "find",
    "found_origins",
    "results_of_each",
    "words_to_ask",
    "zim_files",
]
