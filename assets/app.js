/* Comfort only: every page works without this file. */
(function () {
  'use strict';
  var root = document.documentElement;
  var all = function (selector) { return Array.prototype.slice.call(document.querySelectorAll(selector)); };

  /* Theme: the form posts a cookie; with script the change shows at once. */
  function isDark() {
    var set = root.getAttribute('data-theme');
    return set ? set === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  }
  all('form[data-theme-form]').forEach(function (form) {
    form.addEventListener('submit', function (event) {
      var next = isDark() ? 'light' : 'dark';
      event.preventDefault();
      root.setAttribute('data-theme', next);
      form.elements.theme.value = next;
      fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)), redirect: 'manual' });
    });
  });

  all('[data-print]').forEach(function (button) {
    button.hidden = false;
    button.addEventListener('click', function () { print(); });
  });

  /* A second click on the same button does nothing; the server keeps the key of
     the form for the case that this script does not run. */
  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (event.defaultPrevented || form.method !== 'post') { return; }
    if (form.getAttribute('data-sent')) { event.preventDefault(); return; }
    form.setAttribute('data-sent', '1');
  });
  window.addEventListener('pageshow', function () {
    all('form[data-sent]').forEach(function (form) { form.removeAttribute('data-sent'); });
  });

  function focusResult(scope) {
    var found = scope.querySelector('.err-sum') || scope.querySelector('[data-focus]');
    if (found) { found.focus(); }
  }
  focusResult(document);
  document.addEventListener('htmx:afterSwap', function (event) {
    all('form[data-sent]').forEach(function (form) { form.removeAttribute('data-sent'); });
    focusResult(event.target);
    bindIndex();
  });

  /* Rating workbench: a trial value of the composite index. The server computes
     and stores the real one. Bounds come from the rules of the record. */
  function bindIndex() {
    var form = document.querySelector('[data-index]');
    if (!form || form.getAttribute('data-bound')) { return; }
    form.setAttribute('data-bound', '1');
    var out = {};
    all('[data-out]').forEach(function (element) { out[element.getAttribute('data-out')] = element; });
    var bounds = (form.getAttribute('data-bounds') || '0.36 0.64').split(' ').map(Number);
    var words = (form.getAttribute('data-words') || '').split('|');
    var edges = (form.getAttribute('data-edges') || 'upper upper').split(' ');
    /* An empty field is missing, not zero. */
    var number = function (name) { var field = form.elements[name]; return field && field.value.trim() !== '' ? Number(field.value) : NaN; };
    function show(name, text) { if (out[name]) { out[name].textContent = text; } }
    function passed(index, at) { return edges[at] === 'lower' ? index > bounds[at] + 1e-9 : index >= bounds[at] - 1e-9; }
    /* Two decimals, four where two would put the value on a bound. */
    function written(index) {
      var short = index.toFixed(2);
      var lies = bounds.some(function (bound) { return bound.toFixed(2) === short && Math.abs(bound - index) > 1e-9; });
      return lies ? index.toFixed(4) : short;
    }
    function calc() {
      var weights = 0, total = 0;
      all('tr[data-f]').forEach(function (row) {
        var key = row.getAttribute('data-f'), w = number('w-' + key), r = number('p-' + key) * number('q-' + key);
        weights += w; total += w * r;
        var cell = row.querySelector('[data-r]');
        if (cell) { cell.textContent = isNaN(r) ? '\u2013' : r.toFixed(2); }
      });
      show('sum', isNaN(weights) ? '\u2013' : weights.toFixed(4).replace(/0{1,2}$/, ''));
      var known = weights > 0 && !isNaN(total);
      var index = known ? total / weights : 0;
      var level = !passed(index, 0) ? 0 : !passed(index, 1) ? 1 : 2;
      show('index', known ? written(index) : '\u2013');
      if (out.level) { out.level.className = 'tag ' + (known ? ['low', 'mid', 'high'][level] : ''); out.level.textContent = known ? words[level] || '' : words[3] || ''; }
      if (out.dot && known) { out.dot.setAttribute('cx', index * 100 + '%'); }
    }
    form.addEventListener('input', function () {
      /* What only the server computes does not belong to the new numbers. */
      all('[data-stale]').forEach(function (element) { element.remove(); });
      calc();
    });
    calc();
  }
  bindIndex();

  /* Writing a section of a report: buttons put marks and live values into the
     text, and the text is saved every few seconds over the version that it was
     made from. Whatever the answer is, the text stays in the page. */
  function bindChapter() {
    var status = document.querySelector('[data-autosave]');
    if (!status) { return; }
    var form = status.closest('form'), text = form.elements.text, saved = status.hasAttribute('data-unsaved') ? null : text.value, over = false, busy = false;
    function dirty() { return text.value !== saved; }
    function say(message, link, url) {
      status.textContent = message + ' ';
      if (url) {
        var a = document.createElement('a');
        a.href = url; a.textContent = link;
        status.appendChild(a);
      }
    }
    all('[data-tools], [data-before][hidden]').forEach(function (element) { element.hidden = false; });
    document.addEventListener('click', function (event) {
      var button = event.target.closest('button[data-before]');
      if (!button) { return; }
      var from = text.selectionStart, to = text.selectionEnd;
      var before = button.getAttribute('data-before'), after = button.getAttribute('data-after');
      var whole = before + text.value.slice(from, to) + after;
      text.focus();
      /* The old way keeps the way back of the browser (Ctrl+Z). */
      if (!document.execCommand('insertText', false, whole)) { text.setRangeText(whole, from, to, 'end'); }
      var at = from + before.length + (to - from);
      text.setSelectionRange(at, at);
    });
    function save() {
      if (over || busy || form.getAttribute('data-sent') || !dirty()) { return; }
      var sent = text.value, body = new FormData(form);
      body.set('do', 'auto');
      /* A picture is sent with its own button, once. */
      body.delete('picture');
      busy = true;
      fetch(form.action, { method: 'POST', body: body, headers: { accept: 'application/json' } })
        .then(function (answer) { return answer.json(); })
        .then(function (answer) {
          if (answer.state === 'saved') {
            saved = sent;
            form.elements.version.value = answer.version;
          } else if (answer.state === 'conflict') {
            over = true;
          } else if (answer.state !== 'refused') {
            throw new Error('not saved');
          }
          say(answer.message, answer.link, answer.url);
        })
        .catch(function () { say(status.getAttribute('data-lost')); })
        .then(function () { busy = false; });
    }
    setInterval(save, Number(status.getAttribute('data-autosave')) * 1000);
    window.addEventListener('beforeunload', function (event) {
      if (dirty() && !form.getAttribute('data-sent')) { event.preventDefault(); event.returnValue = ''; }
    });
    var line = Number(status.getAttribute('data-line'));
    if (line) {
      var lines = text.value.split('\n'), start = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
      text.focus();
      text.setSelectionRange(start, start + (lines[line - 1] || '').length);
    }
  }
  bindChapter();
})();
