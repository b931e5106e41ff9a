// Brings the focus to the middle of the pane without moving the page. Constant; the claim's id stands in a class
// beside it, so that the element is new for each focus and the script runs again.
(function () {
  var pane = document.querySelector(".wb-art");
  var now = pane && pane.querySelector("mark.now, .here");
  if (now) pane.scrollTop += now.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 2;
})();
