// Gives the cursor to the question that was opened, so that Enter presses nothing elsewhere on the page, and Tab goes to
// its answers; and keeps the wording in view above the higher bar. Constant; the element beside it is new with each
// question, so that the script runs again.
requestAnimationFrame(function () {
  var question = document.querySelector(".wb-asks");
  if (question) question.focus({ preventScroll: true });
  if (window.wbToClaim) window.wbToClaim();
});
