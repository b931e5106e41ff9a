// Brings the result in hand into sight after T. Constant; its number stands in a class beside it, so that the element is
// new for each and the script runs again. The first result is not scrolled to: the words that are asked are above it.
(function () {
  var card = document.querySelector(".wb-inhand");
  var first = document.querySelector(".wb-found");
  if (card && card !== first) card.scrollIntoView({ block: "nearest", behavior: "instant" });
})();
