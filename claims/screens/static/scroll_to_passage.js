// Brings the stop of the passage in hand into sight in each box, and moves between stops. Constant, like every script
// of the pages: a press on [data-hit] goes to the next or previous stop of the box that stands beside it.
(function () {
  var show = function (box, place) {
    var stops = box.querySelectorAll(".stop");
    if (!stops.length) return;
    var at = (place + stops.length) % stops.length;
    box.dataset.at = at;
    stops.forEach(function (stop, i) {
      stop.classList.toggle("now", i === at);
    });
    box.scrollTop += stops[at].getBoundingClientRect().top - box.getBoundingClientRect().top - 48;
    var label = box.parentElement.querySelector(".wb-hits .at");
    if (label) label.textContent = (at + 1) + " of " + stops.length;
  };
  document.querySelectorAll(".wb-ctx").forEach(function (box) {
    if (box.dataset.at !== undefined) return;
    var stops = Array.from(box.querySelectorAll(".stop"));
    var own = stops.findIndex(function (stop) {
      return !stop.closest(".also");
    });
    show(box, Math.max(0, own));
  });
  if (!window.wbHits) {
    window.wbHits = true;
    var go = function (event) {
      var press = event.target.closest && event.target.closest("[data-hit]");
      if (!press || (event.type === "keydown" && event.key !== "Enter" && event.key !== " ")) return;
      event.preventDefault();
      var box = press.closest(".wb-beside").querySelector(".wb-ctx");
      show(box, Number(box.dataset.at || 0) + Number(press.getAttribute("data-hit")));
    };
    window.addEventListener("click", go);
    window.addEventListener("keydown", go);
  }
})();
