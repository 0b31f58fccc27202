(function () {
  "use strict";
  var root = document.documentElement, texts = document.getElementById("texts"), close = document.getElementById("close"), opener = null;
  if (!texts || !texts.querySelector("article")) { return; }
  root.classList.add("js");
  close.hidden = false;
  function clear() {
    texts.querySelectorAll(".now").forEach(function (mark) { mark.classList.remove("now"); });
    texts.querySelectorAll(".current").forEach(function (article) { article.classList.remove("current"); });
  }
  function show(name) {
    var mark = document.getElementById(name), article = mark && mark.closest("article");
    if (!article) { return false; }
    clear();
    article.classList.add("current");
    root.classList.add("reading");
    article.querySelectorAll("mark").forEach(function (one) {
      if (one.dataset.marks.split(" ").indexOf(name) >= 0) { one.classList.add("now"); }
    });
    article.focus({ preventScroll: true });
    texts.scrollTop += mark.getBoundingClientRect().top - texts.getBoundingClientRect().top - texts.clientHeight / 3;
    return true;
  }
  function reveal(link) {
    var box = link.getBoundingClientRect(), sheet = texts.getBoundingClientRect();
    var covered = sheet.left < box.right && sheet.top < box.bottom + 16;
    if (covered) { window.scrollBy(0, box.bottom - sheet.top + 32); }
    else if (box.top < 0 || box.bottom > window.innerHeight) { link.scrollIntoView({ block: "center" }); }
  }
  function hide() {
    root.classList.remove("reading");
    document.querySelectorAll("a.active").forEach(function (a) { a.classList.remove("active"); });
    clear();
    if (opener) { opener.focus({ preventScroll: true }); opener = null; }
  }
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a.ref, a.stroke");
    if (!link || event.metaKey || event.ctrlKey) { return; }
    if (show(link.getAttribute("href").slice(1))) {
      event.preventDefault();
      document.querySelectorAll("a.active").forEach(function (a) { a.classList.remove("active"); });
      link.classList.add("active");
      opener = link;
      reveal(link);
    }
  });
  texts.addEventListener("click", function (event) {
    if (event.target.closest(".back a")) { event.preventDefault(); hide(); }
  });
  close.addEventListener("click", hide);
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && root.classList.contains("reading")) { hide(); }
  });
  if (location.hash.length > 1) { show(decodeURIComponent(location.hash.slice(1))); }
}());
