import type { PreviewPageData } from '../src/views/live-preview.js';
import { editor, l10n, makeButton, makeElement } from './page.js';
import './live-preview.css';

const style = makeElement('style');
const note = makeElement('p', { class: 'preview-note', role: 'status' });
const final = makeButton(l10n.t('Final'), () => editor.postMessage({ marked: false }));
const markup = makeButton(l10n.t('All Markup'), () => editor.postMessage({ marked: true }));
const print = makeButton(l10n.t('Print…'), () => editor.postMessage({ print: true }), {
  title: l10n.t('Opens the page in the browser'),
});
const bar = makeElement(
  'div',
  { class: 'preview-bar', role: 'group', 'aria-label': l10n.t('Preview') },
  final,
  markup,
  print,
);
// It can be scrolled by keys.
const page = makeElement('div', {
  class: 'preview-page',
  role: 'region',
  tabindex: '0',
  'aria-label': l10n.t('The draft as published'),
});
let place = '';
let isMarked = false;

document.head.append(style);
document.body.append(bar, note, page);
window.addEventListener('message', ({ data }: MessageEvent<PreviewPageData>) =>
  'at' in data ? followCursor(data.at) : drawPage(data),
);
editor.postMessage({ ready: true });

function drawPage({ html, note: words, marked }: Extract<PreviewPageData, { html: string }>): void {
  // What the export writes has every word of a draft as text. Scripts are not run in what is parsed so,
  // and the page allows none.
  const next = new DOMParser().parseFromString(html, 'text/html');
  const css = next.querySelector('style')?.textContent ?? '';
  page.lang = next.documentElement.lang;
  if (style.textContent !== css) style.textContent = css;
  document.body.className = next.body.className;
  final.setAttribute('aria-pressed', String(!marked));
  markup.setAttribute('aria-pressed', String(marked));
  note.textContent = words ?? '';
  note.hidden = !words;
  takeOver(page, next.body);
  if (marked === isMarked) return;
  // In the other form everything stands elsewhere.
  isMarked = marked;
  const at = place;
  place = '';
  followCursor(at);
}

/** Makes an element's children those of another; what is the same stays, so that nothing flickers. */
function takeOver(own: Element, next: Element): void {
  const before = [...own.childNodes];
  const after = [...next.childNodes];
  let first = 0;
  while (first < before.length && first < after.length && before[first]!.isEqualNode(after[first]!)) first++;
  let rear = 0;
  while (
    rear < Math.min(before.length, after.length) - first &&
    before[before.length - 1 - rear]!.isEqualNode(after[after.length - 1 - rear]!)
  )
    rear++;
  const [gone, come] = [before.slice(first, before.length - rear), after.slice(first, after.length - rear)];
  const [left, right] = [gone[0], come[0]];
  // A long part of the page, such as the text: what differs is within it.
  if (
    gone.length === 1 &&
    come.length === 1 &&
    left instanceof Element &&
    right instanceof Element &&
    isSameElement(left, right)
  ) {
    takeOver(left, right);
    return;
  }
  const anchor = before[before.length - rear] ?? null;
  for (const node of gone) node.remove();
  for (const node of come) own.insertBefore(document.adoptNode(node), anchor);
}

function isSameElement(one: Element, other: Element): boolean {
  return (
    one.cloneNode(false).isEqualNode(other.cloneNode(false)) && one.childElementCount > 0 && other.childElementCount > 0
  );
}

/** Brings the provision of the cursor into view, unless it is there. */
function followCursor(at: string): void {
  if (at === place) return;
  place = at;
  const found = at === '' ? null : document.getElementById(at);
  if (!found) return;
  const { top, bottom } = found.getBoundingClientRect();
  if (top < page.getBoundingClientRect().top || bottom > window.innerHeight) found.scrollIntoView({ block: 'center' });
}
