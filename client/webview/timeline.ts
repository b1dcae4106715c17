import type { ChecklistResult } from '../../server/src/protocol.js';
import { editor, element } from './page.js';
import './timeline.css';

window.addEventListener('message', ({ data }: MessageEvent<ChecklistResult>) => draw(data));
editor.postMessage({ ready: true });

function draw({ title, timeline: { picture, days } }: ChecklistResult): void {
  // Read as XML, so that it is whole or nothing; the page lets no script of it run.
  const drawn = new DOMParser().parseFromString(picture, 'image/svg+xml').documentElement;
  document.body.replaceChildren(
    element('h1', {}, `Timeline of the ${title}`),
    element('div', { class: 'picture' }, document.importNode(drawn, true)),
    element('ul', {}, ...days.map((day) => element('li', {}, element('b', {}, day.title), `: ${day.told}`))),
  );
}
