// Brings the list of claims that a press on a number asked for into the window. Constant; which list it is, and which
// press asked for it, is in a class beside it, so that the script runs again for each press.
(function () {
  var list = document.querySelector(".wb-listed");
  if (!list) return;
  var box = list.getBoundingClientRect();
  if (box.top < 60 || box.top > window.innerHeight - 160) list.scrollIntoView({ block: "start", behavior: "instant" });
})();
