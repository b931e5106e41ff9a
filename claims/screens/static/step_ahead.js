// Shows the wording of the next claim at once when a step is pressed; the server's answer follows with all that is of it.
// The wordings of the claims that J, K and N lead to stand beside the number of the claim. Until the answer the wording is of
// another claim than buttons and passages, and while that is so no key and no button is taken (`page.js`): a verdict cannot
// go to a claim that is not read. The passages of the claim before are pale as long.
// Where no answer comes, or the server stays at the claim, the wording of before is put back.
// Constant, like every script of the pages.
if (!window.wbStep) {
  window.wbStep = true;
  // Milliseconds in which nothing is drawn. The page hears of a run some 100 ms after the key; a machine that is slower shows
  // the wording of before for a moment, as it did when nothing was shown ahead.
  var longest = 2000;
  var find = function (selector) {
    return document.querySelector(selector);
  };
  var steps = { j: "next", k: "previous", n: "next-open" };
  var line = function (name, text, css) {
    var made = document.createElement(name);
    made.className = css || "";
    made.textContent = text;
    return made;
  };
  var show = function (step) {
    var card = find(".wb-claim"), number = find(".wb-pos"), columns = find(".st-key-columns");
    var button = find(".st-key-" + step + " button"), to = find('.wb-ahead[data-step="' + step + '"]');
    if (!card || !number || !to || !button || button.disabled || find(".wb-asks") || card.wbBefore) return;
    if (find('.wb-claim[data-for="' + to.dataset.leadsTo + '"]')) return;
    var before = { id: card.dataset.for, card: [].slice.call(card.childNodes), number: number.textContent };
    card.wbBefore = before;
    card.replaceChildren(line("h2", to.dataset.wording));
    if (to.dataset.own) card.append(line("p", "In the article: “" + to.dataset.own + "”", "wb-own"));
    card.dataset.for = to.dataset.leadsTo;
    number.textContent = to.dataset.number;
    if (columns) columns.style.opacity = 0.4; // as what rests elsewhere on the pages
    var since = performance.now();
    var look = function () {
      var app = find('[data-testid="stApp"]');
      if (app && app.dataset.testScriptState === "running") since = performance.now();
      var stays = card.isConnected && performance.now() - since <= longest;
      if (stays && find(".wb-isit").dataset.for === before.id) {
        requestAnimationFrame(look);
        return;
      }
      if (columns) columns.style.opacity = "";
      delete card.wbBefore;
      if (!card.isConnected || find(".wb-isit").dataset.for === card.dataset.for) return;
      card.replaceChildren.apply(card, before.card);
      card.dataset.for = before.id;
      if (number.isConnected && number.textContent === to.dataset.number) number.textContent = before.number;
    };
    requestAnimationFrame(look);
  };
  window.addEventListener("keydown", function (event) {
    var at = event.target;
    if (at && at.matches && at.matches("input, textarea, select, [contenteditable=true]")) return;
    if (event.ctrlKey || event.metaKey || event.altKey || !find(".wb-keys") || find('[data-testid="stDialog"]')) return;
    var step = steps[event.key.toLowerCase()];
    if (step) show(step);
  }, true);
  window.addEventListener("click", function (event) {
    Object.values(steps).forEach(function (step) {
      if (event.target.closest && event.target.closest(".st-key-" + step + " button")) show(step);
    });
  }, true);
}
