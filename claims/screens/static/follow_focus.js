// Brings the focus to the middle of the pane without moving the page, and the cursor to its number where it was chosen
// with Tab and Enter. Constant; the claim's id stands in a class
// beside it, so that the element is new for each focus and the script runs again.
(function () {
  var pane = document.querySelector(".wb-art");
  var now = pane && pane.querySelector("mark.now, .here");
  var number = pane && pane.querySelector(".wb-n[aria-current], tr[data-claim][aria-current]");
  if (window.wbByTab && number) number.focus({ preventScroll: true });
  window.wbByTab = false;
  if (now) pane.scrollTop += now.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 2;
})();
