// Runs `follow_focus.js` for what the element beside it names; where the page does not have it yet, it runs itself on coming.
if (window.wbFollowFocus) window.wbFollowFocus();
