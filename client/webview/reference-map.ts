import type { CitationsResult, CitedProvision } from '../../server/src/protocol.js';
import { button, editor, element } from './page.js';
import './reference-map.css';

const SVG = 'http://www.w3.org/2000/svg';

window.addEventListener('message', ({ data }: MessageEvent<CitationsResult>) => {
  draw(data);
});
window.addEventListener('resize', () => lines());
editor.postMessage({ ready: true });

function draw({ centre, incoming, outgoing }: CitationsResult): void {
  const picture = document.createElementNS(SVG, 'svg');
  picture.setAttribute('aria-hidden', 'true');
  const middle = element('section', { class: 'middle', 'aria-label': 'The provision' }, node(centre, true));
  document.body.replaceChildren(
    element('h1', {}, `References of ${centre.label}`),
    element(
      'p',
      { class: 'told', role: 'status' },
      `Cited ${times(incoming)} · cites ${outgoing.length === 0 ? 'nothing' : `${outgoing.length} ${outgoing.length === 1 ? 'provision' : 'provisions'}`}. Click a provision to go to it; “Centre” draws the map around it.`,
    ),
    element(
      'div',
      { class: 'map' },
      picture,
      column('Cited by', 'incoming', incoming),
      middle,
      column('Cites', 'outgoing', outgoing),
    ),
  );
  lines();
}

function times(incoming: readonly CitedProvision[]): string {
  const count = incoming.reduce((sum, each) => sum + each.count, 0);
  return count === 0 ? 'nowhere' : count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`;
}

function column(title: string, side: string, provisions: readonly CitedProvision[]): HTMLElement {
  const items = provisions.map((provision) => element('li', {}, node(provision, false)));
  return element(
    'section',
    { class: side, 'aria-label': title },
    element('h2', {}, title),
    provisions.length > 0 ? element('ul', {}, ...items) : element('p', { class: 'told' }, 'nothing'),
  );
}

function node({ uri, range, label, words, document: name, count }: CitedProvision, isCentre: boolean): HTMLElement {
  const place = { uri, range };
  const made = element('div', { class: 'node', 'data-count': String(count) });
  const go = button('', () => editor.postMessage({ open: place }), { class: 'name', title: words });
  go.append(
    element('strong', {}, label),
    element('span', { class: 'document' }, name),
    ...(words ? [element('span', { class: 'words' }, words)] : []),
  );
  made.append(go);
  if (!isCentre)
    made.append(
      button(count > 1 ? `Centre · ${count}×` : 'Centre', () => editor.postMessage({ centre: place }), {
        class: 'centre',
        'aria-label': `Draw the map around ${label} of ${name}`,
      }),
    );
  return made;
}

/** Draws a line from each provision to the one in the middle, as thick as it is cited often. */
function lines(): void {
  const picture = document.querySelector('svg');
  const middle = document.querySelector('.middle .node')?.getBoundingClientRect();
  const frame = document.querySelector('.map')?.getBoundingClientRect();
  if (!picture || !middle || !frame) return;
  picture.setAttribute('viewBox', `0 0 ${frame.width} ${frame.height}`);
  picture.replaceChildren();
  for (const [side, ends] of [
    ['incoming', true],
    ['outgoing', false],
  ] as const) {
    for (const each of document.querySelectorAll<HTMLElement>(`.${side} .node`)) {
      const box = each.getBoundingClientRect();
      const [from, to] = ends ? [box, middle] : [middle, box];
      const [x1, y1] = [from.right - frame.left, from.top + from.height / 2 - frame.top];
      const [x2, y2] = [to.left - frame.left, to.top + to.height / 2 - frame.top];
      const bend = (x2 - x1) / 2;
      const line = document.createElementNS(SVG, 'path');
      line.setAttribute('d', `M${x1},${y1} C${x1 + bend},${y1} ${x2 - bend},${y2} ${x2 - 6},${y2}`);
      line.setAttribute('stroke-width', String(Math.min(4, 1 + 0.5 * (Number(each.dataset.count) - 1))));
      const tip = document.createElementNS(SVG, 'path');
      tip.setAttribute('d', `M${x2 - 7},${y2 - 4} L${x2},${y2} L${x2 - 7},${y2 + 4} Z`);
      tip.setAttribute('class', 'tip');
      picture.append(line, tip);
    }
  }
}
