import { formatDay, parseDay } from '../../analysis/dates/calendar.js';
import { joinWords } from '../../analysis/text/join-words.js';
import type { EditClass } from '../../compare/change.js';
import type { ListOfChanges } from '../manuscript/list-of-changes.js';
import {
  joinFacts,
  type LaidOutRow,
  type Layout,
  listFacts,
  type Manuscript,
  makePlainWord,
  type StyledWord,
} from '../manuscript/manuscript.js';
import { describeInWord } from './mark-styles.js';
import { addLabel, paragraphXml } from './paragraphs.js';
import type { Revisions } from './revisions.js';
import { tableXml } from './tables.js';
import { type RunContext, textXml } from './words.js';

/** The contents list headings down to this depth. */
const CONTENTS_DEPTH = 2;
/** A text with fewer headings has no contents and no title page. */
const FEWEST_HEADINGS = 4;

type Heading = Extract<Layout, { kind: 'heading' }>;

/** The headings that the contents list; none where the text is too short to need them. */
export function contentsOf(layouts: readonly Layout[]): readonly Heading[] {
  const headings = layouts.filter(
    (layout): layout is Heading => layout.kind === 'heading' && layout.depth <= CONTENTS_DEPTH,
  );
  return headings.filter(({ mark }) => mark?.op !== 'delete').length < FEWEST_HEADINGS ? [] : headings;
}

/** The title, and what is said of the version on one line below it. */
export function titleXml(manuscript: Manuscript, title: string, context: RunContext): string {
  const facts = joinFacts(manuscript);
  return lineXml('Title', title, context) + (facts === '' ? '' : lineXml('Subtitle', facts, context));
}

/**
 * A title page: name, title, and what is said of the version, each on a line of its own.
 * @param date ISO date; a text that is none is left out
 */
export function titlePageXml(
  manuscript: Manuscript,
  { title, date }: { readonly title: string; readonly date: string },
  context: RunContext,
): string {
  const { document } = manuscript;
  const day = parseDay(date);
  return [
    lineXml('DocumentName', document === title ? '' : (document ?? ''), context),
    lineXml('Title', title, context),
    ...listFacts(manuscript).map((fact) => lineXml('Subtitle', fact, context)),
    day ? lineXml('Subtitle', formatDay(day), context) : '',
  ].join('');
}

/** A paragraph of plain words. */
function lineXml(style: string, words: string, context: RunContext): string {
  return paragraphXml({ style, mark: null, words: [makePlainWord(words, null)] }, context);
}

/**
 * The contents, as a field that Word updates on request. Until then they have no page numbers,
 * which only a program that lays out the text can know. Each entry has its change marks, so that
 * accepting or rejecting all changes leaves the contents of that version.
 */
export function contentsXml(headings: readonly Heading[], context: RunContext): string {
  const mark = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
  const begin = `${mark('begin')}<w:r><w:instrText xml:space="preserve"> TOC \\o "1-${CONTENTS_DEPTH}" \\h \\z \\u </w:instrText></w:r>${mark('separate')}`;
  const entries = headings.map((heading, index) => {
    const words = addLabel(heading.label, heading.words)
      .filter((word) => word.note === null)
      .map((word): StyledWord => makeContentsWord(word, heading.anchor));
    return paragraphXml(
      {
        style: `TOC${heading.depth}`,
        mark: heading.mark,
        words,
        plain: true,
        origin: heading.origin,
        before: index === 0 ? begin : '',
      },
      context,
    );
  });
  return [
    '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>',
    paragraphXml(
      { style: 'TOCHeading', mark: null, words: [makePlainWord('Contents', null)], properties: '<w:pageBreakBefore/>' },
      context,
    ),
    ...entries,
    `<w:p>${mark('end')}</w:p>`,
    '</w:sdtContent></w:sdt>',
  ].join('');
}

/** A word of a heading as the contents show it. */
function makeContentsWord(word: StyledWord, target: string | null): StyledWord {
  return { ...word, strong: false, emphasis: false, underline: false, link: null, target, was: null };
}

/** The legend and the list of changes, where the options ask for them. */
export function changesXml(manuscript: Manuscript, revisions: Revisions, context: RunContext): string {
  const { front, changes } = manuscript;
  return (
    (front.legend ? legendXml(manuscript, revisions, context) : '') +
    (front.listOfChanges && changes ? listXml(changes, context) : '')
  );
}

/**
 * The legend. Each reader can set how Word shows tracked changes; this describes Word's defaults.
 */
function legendXml({ legend, marks, origins }: Manuscript, revisions: Revisions, context: RunContext): string {
  const looks = {
    insert: '<w:u w:val="single"/>',
    delete: '<w:strike/>',
    to: '<w:u w:val="double"/>',
    from: '<w:dstrike/>',
  };
  const line = (look: string, words: string) =>
    `<w:p><w:pPr><w:pStyle w:val="${context.idOf('BodyText')}"/></w:pPr><w:r><w:rPr>${look}</w:rPr>${textXml(words)}</w:r></w:p>`;
  const said = (words: string) => lineXml('BodyText', words, context);
  const names = (editClass: EditClass) =>
    joinWords(
      (origins.length > 0 ? origins : [undefined]).map(
        (origin) => `“${revisions.nameOf({ class: editClass, ...(origin !== undefined && { origin }) })}”`,
      ),
    );
  const own = legend.filter(({ mark }) => mark.class === 'substance');
  return [
    headingXml('Marks', context),
    said(`The changes are tracked under the ${origins.length > 1 ? 'names' : 'name'} ${names('substance')}.`),
    ...own.map(({ mark, meaning }) =>
      line(mark.move === null ? looks[mark.op] : mark.op === 'insert' ? looks.to : looks.from, `Words ${meaning}`),
    ),
    describeInWord(marks) === '' ? '' : said(describeInWord(marks)),
    legend.some(({ mark }) => mark.class === 'consequential')
      ? said(
          `Changes that only follow the new number of a provision are tracked under the ${origins.length > 1 ? 'names' : 'name'} ${names('consequential')}, so that they can be shown or taken apart from the others.`,
        )
      : '',
  ].join('');
}

function listXml({ counts, entries, notes }: ListOfChanges, context: RunContext): string {
  const cell = (words: string, target: string | null = null): StyledWord[] => [
    { ...makePlainWord(words, null), target },
  ];
  const row = (cells: StyledWord[][]): LaidOutRow => ({ mark: null, cells });
  const said = (words: string) => lineXml('BodyText', words, context);
  const summary = counts.map(([kind, count]) => `${count} ${kind}`).join(', ');
  return [
    headingXml('List of changes', context),
    said(summary === '' ? 'There are no changes.' : `${summary.replace(/^./, (first) => first.toUpperCase())}.`),
    ...notes.map(said),
    entries.length === 0
      ? ''
      : tableXml(
          {
            header: row([cell('Provision'), cell('Formerly'), cell('Change')]),
            rows: entries.map(({ label, was, kinds, anchor }) =>
              row([cell(label, anchor), cell(was ?? ''), cell(kinds.join(', '))]),
            ),
            columns: [],
            mark: null,
            caption: 'List of changes',
            bookmarks: [],
            form: null,
          },
          context,
        ),
  ].join('');
}

function headingXml(words: string, context: RunContext): string {
  return paragraphXml(
    { style: 'TOCHeading', mark: null, words: [makePlainWord(words, null)], properties: '<w:spacing w:before="400"/>' },
    context,
  );
}
