// Runs in the page: what of its text is cut, lies on other text, or stands in no brackets. An expression, evaluated by overflow.ts.
(() => {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  const problems = wide > 0 ? [`the page is ${wide} px too wide: ${widest()}`] : [];
  const shown = [];

  /** A short name of an element, to find it again. */
  function name(element) {
    const role = element.getAttribute('role');
    const near = element.closest('[id], [data-testid], section, form, nav, header, table, dialog');
    return `<${element.localName}${role ? ` ${role}` : ''}> in <${near?.localName ?? 'body'}${near?.id ? ` #${near.id}` : ''}>`;
  }

  /** Who reaches furthest to the right, and is not itself scrolled. */
  function widest() {
    const all = [...document.body.querySelectorAll('*')].filter((each) => !scrolledBy(each));
    const [far] = all.map((each) => ({ each, right: each.getBoundingClientRect().right })).sort((a, b) => b.right - a.right);
    return far ? `${name(far.each)} “${far.each.textContent.trim().slice(0, 40)}”` : '';
  }

  function scrolledBy(element) {
    for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) if (getComputedStyle(up).overflowX !== 'visible') return true;
    return false;
  }

  /** Text for screen readers alone, and what waits out of sight. */
  function isHidden(element) {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return true;
    for (let up = element; up; up = up.parentElement) {
      const { width, height } = up.getBoundingClientRect();
      if ((width <= 1 || height <= 1) && getComputedStyle(up).overflow !== 'visible') return true;
    }
    return false;
  }

  /** An ellipsis is meant: whoever wrote it says elsewhere how the whole is read. */
  const isMeant = (style) => style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none';

  /** The part of a line that is seen, and whether an edge that nobody can scroll cuts the rest. */
  function clip(element, rect) {
    let { left, right, top, bottom } = rect;
    let cut = '';
    for (let up = element; up && up !== document.documentElement; up = up.parentElement) {
      const style = getComputedStyle(up);
      if (style.position === 'fixed') break;
      if (style.display === 'inline' || (style.overflowX === 'visible' && style.overflowY === 'visible')) continue;
      const box = up.getBoundingClientRect();
      const scrolls = /auto|scroll/;
      if (isMeant(style)) cut ||= 'meant';
      if (!cut && up !== document.body) {
        if (!scrolls.test(style.overflowX) && style.overflowX !== 'visible' && (right > box.right + 1.5 || left < box.left - 1.5))
          cut = `at the side by ${name(up)}`;
        if (!scrolls.test(style.overflowY) && style.overflowY !== 'visible' && (bottom > box.bottom + 4 || top < box.top - 4))
          cut = `at the end by ${name(up)}`;
        // What can be scrolled into sight is not cut.
        if (scrolls.test(style.overflowX) || scrolls.test(style.overflowY)) cut = 'meant';
      }
      [left, right, top, bottom] = [Math.max(left, box.left), Math.min(right, box.right), Math.max(top, box.top), Math.min(bottom, box.bottom)];
    }
    return { left, right, top, bottom, cut: cut === 'meant' ? '' : cut };
  }

  /** Whether it hangs above the page, as bars and menus do. */
  function floats(element) {
    for (let up = element; up; up = up.parentElement) if (['fixed', 'sticky'].includes(getComputedStyle(up).position)) return true;
    return false;
  }

  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = node.data.trim();
    if (!text || !element || element.closest('script, style, noscript, svg, canvas')) continue;
    const data = Boolean(element.closest('[translate="no"], code, pre, kbd'));
    if (!data) shown.push(text);
    if (isHidden(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const cuts = new Set();
    for (const rect of range.getClientRects()) {
      if (rect.width < 1) continue;
      const seen = clip(element, rect);
      if (seen.cut) cuts.add(seen.cut);
      if (seen.right - seen.left > 1 && seen.bottom - seen.top > 1) texts.push({ element, text, floats: floats(element), ...seen });
    }
    for (const cut of cuts) problems.push(`cut ${cut}: “${text.slice(0, 60)}”`);
  }

  // Two texts that share a third of a line and more than a letter's edge.
  const lying = new Set();
  texts.sort((a, b) => a.top - b.top);
  for (const [at, one] of texts.entries())
    for (let next = at + 1; next < texts.length && texts[next].top < one.bottom; next++) {
      const other = texts[next];
      if (one.element === other.element || one.floats || other.floats) continue;
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      const lines = Math.min(one.bottom - one.top, other.bottom - other.top);
      if (across > 3 && down > lines * 0.4) lying.add(`“${one.text.slice(0, 40)}” lies on “${other.text.slice(0, 40)}”`);
    }

  for (const element of document.querySelectorAll('[aria-label], [placeholder], [title], img[alt]')) {
    if (element.closest('[translate="no"]') || !element.checkVisibility()) continue;
    for (const attribute of ['aria-label', 'placeholder', 'title', 'alt']) if (element.getAttribute(attribute)) shown.push(element.getAttribute(attribute));
  }
  return { problems: [...problems, ...lying], shown: [...new Set(shown)] };
})();
