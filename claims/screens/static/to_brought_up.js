// Takes the column in hand whose passage a key brought up, and scrolls to it where it is out of the window. Constant; the
// element beside it is new with each such act, so that the script runs again.
requestAnimationFrame(function () {
  var columns = document.querySelectorAll('.st-key-columns [class*="st-key-cand-"]');
  for (var place = 0; place < columns.length; place++) {
    if (columns[place].querySelector(".wb-up")) {
      document.documentElement.dataset.hand = place + 1;
      columns[place].scrollIntoView({ block: "nearest" });
      return;
    }
  }
});
