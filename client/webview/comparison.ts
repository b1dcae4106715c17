import { CHANGE_KINDS, type ChangeItem, type CompareResult, type ShownChangeKind } from '../../server/src/protocol.js';
import './comparison.css';
import { nameChangeKinds } from '../src/change-kinds.js';
import { editor, l10n, makeButton, makeElement } from './page.js';

interface State {
  readonly draft?: string;
  /** The kinds that are not shown. */
  readonly hidden?: readonly ShownChangeKind[];
}

let state: State = editor.getState() ?? {};
let shown: CompareResult | undefined;

const heading = makeElement('h1');
const status = makeElement('p', { class: 'status', role: 'status' });
const filters = makeElement('fieldset', { class: 'filters' });
const list = makeElement('main', { 'aria-label': l10n.t('Changes') });
const kindNames = nameChangeKinds(l10n);

document.body.append(
  makeElement(
    'header',
    {},
    heading,
    status,
    makeElement(
      'div',
      { class: 'bar', role: 'group', 'aria-label': l10n.t('Changes') },
      filters,
      makeButton(l10n.t('Previous change'), () => focusStep(-1), { 'aria-keyshortcuts': 'p' }),
      makeButton(l10n.t('Next change'), () => focusStep(1), { 'aria-keyshortcuts': 'n' }),
    ),
  ),
  list,
);

/** What the editor sends: another comparison, or the change that the cursor of the draft stands in. */
type EditorMessage = { readonly draft: string; readonly result: CompareResult } | { readonly current: number };

let current = -1;
window.addEventListener('message', ({ data }: MessageEvent<EditorMessage>) => {
  if ('current' in data) {
    current = data.current;
    showCurrent();
    return;
  }
  shown = data.result;
  saveState({ draft: data.draft });
  drawComparison();
});
document.addEventListener('keydown', (event) => {
  const typing = event.target instanceof HTMLInputElement && event.target.type !== 'checkbox';
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const by = { n: 1, ArrowDown: 1, p: -1, ArrowUp: -1 }[event.key];
  const inList = document.activeElement?.closest('article') != null;
  if (by === undefined || (event.key.startsWith('Arrow') && !inList)) return;
  event.preventDefault();
  focusStep(by);
});
editor.postMessage({ ready: true });

function saveState(more: State): void {
  state = { ...state, ...more };
  editor.setState(state);
}

/** The kinds of change that are of form alone. */
const MINOR_KINDS = CHANGE_KINDS.slice(CHANGE_KINDS.indexOf('renumbered'));

/** Marks the change at the cursor, and brings it into view unless the user reads elsewhere on the page. */
function showCurrent(): void {
  for (const each of list.querySelectorAll<HTMLElement>('article')) {
    const isCurrent = each.dataset.index === String(current);
    if (isCurrent) each.setAttribute('aria-current', 'true');
    else each.removeAttribute('aria-current');
    if (isCurrent && !list.contains(document.activeElement)) each.scrollIntoView({ block: 'nearest' });
  }
}

function isHidden(change: ChangeItem): boolean {
  // A change of several kinds is hidden only when all of them are.
  return change.kinds.every((kind) => state.hidden?.includes(kind));
}

function drawComparison(): void {
  if (!shown) return;
  const { document: name, against, changes, notes } = shown;
  const focusedId = document.activeElement?.id ?? '';
  heading.textContent = l10n.t('{0}: changes since {1}', name, against);
  drawFilters(shown);
  const visible = changes.filter((change) => !isHidden(change));
  const count = l10n.t('{0} of {1} changes shown.', visible.length, changes.length);
  status.textContent = changes.length === 0 ? l10n.t('No changes.') : [count, ...notes].join(' ');
  const focused = Number(document.activeElement?.closest('article')?.dataset.index ?? -1);
  list.replaceChildren(...changes.flatMap((change, index) => (isHidden(change) ? [] : [drawChange(change, index)])));
  list.querySelector<HTMLElement>(`article[data-index="${focused}"]`)?.focus();
  // The boxes are made anew each time, and the focus stays where it was.
  if (focusedId !== '') document.getElementById(focusedId)?.focus();
  showCurrent();
}

function drawFilters({ summary }: CompareResult): void {
  const legend = makeElement('legend', {}, l10n.t('Show'));
  const boxes = CHANGE_KINDS.filter((kind) => summary[kind]).map((kind) => {
    const box = makeElement('input', { type: 'checkbox', id: `kind-${kind}` });
    box.checked = !state.hidden?.includes(kind);
    box.addEventListener('change', () => {
      const others = (state.hidden ?? []).filter((each) => each !== kind);
      saveState({ hidden: box.checked ? others : [...others, kind] });
      drawComparison();
    });
    return makeElement('label', { class: `kind ${kind}` }, box, ` ${kindNames[kind]} (${summary[kind]})`);
  });
  filters.replaceChildren(legend, ...drawSubstanceFilter(summary), ...boxes);
}

