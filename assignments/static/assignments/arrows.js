/* Where many links stand together (data-arrows), Left and Right go to the one before and after, Up and Down to the
   nearest above and below. Tab goes through them as everywhere. */
(function () {
  "use strict";
  var STOPS = "a[href], button, [type=checkbox]";

  document.addEventListener("keydown", function (event) {
    var field = /^Arrow/.test(event.key) && event.target.closest("[data-arrows]");
    if (!field || event.altKey || event.ctrlKey || event.shiftKey || !event.target.matches(STOPS)) { return; }
    var all = Array.prototype.filter.call(field.querySelectorAll(STOPS), function (one) { return one.offsetWidth; });
    var step = /Up|Left/.test(event.key) ? -1 : 1;
    var to = /Up|Down/.test(event.key) ? nearest(event.target, step, all) : all[all.indexOf(event.target) + step];
    if (to) { event.preventDefault(); to.focus(); }
  });
  function nearest(from, step, all) {
    var here = from.getBoundingClientRect(), best = null, least = Infinity;
    all.forEach(function (one) {
      var there = one.getBoundingClientRect();
      var along = step * (there.top + there.bottom - here.top - here.bottom) / 2;
      var far = along + 10 * Math.max(0, there.left - here.right, here.left - there.right);
      if (along > 8 && far < least) { best = one; least = far; }
    });
    return best;
  }
})();
