import type { CitationsResult, CitedProvision } from '../../server/src/protocol.js';
import { editor, l10n, makeButton, makeElement } from './page.js';
import './reference-map.css';

const SVG = 'http://www.w3.org/2000/svg';

window.addEventListener('message', ({ data }: MessageEvent<CitationsResult>) => {
  drawMap(data);
});
window.addEventListener('resize', () => drawLines());
editor.postMessage({ ready: true });

function drawMap({ centre, incoming, outgoing }: CitationsResult): void {
  const hadFocus = document.activeElement !== document.body;
  const picture = document.createElementNS(SVG, 'svg');
  picture.setAttribute('aria-hidden', 'true');
  const middle = makeElement(
    'section',
    { class: 'middle', 'aria-label': l10n.t('The provision') },
    drawNode(centre, true),
  );
  document.body.replaceChildren(
    makeElement('h1', {}, l10n.t('References of {0}', centre.label)),
    makeElement(
      'p',
      { class: 'status', role: 'status' },
      l10n.t(
        '{0} · {1}. Click a provision to go to it; “Centre” moves it to the middle.',
        describeIncoming(incoming),
        describeOutgoing(outgoing),
      ),
    ),
    makeElement(
      'div',
      { class: 'map' },
      picture,
      drawColumn(l10n.t('Cited by'), 'incoming', incoming),
      middle,
      drawColumn(l10n.t('Cites'), 'outgoing', outgoing),
    ),
  );
  drawLines();
  // Whoever moved a provision to the middle by keys goes on from there.
  if (hadFocus) document.querySelector<HTMLElement>('.middle .name')?.focus();
}

function describeIncoming(incoming: readonly CitedProvision[]): string {
  const count = incoming.reduce((sum, each) => sum + each.count, 0);
  if (count === 0) return l10n.t('Cited nowhere');
  if (count === 1) return l10n.t('Cited once');
  return count === 2 ? l10n.t('Cited twice') : l10n.t('Cited {0} times', count);
}

function describeOutgoing({ length }: readonly CitedProvision[]): string {
  if (length === 0) return l10n.t('cites nothing');
  return length === 1 ? l10n.t('cites 1 provision') : l10n.t('cites {0} provisions', length);
}

function drawColumn(title: string, side: string, provisions: readonly CitedProvision[]): HTMLElement {
  const items = provisions.map((provision) => makeElement('li', {}, drawNode(provision, false)));
  return makeElement(
    'section',
    { class: side, 'aria-label': title },
    makeElement('h2', {}, title),
    provisions.length > 0 ? makeElement('ul', {}, ...items) : makeElement('p', { class: 'status' }, l10n.t('nothing')),
  );
}

function drawNode({ uri, range, label, words, document: name, count }: CitedProvision, isCentre: boolean): HTMLElement {
  const place = { uri, range };
  const made = makeElement('div', { class: 'node', 'data-count': String(count) });
  const go = makeButton('', () => editor.postMessage({ open: place }), { class: 'name', title: words });
  go.append(
    makeElement('strong', {}, label),
    makeElement('span', { class: 'document' }, name),
    ...(words ? [makeElement('span', { class: 'words' }, words)] : []),
  );
  made.append(go);
  const shown = count > 1 ? l10n.t('Centre · {0}×', count) : l10n.t('Centre');
  // What is read aloud begins with the words that are shown.
  if (!isCentre)
    made.append(
      makeButton(shown, () => editor.postMessage({ centre: place }), {
        class: 'centre',
        'aria-label': l10n.t('{0}: move {1} of {2} to the middle', shown, label, name),
      }),
    );
  return made;
}

/**
 * Draws a line from each provision to the one in the middle, thicker the more often it is cited.
 */
function drawLines(): void {
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
