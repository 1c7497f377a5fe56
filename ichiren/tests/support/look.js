// Looks at the page as it is laid out, in a frame of a given size, and writes what it finds into the page around it as
// JSON.
(() => {
  const found = {};
  const visible = (element) => element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
  const named = (element) => element.tagName.toLowerCase() + (element.id ? '#' + element.id : '') +
    (element.className.baseVal ?? element.className ? '.' + (element.className.baseVal ?? element.className) : '') +
    ' ' + element.textContent.trim().slice(0, 40);

  // The first screen, before anything is touched.
  const seen = (element) => {
    const box = element.getBoundingClientRect();
    return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight;
  };
  found.first_screen = {
    width: innerWidth,
    height: innerHeight,
    verdict: seen(document.querySelector('.verdict')),
    reason: seen(document.querySelector('.reasons li')),
    facts: seen(document.querySelector('.facts')),
  };

  // The page itself is never wider than the window.
  const overflow = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
  found.overflow = overflow();
  found.too_wide = [...document.querySelectorAll('body *')]
    .filter((element) => !element.closest('.scroll') && element.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .slice(0, 5).map(named);

  // The order of the headings, and the landmarks.
  const levels = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((heading) => Number(heading.tagName[1]));
  found.heading_jumps = levels.filter((level, at) => at > 0 && level > levels[at - 1] + 1).length;
  found.first_headings = levels.filter((level) => level === 1).length;
  found.landmarks = ['header', 'nav', 'main'].filter((name) => document.querySelectorAll('body > ' + name + ', header > ' + name).length === 1);

  // Ids, and what refers to them.
  const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
  found.doubled_ids = ids.length - new Set(ids).size;
  found.lost_references = [];
  for (const attribute of ['aria-labelledby', 'aria-describedby', 'for']) {
    for (const element of document.querySelectorAll('[' + attribute + ']')) {
      for (const id of element.getAttribute(attribute).split(' ')) {
        if (!document.getElementById(id)) found.lost_references.push(id);
      }
    }
  }

  // Every drawing has a name.
  const drawings = [...document.querySelectorAll('svg, img')];
  found.drawings = drawings.length;
  found.nameless = drawings.filter((drawing) => {
    const by = document.getElementById(drawing.getAttribute('aria-labelledby'));
    const name = by ? by.textContent : drawing.querySelector('title')?.textContent ?? drawing.getAttribute('alt');
    return drawing.getAttribute('role') !== 'img' || !name?.trim();
  }).length;
  found.headers_without_scope = document.querySelectorAll('th:not([scope])').length;

  // The languages: what the switch hides and shows.
  const control = document.getElementById('english');
  const words = () => {
    const shown = { ja: 0, en: 0 };
    for (const element of document.querySelectorAll('header .j, header .e, main h2 .j, main h2 .e')) {
      if (visible(element)) shown[element.lang] += 1;
    }
    return shown;
  };
  found.switched_off = words();
  control.focus();
  control.click();
  found.switched_on = words();
  found.heading_in_english = document.querySelector('h1').innerText;
  found.switch_has_focus = document.activeElement === control;
  control.click();
  found.switched_back = words();

  // Everything that can be reached by keyboard, in the order of the document, and what the focus looks like.
  const reachable = [...document.querySelectorAll('a[href], input, summary, [tabindex="0"]')].filter(visible);
  found.first_reached = reachable.slice(0, 2).map((element) => element.className || element.id);
  found.tab_order_altered = document.querySelectorAll('[tabindex]:not([tabindex="0"]):not([tabindex="-1"])').length;
  found.without_focus_ring = reachable.filter((element) => {
    element.focus({ focusVisible: true, preventScroll: true });
    const style = getComputedStyle(element);
    return document.activeElement !== element || style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2;
  }).length;
  document.activeElement.blur();
  found.scrolls_by_keyboard = [...document.querySelectorAll('.scroll')].every((element) => element.tabIndex === 0);

  // Contrast, with everything unfolded, in each language.
  for (const details of document.querySelectorAll('details')) details.open = true;
  found.overflow_unfolded = overflow();
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const parsed = new Map();
  const rgba = (colour) => {
    if (!parsed.has(colour)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      parsed.set(colour, [...canvas.getImageData(0, 0, 1, 1).data]);
    }
    return parsed.get(colour);
  };
  const luminance = ([red, green, blue]) => {
    const linear = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  };
  const contrast = (one, other) => {
    const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255, 255];
  };
  // In a drawing the ground is the shape behind the text: the last one before it whose box holds its middle.
  const shape_behind = (text) => {
    const box = text.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const shapes = [...text.ownerSVGElement.querySelectorAll('rect')].filter((shape) => {
      const about = shape.getBoundingClientRect();
      const before = shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING;
      return before && x >= about.left && x <= about.right && y >= about.top && y <= about.bottom &&
        rgba(getComputedStyle(shape).fill)[3] === 255 && getComputedStyle(shape).fill !== 'none';
    });
    return shapes.length ? rgba(getComputedStyle(shapes.at(-1)).fill) : ground(text.ownerSVGElement);
  };
  const measure = () => {
    const worst = { ratio: 99, at: '' };
    let texts = 0;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (!walker.currentNode.data.trim() || parent.closest('script, style, title, desc, .unseen, .skip') || !visible(parent)) continue;
      texts += 1;
      const in_drawing = parent.ownerSVGElement;
      const style = getComputedStyle(parent);
      const ratio = in_drawing ? contrast(rgba(style.fill), shape_behind(parent.closest('text')))
        : contrast(rgba(style.color), ground(parent));
      if (ratio < worst.ratio) Object.assign(worst, { ratio, at: named(parent) });
    }
    return { texts, ...worst };
  };
  found.dark = matchMedia('(prefers-color-scheme: dark)').matches;
  found.contrast_japanese = measure();
  control.click();
  found.contrast_english = measure();
  control.click();

  found.title = document.title;
  found.requests = performance.getEntriesByType('resource').map((entry) => entry.name);
  found.parsed_in_milliseconds = Math.round(performance.now());
  const around = parent.document;
  const result = around.createElement('pre');
  result.id = 'found';
  result.textContent = JSON.stringify(found);
  around.body.append(result);
})();
