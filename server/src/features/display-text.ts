import { shortenToLine } from '../analysis/text/shorten-to-line.js';
import type { Block } from '../model/block.js';
import type { Draft } from '../model/draft.js';
import { replaceTags } from '../model/inline/known-tags.js';
import type { Provision, TableCell } from '../model/provision.js';
import { readCellWords, readLaidOutTable } from '../model/structure/point-tables.js';
import { getRow } from '../model/table.js';
import type { WorkspaceDocument } from '../workspace/document.js';

const kept = new WeakMap<Block, { readonly most: number; readonly words: string }>();

/**
 * The title or first words of a provision, on one line and without marks; cut after a word where
 * longer than `most` characters.
 */
export function readOpeningWords(draft: Draft, provision: Provision, most: number): string {
  if (provision.title) return shortenToLine(provision.title, most);
  const block = draft.block(provision.block);
  if (provision.row !== null) return readUnkeptOpeningWords(block, provision, most);
  const known = kept.get(block);
  if (known?.most === most) return known.words;
  const words = readUnkeptOpeningWords(block, provision, most);
  kept.set(block, { most, words });
  return words;
}

function readUnkeptOpeningWords(block: Block, provision: Provision, most: number): string {
  if (provision.row !== null) {
    const cells = readCellsBehindLabel(block, provision, provision.row);
    return shortenToLine(cells.map((cell) => readCellWords(block, cell)).join(' | '), most);
  }
  if (block.head.kind === 'definition') {
    const words = block.text.slice(block.head.label.end, block.head.label.end + most + 60);
    return shortenToLine(stripMarks(words.replace(/^[^\p{L}]{0,9}(?:means|shall mean|has the meaning)\b/u, '')), most);
  }
  const start = 'body' in block.head ? block.head.body : block.prefix;
  return shortenToLine(stripMarks(block.text.slice(start, start + most + 60)), most);
}

/** The cells of a row but for that of its label, which may stand behind empty ones where it is a point. */
function readCellsBehindLabel(block: Block, { kind }: Provision, row: number): readonly TableCell[] {
  const table = readLaidOutTable(block);
  const cells = (table && getRow(table, row)?.cells) ?? [];
  const label = kind === 'paragraph' ? cells.findIndex(({ start, end }) => end > start) : 0;
  return cells.slice(label + 1);
}

function stripMarks(markdown: string): string {
  return replaceTags(markdown, '').replace(/[*_`\\]/g, '');
}

/** A document as a person names it in one or two words: "SVTAD V1.5", "MTAD V1.2 (in force)". */
export function displayNameOf(document: WorkspaceDocument): string {
  const name = [document.id || document.names[0], document.version].filter(Boolean).join(' ');
  return `${name || 'the draft'}${document.isBaseline ? ' (in force)' : ''}`;
}

/** What to call a draft's version in force beside it: "V1.4", or "the version in force". */
export function nameVersionInForce(document: WorkspaceDocument): string {
  return document.baseline?.version ?? 'the version in force';
}

/** Escapes words, so that Markdown shows them as they are. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~&]/g, '\\$&');
}
