import type { ChangeKind } from '../../compare/change.js';
import { capitaliseFirst } from '../../model/text.js';
import { escapeHtml } from '../escape.js';
import { listMarks } from '../manuscript/changed.js';
import { drawLegend } from '../manuscript/drawn-legend.js';
import { hasJoints, JOINT_MEANING } from '../manuscript/joints.js';
import type { Manuscript } from '../manuscript/manuscript.js';
import { findShownKind, markHtml, SHOWN_KINDS, type ShownKind } from './mark-classes.js';
import type { ContentsEntry } from './text-writer.js';

/** A text with fewer headings needs no contents. */
const FEWEST_HEADINGS = 3;
/** The contents list headings down to this level, as in "h3". */
const CONTENTS_LEVEL = 3;

/**
 * The bar that stays at the top of the window: the short name and, in a change-marked text, the
 * choice of the version to read.
 */
export function writeRunningHead({ changes, against, version, paper }: Manuscript, name: string): string {
  const before = paper?.against === undefined ? 'In force' : capitaliseFirst(paper.against);
  const choice = changes === null ? '' : writeVersions(before, paper?.against === undefined ? against : null, version);
  return `<section class="head" aria-label="Document"><div><p class="name">${escapeHtml(name)}</p>${choice}</div></section>`;
}

/** @param before how the version is called that changes are marked against */
function writeVersions(before: string, against: string | null, version: string | null): string {
  const own = (words: string | null) =>
    words === null || words === 'the version in force'
      ? ''
      : ` <span class="version-name">(${escapeHtml(words)})</span>`;
  const radio = (id: string, words: string, isChosen = false) =>
    `<label><input type="radio" name="_view" id="_view-${id}"${isChosen ? ' checked' : ''}>${words}</label>`;
  return [
    '<fieldset class="controls"><legend class="hidden">Text shown</legend>',
    radio('in-force', `${escapeHtml(before)}${own(against)}`),
    radio('marked', 'Marked', true),
    radio('proposed', `Proposed${own(version)}`),
    '</fieldset>',
    `<nav class="versions" aria-label="Text shown"><a href="#_in-force">${escapeHtml(before)}</a><a href="#_text">Marked</a><a href="#_proposed">Proposed</a></nav>`,
  ].join('');
}

/** The headings as links; nothing where there are few. */
export function writeContents(entries: readonly ContentsEntry[]): string {
  const shown = entries.filter(({ level }) => level <= CONTENTS_LEVEL);
  if (shown.length < FEWEST_HEADINGS) return '';
  let html = '';
  let depth = 0;
  for (const { level, anchor, html: words, classes } of shown) {
    const wanted = level - 1;
    if (wanted > depth) html += '<ul>'.repeat(wanted - depth);
    else html += `</li>${'</ul></li>'.repeat(depth - wanted)}`;
    depth = wanted;
    html += `<li${classes === '' ? '' : ` class="${classes}"`}><a href="#${escapeHtml(anchor)}">${words}</a>`;
  }
  html += `</li>${'</ul></li>'.repeat(depth - 1)}</ul>`;
  return `<nav class="contents" aria-labelledby="_contents"><h2 id="_contents">Contents</h2>${html}</nav>`;
}

/** A choice of the kinds of change that are marked; nothing where there is one kind alone. */
export function writeFilters({ layouts }: Manuscript): string {
  const present = new Set<ShownKind>();
  for (const layout of layouts) for (const mark of listMarks(layout)) present.add(findShownKind(mark));
  if (present.size < 2) return '';
  const boxes = SHOWN_KINDS.filter((kind) => present.has(kind)).map(
    (kind) => `<label><input type="checkbox" id="_show-${kind}" checked>${kind}</label>`,
  );
  return `<fieldset class="controls filters"><legend>Changes marked</legend>${boxes.join('')}</fieldset>`;
}

/** What the marks mean, each drawn as it is in the text. */
export function writeLegend({ legend, front, layouts, marks }: Manuscript): string {
  if (!front.legend || legend.length === 0) return '';
  const entries = drawLegend({ legend, marks }).map(
    ({ mark, meaning, isBold }) => `<li>${markHtml(escapeHtml(meaning), mark, isBold ? 'bold' : '')}</li>`,
  );
  const joints = hasJoints(layouts) ? `<p>${JOINT_MEANING}</p>` : '';
  return `<div class="marks"><p>Marks:</p><ul class="legend">${entries.join('')}</ul>${joints}</div>`;
}

const FILTER_OF: Readonly<Record<ChangeKind, ShownKind>> = {
  inserted: 'substance',
  deleted: 'substance',
  amended: 'substance',
  moved: 'moved',
  renumbered: 'consequential',
  consequential: 'consequential',
  typographical: 'typographical',
  formatting: 'formatting',
};

/** The class of a line in the list of changes, all of whose kinds go with one choice. */
export function nameListed(kinds: readonly ChangeKind[]): string {
  const [first, ...others] = new Set(kinds.map((kind) => FILTER_OF[kind]));
  return first === undefined || others.length > 0 ? '' : ` class="only-${first}"`;
}
