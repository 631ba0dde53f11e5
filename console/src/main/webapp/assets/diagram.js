// The BPMN diagram of one process instance: read once, painted again whenever the page has new counts.
(function () {
  'use strict';

  var viewer = null;
  var painted = { markers: [], overlays: [] };
  var shown = '';

  function counts() {
    return Array.prototype.map.call(document.querySelectorAll('#tokens > li'), function (item) {
      return {
        element: item.dataset.element,
        active: Number(item.dataset.active),
        completed: Number(item.dataset.completed),
        incidents: Number(item.dataset.incidents)
      };
    });
  }

  function mark(canvas, element, marker) {
    canvas.addMarker(element, marker);
    painted.markers.push([element, marker]);
  }

  function badge(overlays, element, text, kind, title, position) {
    var node = document.createElement('span');
    node.className = 'token token-' + kind;
    node.textContent = text;
    node.title = title;
    painted.overlays.push(overlays.add(element, { position: position, html: node }));
  }

  function paint() {
    if (!viewer) { return; }
    var now = counts();
    if (JSON.stringify(now) === shown) { return; } // the page asks each second, tokens move seldom
    shown = JSON.stringify(now);
    var canvas = viewer.get('canvas');
    var overlays = viewer.get('overlays');
    var registry = viewer.get('elementRegistry');
    painted.markers.forEach(function (entry) { canvas.removeMarker(entry[0], entry[1]); });
    painted.overlays.forEach(function (id) { overlays.remove(id); });
    painted = { markers: [], overlays: [] };
    now.forEach(function (count) {
      var shape = registry.get(count.element);
      if (!shape || !shape.parent) { return; } // the process itself is the ground of the picture
      if (count.incidents > 0) {
        mark(canvas, count.element, 'element-incident');
        badge(overlays, count.element, '!' + count.incidents, 'incident', count.incidents + ' open incident(s)', { top: -12, left: -12 });
      } else if (count.active > 0) {
        mark(canvas, count.element, 'element-active');
      } else if (count.completed > 0) {
        mark(canvas, count.element, 'element-done');
      }
      if (count.active > 0) {
        badge(overlays, count.element, String(count.active), 'active', count.active + ' token(s) here', { bottom: 12, left: -12 });
      }
      if (count.completed > 0) {
        badge(overlays, count.element, String(count.completed), 'done', 'passed ' + count.completed + ' time(s)', { top: -12, right: 12 });
      }
    });
  }

  function fit() {
    if (viewer) { viewer.get('canvas').zoom('fit-viewport', 'auto'); }
  }

  function zoom(step) {
    if (viewer) { viewer.get('zoomScroll').stepZoom(step); }
  }

  function failed(container, reason) {
    container.innerHTML = '<div class="empty"><strong>The diagram cannot be shown</strong><span></span></div>';
    container.querySelector('span').textContent = reason;
  }

  function start() {
    var container = document.getElementById('diagram');
    if (!container || !window.BpmnJS) { return; }
    document.querySelectorAll('[data-zoom]').forEach(function (button) {
      button.addEventListener('click', function () {
        if (button.dataset.zoom === 'fit') { fit(); } else { zoom(Number(button.dataset.zoom)); }
      });
    });
    fetch(container.dataset.source, { credentials: 'same-origin' })
      .then(function (answer) {
        if (!answer.ok) { throw new Error('The server has no diagram of this process version yet.'); }
        return answer.text();
      })
      .then(function (xml) {
        var drawn = new window.BpmnJS({ container: container });
        return drawn.importXML(xml).then(function () { viewer = drawn; });
      })
      .then(function () { fit(); paint(); container.dataset.ready = 'true'; })
      .catch(function (error) { failed(container, error.message); });
  }

  window.DialtoneDiagram = { paint: paint };
  if (document.readyState === 'loading') { document.addEventListener('DOMContentLoaded', start); } else { start(); }
})();
