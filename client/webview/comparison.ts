import { CHANGE_KINDS, type ChangeItem, type CompareResult } from '../../server/src/protocol.js';
import './comparison.css';
import { button, editor, element } from './page.js';

type Kind = (typeof CHANGE_KINDS)[number];

interface State {
  readonly draft?: string;
  /** The kinds that are not shown. */
  readonly hidden?: readonly Kind[];
}

let state = (editor.getState() ?? {}) as State;
let shown: CompareResult | undefined;

const heading = element('h1');
const told = element('p', { class: 'told', role: 'status' });
const filters = element('fieldset', { class: 'filters' });
const list = element('main', { 'aria-label': 'Changes' });

document.body.append(
  element(
    'header',
    {},
    heading,
    told,
    element(
      'div',
      { class: 'bar', role: 'toolbar', 'aria-label': 'Changes' },
      filters,
      button('Previous change', () => step(-1), { 'aria-keyshortcuts': 'p' }),
      button('Next change', () => step(1), { 'aria-keyshortcuts': 'n' }),
    ),
  ),
  list,
);

window.addEventListener('message', ({ data }: MessageEvent<{ draft: string; result: CompareResult }>) => {
  shown = data.result;
  remember({ draft: data.draft });
  draw();
});
document.addEventListener('keydown', (event) => {
  const typing = event.target instanceof HTMLInputElement && event.target.type !== 'checkbox';
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const by = { n: 1, ArrowDown: 1, p: -1, ArrowUp: -1 }[event.key];
  const inList = document.activeElement?.closest('article') != null;
  if (by === undefined || (event.key.startsWith('Arrow') && !inList)) return;
  event.preventDefault();
  step(by);
});
editor.postMessage({ ready: true });

function remember(more: State): void {
  state = { ...state, ...more };
  editor.setState(state);
}

function isHidden(change: ChangeItem): boolean {
  // A change of several kinds is shown for as long as one of them is.
  return change.kinds.every((kind) => state.hidden?.includes(kind));
}

function draw(): void {
  if (!shown) return;
  const { document: name, against, changes, notes } = shown;
  heading.textContent = `${name}: changes since ${against}`;
  drawFilters(shown);
  const visible = changes.filter((change) => !isHidden(change));
  told.textContent =
    changes.length === 0
      ? 'Nothing changed.'
      : `${visible.length} of ${changes.length} changes shown.${notes.length > 0 ? ` ${notes.join(' ')}` : ''}`;
  const focused = Number(document.activeElement?.closest('article')?.dataset.index ?? -1);
  list.replaceChildren(...changes.flatMap((change, index) => (isHidden(change) ? [] : [article(change, index)])));
  list.querySelector<HTMLElement>(`article[data-index="${focused}"]`)?.focus();
}

function drawFilters({ summary }: CompareResult): void {
  const legend = element('legend', {}, 'Show');
  const boxes = CHANGE_KINDS.filter((kind) => summary[kind]).map((kind) => {
    const box = element('input', { type: 'checkbox', id: `kind-${kind}` });
    box.checked = !state.hidden?.includes(kind);
    box.addEventListener('change', () => {
      const others = (state.hidden ?? []).filter((each) => each !== kind);
      remember({ hidden: box.checked ? others : [...others, kind] });
      draw();
      document.getElementById(`kind-${kind}`)?.focus();
    });
    return element('label', { class: `kind ${kind}` }, box, ` ${kind} (${summary[kind]})`);
  });
  filters.replaceChildren(legend, ...boxes);
}

function article(change: ChangeItem, index: number): HTMLElement {
  const { label, oldLabel, kinds, range, oldRange } = change;
  const title = element('h2', { id: `change-${index}` }, label);
  const made = element(
    'article',
    { tabindex: '0', 'data-index': String(index), 'aria-labelledby': `change-${index}`, class: kinds[0] ?? '' },
    element(
      'div',
      { class: 'head' },
      title,
      ...kinds.map((kind) => element('span', { class: `badge ${kind}` }, kind)),
      ...(oldLabel ? [element('span', { class: 'was' }, `was ${oldLabel}`)] : []),
      element(
        'span',
        { class: 'go' },
        ...(range
          ? [button('Draft', () => open(index, 'draft'), { 'aria-label': `Go to ${label} in the draft` })]
          : []),
        ...(oldRange
          ? [
              button('In force', () => open(index, 'inForce'), {
                'aria-label': `Go to ${oldLabel ?? label} in the version in force`,
              }),
            ]
          : []),
      ),
    ),
    words(change),
  );
  made.addEventListener('dblclick', () => open(index, range ? 'draft' : 'inForce'));
  made.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.target === made) open(index, range ? 'draft' : 'inForce');
  });
  return made;
}

/** The provision's words, what was put in and taken out marked by element, by line and by colour. */
function words({ edits }: ChangeItem): HTMLElement {
  const made = element('div', { class: 'words' });
  let paragraph = element('p');
  made.append(paragraph);
  for (const { op, text, class: kind } of edits) {
    text.split(/\r?\n\s*\n|\r\n?\s*\r/).forEach((part, i) => {
      if (i > 0) {
        paragraph = element('p');
        made.append(paragraph);
      }
      if (part === '') return;
      if (op === 'equal') paragraph.append(part);
      else paragraph.append(element(op === 'insert' ? 'ins' : 'del', { class: kind ?? '', title: kind ?? '' }, part));
    });
  }
  for (const each of made.querySelectorAll('p')) if (each.textContent?.trim() === '') each.remove();
  const row = made.textContent?.trim() ?? '';
  if (row.startsWith('|') && row.endsWith('|')) withoutBars(made);
  return made;
}

/** Takes the outer bars off a row of a table; those between its cells stay. */
function withoutBars(made: HTMLElement): void {
  const texts = document.createTreeWalker(made, NodeFilter.SHOW_TEXT);
  const first = texts.nextNode();
  let last = first;
  for (let next = texts.nextNode(); next; next = texts.nextNode()) if (next.nodeValue?.trim()) last = next;
  if (first) first.nodeValue = first.nodeValue?.replace(/^\s*\|\s*/, '') ?? '';
  if (last) last.nodeValue = last.nodeValue?.replace(/(?<!\s)\s*\|\s*$/, '') ?? '';
}

function open(index: number, side: 'draft' | 'inForce'): void {
  editor.postMessage({ open: index, side });
}

/** To the change before or behind the one that has the focus. */
function step(by: number): void {
  const all = [...list.querySelectorAll<HTMLElement>('article')];
  const at = all.findIndex((each) => each.contains(document.activeElement));
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.max(0, Math.min(all.length - 1, at + by))];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}