/** One box for all kinds that are of form alone; none where there are none. */
function drawSubstanceFilter(summary: CompareResult['summary']): HTMLElement[] {
  const minor = MINOR_KINDS.filter((kind) => summary[kind]);
  if (minor.length === 0) return [];
  const box = makeElement('input', { type: 'checkbox', id: 'substance' });
  box.checked = minor.every((kind) => state.hidden?.includes(kind));
  box.addEventListener('change', () => {
    const others = (state.hidden ?? []).filter((kind) => !MINOR_KINDS.includes(kind));
    saveState({ hidden: box.checked ? [...others, ...MINOR_KINDS] : others });
    drawComparison();
  });
  return [makeElement('label', { class: 'substance' }, box, ` ${l10n.t('substance only')}`)];
}

function drawChange(change: ChangeItem, index: number): HTMLElement {
  const { label, oldLabel, kinds, range, oldRange } = change;
  const title = makeElement('h2', { id: `change-${index}` }, label);
  const made = makeElement(
    'article',
    { tabindex: '0', 'data-index': String(index), 'aria-labelledby': `change-${index}`, class: kinds[0] ?? '' },
    makeElement(
      'div',
      { class: 'head' },
      title,
      ...kinds.map((kind) => makeElement('span', { class: `badge ${kind}` }, kindNames[kind])),
      ...(oldLabel ? [makeElement('span', { class: 'was' }, l10n.t('was {0}', oldLabel))] : []),
      makeElement(
        'span',
        { class: 'go' },
        ...(range
          ? [
              makeButton(l10n.t('Draft'), () => openChange(index, 'draft'), {
                'aria-label': l10n.t('Go to {0} in the draft', label),
              }),
            ]
          : []),
        ...(oldRange
          ? [
              makeButton(l10n.t('In force'), () => openChange(index, 'inForce'), {
                'aria-label': l10n.t('Go to {0} in the version in force', oldLabel ?? label),
              }),
            ]
          : []),
      ),
    ),
    drawWords(change),
  );
  made.addEventListener('dblclick', () => openChange(index, range ? 'draft' : 'inForce'));
  made.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.target === made) openChange(index, range ? 'draft' : 'inForce');
  });
  return made;
}

/**
 * The provision's words. What was inserted and deleted is marked by element, by line and by colour.
 */
function drawWords({ edits }: ChangeItem): HTMLElement {
  const made = makeElement('div', { class: 'words' });
  let paragraph = makeElement('p');
  made.append(paragraph);
  for (const { op, text, class: kind } of edits) {
    text.split(/\r?\n\s*\n|\r\n?\s*\r/).forEach((part, i) => {
      if (i > 0) {
        paragraph = makeElement('p');
        made.append(paragraph);
      }
      if (part === '') return;
      if (op === 'equal') paragraph.append(part);
      else
        paragraph.append(makeElement(op === 'insert' ? 'ins' : 'del', { class: kind ?? '', title: kind ?? '' }, part));
    });
  }
  for (const each of made.querySelectorAll('p')) if (each.textContent?.trim() === '') each.remove();
  const row = made.textContent?.trim() ?? '';
  if (row.startsWith('|') && row.endsWith('|')) drawCellEdges(made);
  return made;
}

/** Draws the edges between the cells of a table's row instead of bars, and none around it. */
function drawCellEdges(made: HTMLElement): void {
  const walker = document.createTreeWalker(made, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  for (let next = walker.nextNode(); next; next = walker.nextNode()) if (next instanceof Text) texts.push(next);
  const filled = texts.filter(({ data }) => data.trim() !== '');
  const [first, last] = [filled[0], filled.at(-1)];
  if (first) first.data = first.data.replace(/^\s*\|\s*/, '');
  if (last) last.data = last.data.replace(/(?<!\s)\s*\|\s*$/, '');
  for (const text of texts) {
    const cells = text.data.split(/(?<!\\)\|/);
    if (cells.length === 1) continue;
    const edge = () => makeElement('span', { class: 'edge', role: 'separator' });
    text.replaceWith(...cells.flatMap((cell, index) => (index === 0 ? [cell] : [edge(), cell])));
  }
}

function openChange(index: number, side: 'draft' | 'inForce'): void {
  editor.postMessage({ open: index, side });
}

/** Moves the focus to a change before (−1) or after (1) the one that has it. */
function focusStep(by: number): void {
  const all = [...list.querySelectorAll<HTMLElement>('article')];
  const at = all.findIndex((each) => each.contains(document.activeElement));
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.max(0, Math.min(all.length - 1, at + by))];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}
