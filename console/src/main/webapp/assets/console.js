// What every page does: the menu, times in the reader's zone, the busy line, polls that ask no more than somebody looks and something
// happens, clicks that a poll leaves alone, the focus where it was, and a word when the server is out of reach.
(function () {
  'use strict';

  var zoned = new Intl.DateTimeFormat(undefined, {
    day: '2-digit', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false
  });

  // The server writes UTC; a person reads the time of the wall clock, and finds UTC in the tooltip.
  function localTimes(root) {
    root.querySelectorAll('time.when:not([data-local])').forEach(function (time) {
      var at = new Date(time.getAttribute('datetime'));
      if (isNaN(at)) { return; }
      time.title = time.textContent;
      time.textContent = zoned.format(at);
      time.setAttribute('data-local', '');
    });
  }

  // What a person types as a time is the time of the wall clock: the server is told whose.
  function readerZone() {
    document.querySelectorAll('input[data-reader-zone]').forEach(function (zone) {
      zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone || '';
    });
  }

  function menu() {
    var bar = document.querySelector('.bar');
    var toggle = document.querySelector('.bar-toggle');
    if (!bar || !toggle) { return; }
    toggle.addEventListener('click', function () {
      var open = bar.classList.toggle('bar-open');
      toggle.setAttribute('aria-expanded', String(open));
    });
  }

  function isPoll(settings) {
    return settings && typeof settings.source === 'string' && /poll$/.test(settings.source);
  }

  // A button that is replaced between press and release is never clicked: what a poll brings meanwhile is left out, the next one brings it.
  function clicks(response) {
    var LONGEST_PRESS_MILLIS = 10000; // a release outside the window may go unseen
    var CLICK_AFTER_MILLIS = 300; // of a finger: the click comes that much later at most
    var heldUntil = 0;
    document.addEventListener('pointerdown', function () { heldUntil = performance.now() + LONGEST_PRESS_MILLIS; }, true);
    ['pointerup', 'pointercancel'].forEach(function (end) {
      document.addEventListener(end, function () { heldUntil = performance.now() + CLICK_AFTER_MILLIS; }, true);
    });
    document.addEventListener('click', function () { heldUntil = 0; }, true);
    var handle = response.handle;
    response.handle = function (xml, status, xhr, update) {
      if (isPoll(xhr && xhr.pfSettings) && performance.now() < heldUntil) { return; }
      handle.call(response, xml, status, xhr, update);
    };
  }

  // A page that nobody sees asks nothing. One where nothing happens asks less and less often, until a person does something or an answer
  // brings something new. The interval of the poll is the shortest time between two questions.
  function polls(ajax) {
    var SAME_ANSWERS_PER_SECOND = 5; // after ten that bring nothing new it asks every two seconds, after fifteen every three
    var LONGEST_WAIT_MILLIS = 4000; // who looks on sees what is new no later than that
    var known = {};
    var request = ajax.Request.handle;
    var answer = ajax.Response.handle;

    function news(xml) {
      return Array.prototype.map.call(xml.getElementsByTagName('update'), function (update) {
        return /ViewState/.test(update.getAttribute('id')) ? '' : update.textContent;
      }).join('');
    }

    ajax.Request.handle = function (settings, more) {
      if (!isPoll(settings)) {
        known = {};
      } else if (document.hidden || (known[settings.source] && performance.now() < known[settings.source].due)) {
        return undefined;
      }
      return request.call(ajax.Request, settings, more);
    };
    ajax.Response.handle = function (xml, status, xhr, update) {
      if (isPoll(xhr && xhr.pfSettings) && xml) {
        var poll = known[xhr.pfSettings.source] || { same: 0 };
        var said = news(xml);
        poll.same = said === poll.said ? poll.same + 1 : 0;
        poll.said = said;
        poll.due = performance.now() + Math.min(LONGEST_WAIT_MILLIS, 1000 * Math.floor(poll.same / SAME_ANSWERS_PER_SECOND));
        known[xhr.pfSettings.source] = poll;
      }
      answer.call(ajax.Response, xml, status, xhr, update);
    };
  }

  // A button is disabled while its request is under way, and the browser forgets that it had the focus; a dialog that it opened does not
  // know where to go back to. Whoever works by keyboard goes on where he was, and where that is gone at the beginning of the content.
  function focus($, faces) {
    var LOOK_AGAIN_MILLIS = 100; // a button that shows its request as under way is disabled for half a second at least
    var last = null;
    var opener = null; // what had the focus last outside a dialog

    function there(element) {
      var now = element && (element.isConnected ? element : document.getElementById(element.id));
      return now && now.getClientRects().length > 0 ? now : null;
    }

    function goOn() {
      var now = document.activeElement; // for a moment it is still what has just been hidden
      if (!last || (now !== document.body && there(now))) { return; }
      var place = there(last) || there(opener);
      if (place && place.classList.contains('ui-state-loading')) {
        setTimeout(goOn, LOOK_AGAIN_MILLIS);
        return;
      }
      (place && !place.disabled ? place : document.getElementById('main')).focus({ preventScroll: true });
    }

    document.addEventListener('focusin', function (event) {
      if (event.target.id === 'main') { return; }
      last = event.target;
      if (!last.closest('.ui-dialog')) { opener = last; }
    });
    $(document).on('pfAjaxComplete', function (event, xhr, settings) {
      if (!isPoll(settings)) { setTimeout(goOn); }
    });
    if (faces.widget.Dialog) {
      var hidden = faces.widget.Dialog.prototype.onHide;
      faces.widget.Dialog.prototype.onHide = function () {
        hidden.apply(this, arguments);
        setTimeout(goOn);
      };
    }
  }

  // A request that a poll makes is no reason to show that something is busy.
  function requests($) {
    var under = 0;
    $(document).on('pfAjaxSend', function (event, xhr, settings) {
      if (isPoll(settings)) { return; }
      under += 1;
      document.documentElement.classList.add('busy');
    });
    $(document).on('pfAjaxComplete', function (event, xhr, settings) {
      if (isPoll(settings)) { return; }
      under = Math.max(0, under - 1);
      if (under === 0) { document.documentElement.classList.remove('busy'); }
    });
    $(document).on('pfAjaxSuccess', function () {
      document.documentElement.classList.remove('is-lost');
    });
    $(document).on('pfAjaxError', function (event, xhr) {
      var text = (xhr && xhr.responseText) || '';
      // The session is over and the answer is the login page, or the view is: start again from the address.
      if (text.indexOf('j_security_check') >= 0 || text.indexOf('ViewExpired') >= 0 || text.indexOf('data-page="expired"') >= 0) {
        window.location.reload();
        return;
      }
      document.documentElement.classList.add('is-lost');
    });
  }

  function start() {
    localTimes(document);
    readerZone();
    menu();
    new MutationObserver(function () { localTimes(document); })
      .observe(document.body, { childList: true, subtree: true });
    if (window.jQuery) { requests(window.jQuery); }
    if (window.PrimeFaces && window.PrimeFaces.ajax) {
      clicks(window.PrimeFaces.ajax.Response);
      polls(window.PrimeFaces.ajax);
      focus(window.jQuery, window.PrimeFaces);
    }
  }

  if (document.readyState === 'loading') { document.addEventListener('DOMContentLoaded', start); } else { start(); }
})();
