// Puts the cursor into the note, where it was chosen to answer a question. Constant; an element beside it is new for
// each such choice, so that the script runs again.
requestAnimationFrame(function () {
  var note = document.querySelector(".st-key-noterow input[aria-label=Note]");
  if (note) note.focus();
});
