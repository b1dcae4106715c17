import { childrenOf, textWithin, type WordElement } from '../../office/word-xml.js';
import { PLAIN_LOOK, type WordBlock, type WordCell, type WordParagraph } from './word-document.js';

/** What was read of a drawing that Word makes of words or figures. */
export interface ReadGraphic {
  readonly kind: 'chart' | 'diagram';
  readonly blocks: WordBlock[];
}

/**
 * The words of a diagram (SmartArt), or the title and the figures of a chart.
 * @param root of the part with its data
 * @returns null for a part of another kind
 */
export function readGraphic(root: WordElement): ReadGraphic | null {
  if (root.name.endsWith(':dataModel')) return { kind: 'diagram', blocks: readDiagram(root) };
  if (root.name.endsWith(':chartSpace')) return { kind: 'chart', blocks: readChart(root) };
  return null;
}

/** A paragraph of words without a look, as a part other than Word's own text has them. */
export function plainParagraph(text: string): WordParagraph {
  return {
    kind: 'paragraph',
    spans: [{ kind: 'text', text, ...PLAIN_LOOK }],
    style: null,
    properties: undefined,
    earlierProperties: undefined,
    markRevisions: [],
    endsSection: false,
    isContents: false,
    boxes: [],
    fields: [],
  };
}

/** All elements of a local name within another, in their order, without those within one of them. */
function findWithin(element: WordElement, name: string): WordElement[] {
  const found: WordElement[] = [];
  const waiting = childrenOf(element).reverse();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (localNameOf(next) === name) found.push(next);
    else waiting.push(...childrenOf(next).reverse());
  }
  return found;
}

function localNameOf({ name }: WordElement): string {
  return name.slice(name.indexOf(':') + 1);
}

function localChild(element: WordElement, name: string): WordElement | undefined {
  return childrenOf(element).find((child) => localNameOf(child) === name);
}

function readDiagram(model: WordElement): WordBlock[] {
  return findWithin(model, 'pt')
    .flatMap((point) => childrenOf(localChild(point, 't'), 'a:p'))
    .map(wordsOfDrawn)
    .filter((words) => words !== '')
    .map(plainParagraph);
}

/** The words of a paragraph in a drawing. */
function wordsOfDrawn(paragraph: WordElement): string {
  return findWithin(paragraph, 't').map(textWithin).join('').replace(/\s+/g, ' ').trim();
}

function readChart(space: WordElement): WordBlock[] {
  const titles = findWithin(space, 'title')
    .map((title) => findWithin(title, 'p').map(wordsOfDrawn).join(' ').trim())
    .filter((words) => words !== '')
    .map(plainParagraph);
  const series = findWithin(space, 'ser');
  const names = series.map((each) => [...readPoints(localChild(each, 'tx')).values()].join(' '));
  const labels = readPoints(series.map((each) => localChild(each, 'cat') ?? localChild(each, 'xVal')).find(Boolean));
  const values = series.map((each) => readPoints(localChild(each, 'val') ?? localChild(each, 'yVal')));
  const places = [...new Set([labels, ...values].flatMap((points) => [...points.keys()]))].sort((a, b) => a - b);
  if (places.length === 0) return titles;
  const rows = [
    ['', ...names],
    ...places.map((at) => [labels.get(at) ?? '', ...values.map((points) => points.get(at) ?? '')]),
  ];
  return [
    ...titles,
    { kind: 'table', rows: rows.map((cells) => ({ cells: cells.map(makeCell), revisions: [], isHeader: false })) },
  ];
}

/** What the file keeps of the cells that a chart was drawn from, by their numbers. */
function readPoints(source: WordElement | undefined): ReadonlyMap<number, string> {
  const points = new Map<number, string>();
  if (!source) return points;
  for (const point of findWithin(source, 'pt')) {
    const value = localChild(point, 'v');
    if (value) points.set(Number(point.attributes.get('idx') ?? points.size), textWithin(value));
  }
  return points;
}

function makeCell(text: string): WordCell {
  return { blocks: [plainParagraph(text)], columns: 1, isMergedUp: false, beginsMerge: false, revisions: [] };
}
