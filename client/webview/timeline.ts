import type { ChecklistResult } from '../../server/src/protocol.js';
import { editor, l10n, makeElement } from './page.js';
import './timeline.css';

window.addEventListener('message', ({ data }: MessageEvent<ChecklistResult>) => drawTimeline(data));
editor.postMessage({ ready: true });

function drawTimeline({ title, timeline: { picture, days } }: ChecklistResult): void {
  // Read as XML, so that it is read whole or not at all. The page lets no script in it run.
  const drawn = new DOMParser().parseFromString(picture, 'image/svg+xml').documentElement;
  document.body.replaceChildren(
    makeElement('h1', {}, l10n.t('Timeline of the {0}', title)),
    makeElement('div', { class: 'picture' }, document.importNode(drawn, true)),
    makeElement(
      'ul',
      {},
      ...days.map((day) => makeElement('li', {}, makeElement('b', {}, day.title), `: ${day.description}`)),
    ),
  );
}
