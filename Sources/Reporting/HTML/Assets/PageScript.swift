/// The page's script: everything is on the page without it; it hides what was not asked for.
enum PageScript {
    static let text = """

        (function () {
          'use strict';
          var root = document.documentElement;
          var one = function (id) { return document.getElementById(id); };
          var all = function (query, within) { return Array.prototype.slice.call((within || document).querySelectorAll(query)); };

          function theme() {
            var button = one('theme');
            var isDark = function () {
              return root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
            };
            var show = function () { button.textContent = isDark() ? 'Light' : 'Dark'; button.setAttribute('aria-label', 'Show the page ' + (isDark() ? 'light' : 'dark')); };
            try { var kept = localStorage.getItem('ringfence-theme'); if (kept === 'dark' || kept === 'light') { root.dataset.theme = kept; } } catch (e) {}
            button.hidden = false;
            show();
            button.addEventListener('click', function () {
              root.dataset.theme = isDark() ? 'light' : 'dark';
              try { localStorage.setItem('ringfence-theme', root.dataset.theme); } catch (e) {}
              show();
            });
          }

          function filter() {
            var form = one('filter');
            if (!form) { return; }
            var findings = all('article.finding');
            var texts = findings.map(function (finding) { return finding.textContent.toLowerCase(); });
            var cells = all('a.cell');
            var apply = function () {
              var words = one('q').value.toLowerCase().split(/\\s+/).filter(Boolean);
              var practice = one('p').value, fn = one('fn').value;
              var severities = all('input[name=s]:checked', form).map(function (box) { return box.value; });
              var count = 0;
              findings.forEach(function (finding, index) {
                var data = finding.dataset;
                var isShown = severities.indexOf(data.s) >= 0 && (!practice || data.p === practice)
                  && (!fn || data.f.split(' ').indexOf(fn) >= 0)
                  && words.every(function (word) { return texts[index].indexOf(word) >= 0; });
                finding.hidden = !isShown;
                if (isShown) { count += 1; }
              });
              one('count').textContent = count === findings.length ? count + ' shown' : count + ' of ' + findings.length + ' shown';
              cells.forEach(function (cell) {
                if (practice && fn && cell.dataset.p === practice && cell.dataset.f === fn) { cell.setAttribute('aria-current', 'true'); }
                else { cell.removeAttribute('aria-current'); }
              });
            };
            form.hidden = false;
            form.addEventListener('submit', function (event) { event.preventDefault(); });
            form.addEventListener('input', apply);
            form.addEventListener('reset', function () { setTimeout(apply, 0); });
            cells.forEach(function (cell) {
              cell.addEventListener('click', function (event) {
                if (event.ctrlKey || event.metaKey || event.shiftKey) { return; }
                event.preventDefault();
                form.reset();
                one('p').value = cell.dataset.p;
                one('fn').value = cell.dataset.f;
                apply();
                one('main').focus({preventScroll: true});
                one('main').scrollIntoView();
              });
            });
            document.addEventListener('keydown', function (event) {
              var isTyping = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
              if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); one('q').focus(); }
              if (event.key === 'Escape' && event.target === one('q')) { form.reset(); setTimeout(apply, 0); }
            });
            apply();
            return function (id) { var found = one(id); if (found && found.hidden) { form.reset(); setTimeout(apply, 0); } };
          }

          function cards(reveal) {
            var folded = all('details.card, details.list');
            folded.forEach(function (card) { card.open = false; });
            var go = function () {
              var id = location.hash.slice(1), target = id && one(id);
              if (!target) { return; }
              if (target.tagName === 'DETAILS') { target.open = true; target.scrollIntoView(); }
              if (reveal) { reveal(id); }
            };
            addEventListener('hashchange', go);
            go();
            // A link to the place one stands at already changes no address.
            document.addEventListener('click', function (event) {
              var link = event.target.closest && event.target.closest('a[href^="#fn-"]');
              if (link) { var card = one(link.getAttribute('href').slice(1)); if (card) { card.open = true; } }
            });
            addEventListener('beforeprint', function () {
              folded.forEach(function (card) { card.dataset.was = card.open ? '1' : ''; card.open = true; });
            });
            addEventListener('afterprint', function () { folded.forEach(function (card) { card.open = card.dataset.was === '1'; }); });
          }

          function graphs() {
            all('svg.graph').forEach(function (graph) {
              var edges = all('.edge', graph), nodes = all('.node', graph);
              var show = function (node) {
                var id = node && node.dataset.n, near = {};
                graph.classList.toggle('active', !!node);
                if (!node) { return; }
                near[id] = true;
                edges.forEach(function (edge) {
                  var isOn = edge.dataset.f === id || edge.dataset.t === id;
                  edge.classList.toggle('on', isOn);
                  if (isOn) { near[edge.dataset.f] = true; near[edge.dataset.t] = true; }
                });
                nodes.forEach(function (other) { other.classList.toggle('on', !!near[other.dataset.n]); });
              };
              nodes.forEach(function (node) {
                node.addEventListener('mouseenter', function () { show(node); });
                node.addEventListener('mouseleave', function () { show(null); });
                var link = node.closest('a');
                if (link) {
                  link.addEventListener('focus', function () { show(node); });
                  link.addEventListener('blur', function () { show(null); });
                }
              });
            });
          }

          theme();
          cards(filter());
          graphs();
        }());

        """
}
