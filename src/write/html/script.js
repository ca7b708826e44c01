// What the page does beyond showing: the rows of a figure, a row's fate, searching. Written for old browsers.
// All text goes into the page as text, never as markup.
(function () {
  'use strict';
  var data = JSON.parse(document.getElementById('data').textContent);
  var panel = document.getElementById('panel');
  var title = document.getElementById('panel-title');
  var body = document.getElementById('panel-body');
  var status = document.getElementById('status');
  var input = document.getElementById('search');
  var STEP = 300;
  var slots = Object.create(null), rows = Object.create(null), countedIn = [], mergedInto = [], haystacks = null, cameFrom = null;

  function make(tag, text, name) {
    var element = document.createElement(tag);
    if (text !== undefined && text !== null) element.textContent = text;
    if (name) element.className = name;
    return element;
  }
  function link(text, target) {
    var a = make('a', text);
    a.href = '#' + encodeURIComponent(target);
    return a;
  }
  function listed(parent, items, between) {
    items.forEach(function (item, n) {
      if (n) parent.appendChild(document.createTextNode(between));
      parent.appendChild(item);
    });
    return parent;
  }
  function key(row) {
    var file = data.files[row[0]], sheet = file[1][row[1]];
    return file[0] + (sheet === null ? '' : '!' + sheet) + '!' + row[2];
  }
  function rowLink(at, short) {
    var name = key(data.rows[at]);
    return link(short ? String(data.rows[at][2]) : name, '行/' + name);
  }

  data.slots.forEach(function (slot, n) {
    slots[slot.id] = n;
    (slot.rows || []).forEach(function (part) {
      (countedIn[part[0]] = countedIn[part[0]] || []).push([n, part[1]]);
    });
  });
  data.rows.forEach(function (row, at) {
    rows[key(row)] = at;
    if (row[3][0] === 'merged' && typeof row[3][1] === 'number') {
      (mergedInto[row[3][1]] = mergedInto[row[3][1]] || []).push(at);
    }
  });

  // 计数 of every row of a figure; a total is worked down to the slots that have rows.
  function parts(at) {
    var slot = data.slots[at];
    if (slot.parts) {
      return slot.parts.reduce(function (all, part) { return all.concat(parts(part)); }, []);
    }
    return (slot.rows || []).map(function (part) { return [part[0], part[1], at]; });
  }
  function hidden(at) {
    var slot = data.slots[at];
    if (slot.parts) return slot.parts.reduce(function (sum, part) { return sum + hidden(part); }, 0);
    return slot.more || 0;
  }

  function open(words, heard) {
    title.textContent = words;
    body.textContent = '';
    panel.hidden = false;
    document.body.classList.add('open');
    panel.scrollTop = 0;
    status.textContent = heard;
  }
  function close() {
    if (panel.hidden) return;
    panel.hidden = true;
    document.body.classList.remove('open');
    current(null);
    status.textContent = '';
    try { history.replaceState(null, '', '#'); } catch (e) { location.hash = ''; }
    if (cameFrom && document.body.contains(cameFrom)) cameFrom.focus();
  }
  function current(id) {
    var before = document.querySelector('.figure a[aria-current]');
    if (before) before.removeAttribute('aria-current');
    var now = id === null ? null : document.getElementById(id);
    if (now) { now.setAttribute('aria-current', 'true'); cameFrom = now; }
  }

  // A table that grows by a button; `cells` gives the cells of an entry.
  function table(heads, entries, cells, id) {
    var box = make('div', null, 'scroll'), grid = make('table'), head = make('tr'), rest = make('tbody');
    heads.forEach(function (words) {
      var th = make('th', words, 'head');
      th.scope = 'col';
      head.appendChild(th);
    });
    if (id) grid.id = id;
    grid.appendChild(make('thead')).appendChild(head);
    grid.appendChild(rest);
    box.appendChild(grid);
    var shown = 0, more = make('button');
    more.type = 'button';
    function grow() {
      entries.slice(shown, shown + STEP).forEach(function (entry) {
        var tr = make('tr');
        cells(entry).forEach(function (cell) { tr.appendChild(cell); });
        rest.appendChild(tr);
      });
      shown = Math.min(entries.length, shown + STEP);
      more.hidden = shown >= entries.length;
      more.textContent = '再显示 ' + Math.min(STEP, entries.length - shown) + ' 行（共 ' + entries.length + ' 行）';
    }
    more.onclick = grow;
    grow();
    box.appendChild(more);
    return box;
  }
  function cell(content, name) {
    if (!(content instanceof Node)) return make('td', content, name);
    var td = make('td', null, name);
    td.appendChild(content);
    return td;
  }
  // The fields that any of the rows has, in the order of the data.
  function fieldsOf(ats) {
    var used = {};
    ats.forEach(function (at) {
      data.rows[at][4].forEach(function (pair) { used[pair[0]] = true; });
    });
    return data.fields.map(function (_, n) { return n; }).filter(function (n) { return used[n]; });
  }
  function text(row, field) {
    var found = row[4].filter(function (pair) { return pair[0] === field; });
    return found.length ? found[0][1] : '';
  }
  function placed(row) {
    return [cell(data.files[row[0]][0]), cell(data.files[row[0]][1][row[1]] || '—')];
  }

  function showSlot(at) {
    var slot = data.slots[at], all = parts(at), more = hidden(at);
    open(slot.id + ' ＝ ' + slot.value + ' ' + slot.unit, slot.id + '：' + slot.value + slot.unit + '，' + (all.length + more) + ' 行登记');
    current(slot.id);
    body.appendChild(make('p', slot.line + '，' + slot.head, 'quiet'));
    if (slot.said) body.appendChild(make('p', slot.said));
    if (slot.parts) {
      var sum = make('p', '合计自：');
      var from = slot.parts.filter(function (part) { return data.slots[part].value !== '0'; });
      listed(sum, from.map(function (part) {
        return link(data.slots[part].id + ' ' + data.slots[part].value, data.slots[part].id);
      }), ' ＋ ');
      if (!from.length) sum.appendChild(document.createTextNode('各格都是 0'));
      body.appendChild(sum);
    }
    findings(body, slot.findings);
    if (!all.length) {
      body.appendChild(make('p', more ? '登记行未列入本页，见核对底稿。' : '没有登记行。'));
    } else {
      if (more) body.appendChild(make('p', '共 ' + (all.length + more) + ' 行，本页列出前 ' + all.length + ' 行，其余见核对底稿。'));
      var fields = fieldsOf(all.map(function (part) { return part[0]; }));
      var heads = ['计数', '文件', '工作表', '行'].concat(fields.map(function (n) { return data.fields[n]; }), ['合并进来的行']);
      if (slot.parts) heads.push('指标格');
      body.appendChild(table(heads, all, function (part) {
        var row = data.rows[part[0]];
        var cells = [cell(part[1], 'weight')].concat(placed(row), [cell(rowLink(part[0], true))]);
        fields.forEach(function (n) {
          var words = text(row, n);
          cells.push(cell(words, words.length < 20 ? 'short' : ''));
        });
        cells.push(listed(make('td'), (mergedInto[part[0]] || []).map(function (m) { return rowLink(m); }), '、'));
        if (slot.parts) cells.push(cell(link(data.slots[part[2]].id, data.slots[part[2]].id)));
        return cells;
      }, 'rows'));
    }
  }

  function findings(parent, numbers) {
    if (!numbers || !numbers.length) return;
    var p = make('p', '有关的问题：');
    listed(p, numbers.map(function (n) { return link(data.findings[n], '问题/' + (n + 1)); }), '、');
    parent.appendChild(p);
  }
  function fate(at) {
    var row = data.rows[at], told = row[3], box = document.createDocumentFragment();
    var say = function (words) { box.appendChild(document.createTextNode(words)); };
    if (told[0] === 'counted') {
      var into = countedIn[at] || [];
      say(into.length ? '计入 ' : '计入（指标格见核对底稿）');
      listed(box, into.map(function (part) {
        return link(data.slots[part[0]].id + '（' + part[1] + '）', data.slots[part[0]].id);
      }), '、');
    } else if (told[0] === 'merged') {
      say('与另一行是同一件，并入 ');
      box.appendChild(typeof told[1] === 'number' ? rowLink(told[1]) : document.createTextNode(told[1]));
    } else if (told[0] === 'excluded') {
      say('不计入：' + told[1]);
    } else {
      say('有误，未计入：' + told[1]);
    }
    return box;
  }
  function showRow(at) {
    var row = data.rows[at], list = make('dl');
    open('行 ' + key(row), '这一行的去向');
    function item(words, content) {
      list.appendChild(make('dt', words));
      list.appendChild(make('dd')).appendChild(content);
    }
    item('去向', fate(at));
    if (mergedInto[at]) {
      item('合并进来的行', listed(make('span'), mergedInto[at].map(function (m) { return rowLink(m); }), '、'));
    }
    row[4].forEach(function (pair) { item(data.fields[pair[0]], document.createTextNode(pair[1])); });
    body.appendChild(list);
    findings(body, row[5]);
  }

  function plain(words) {
    words = words.normalize ? words.normalize('NFKC') : words;
    return words.toLowerCase();
  }
  function find(words) {
    var terms = plain(words).split(/\s+/).filter(Boolean);
    if (!terms.length) { close(); return; }
    if (!haystacks) {
      haystacks = data.rows.map(function (row) {
        return plain(key(row) + '\n' + row[4].map(function (pair) { return pair[1]; }).join('\n'));
      });
    }
    var found = [];
    haystacks.forEach(function (haystack, at) {
      if (terms.every(function (term) { return haystack.indexOf(term) >= 0; })) found.push(at);
    });
    var figures = data.slots.filter(function (slot) {
      return terms.every(function (term) { return plain(slot.id + slot.line + slot.head).indexOf(term) >= 0; });
    });
    var count = '找到 ' + found.length + ' 行' + (figures.length ? '，' + figures.length + ' 个指标格' : '');
    open('查找：' + words, count);
    current(null);
    cameFrom = input;
    body.appendChild(make('p', count, 'quiet'));
    if (figures.length) {
      body.appendChild(listed(make('p', '指标格：'), figures.slice(0, 40).map(function (slot) {
        return link(slot.id + ' ＝ ' + slot.value, slot.id);
      }), '、'));
    }
    if (found.length) {
      body.appendChild(table(['文件', '工作表', '行', '去向', '内容'], found, function (at) {
        var row = data.rows[at];
        return placed(row).concat([
          cell(rowLink(at, true)), cell(fate(at)),
          cell(row[4].map(function (pair) { return pair[1]; }).join('；'))
        ]);
      }, 'found'));
    } else if (data.rows.length < data.all) {
      body.appendChild(make('p', '本页只列出 ' + data.all + ' 行中的 ' + data.rows.length + ' 行，其余请在核对底稿中查。'));
    }
  }

  // 行/文件!工作表!D7 is the row 7.
  function rowOf(name) {
    if (name in rows) return rows[name];
    var bare = name.replace(/![A-Za-z]{1,3}(\d+)$/, '!$1');
    return bare in rows ? rows[bare] : null;
  }
  function go(moving) {
    var hash = location.hash.slice(1);
    try { hash = decodeURIComponent(hash); } catch (e) { return; }
    if (hash in slots) {
      showSlot(slots[hash]);
    } else if (hash.indexOf('行/') === 0) {
      var at = rowOf(hash.slice(2));
      if (at === null) open('行 ' + hash.slice(2), '没有这一行');
      if (at === null) body.appendChild(make('p', '本页没有这一行。' + (data.rows.length < data.all ? '本页没有列出全部的行，请在核对底稿中查。' : '')));
      else showRow(at);
    } else {
      var element = document.getElementById(hash);
      if (element && element.tagName === 'DETAILS') {
        element.open = true;
        if (moving) element.querySelector('summary').focus();
        element.scrollIntoView();
      }
      return;
    }
    if (moving) title.focus();
  }

  document.addEventListener('click', function (event) {
    var a = event.target.closest ? event.target.closest('a[href^="#"]') : null;
    if (!a) return;
    if (!panel.contains(a)) cameFrom = a;
    // the same figure once more: the hash does not change
    if (a.getAttribute('href') !== '#' && a.hash === location.hash) go(true);
  });
  window.addEventListener('hashchange', function () { go(true); });
  document.getElementById('close').onclick = close;
  document.addEventListener('keydown', function (event) {
    if (event.key === 'Escape' || event.key === 'Esc') { close(); return; }
    var figure = document.activeElement;
    if (!figure || !figure.parentNode || !/\bfigure\b/.test(figure.parentNode.className || '')) return;
    var step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step) return;
    var all = Array.prototype.slice.call(document.querySelectorAll('.figure a'));
    var at = all.indexOf(figure), next = at + step;
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      var left = figure.getBoundingClientRect().left;
      while (all[next] && Math.abs(all[next].getBoundingClientRect().left - left) > 2) next += step;
    }
    if (all[next]) { all[next].focus(); event.preventDefault(); }
  });
  var waiting = null;
  input.addEventListener('input', function () {
    clearTimeout(waiting);
    waiting = setTimeout(function () { find(input.value); }, 200);
  });
  function search() {
    clearTimeout(waiting);
    var words = input.value.trim(), at = rowOf(words);
    if (words in slots) location.hash = encodeURIComponent(words);
    else if (at !== null) location.hash = encodeURIComponent('行/' + words);
    else { find(input.value); if (!panel.hidden) title.focus(); }
  }
  input.addEventListener('keydown', function (event) { if (event.key === 'Enter') search(); });
  document.getElementById('go').onclick = search;

  // Paper cannot be clicked: everything is unfolded for it.
  var unfolded = [];
  window.addEventListener('beforeprint', function () {
    unfolded = Array.prototype.filter.call(document.querySelectorAll('details'), function (d) { return !d.open; });
    unfolded.forEach(function (d) { d.open = true; });
  });
  window.addEventListener('afterprint', function () {
    unfolded.forEach(function (d) { d.open = false; });
  });
  document.body.className += ' live';
  go(false);
}());
