import type { Draft } from '../model/draft.js';
import { readSpan } from '../model/inline.js';
import type { Provision } from '../model/provision.js';
import { readTable } from '../model/table.js';
import type { WorkspaceDocument } from '../workspace/document.js';

/** What a provision is called or begins with, in one line without marks; cut behind a word where it is longer than `most` characters. */
export function firstWords(draft: Draft, provision: Provision, most: number): string {
  if (provision.title) return shortened(provision.title, most);
  const block = draft.block(provision.block);
  if (provision.row !== null) {
    const cells = readTable(block)?.rows[provision.row]?.cells.slice(1) ?? [];
    return shortened(cells.map((cell) => readSpan(block, cell).text).join(' | '), most);
  }
  if (block.head.kind === 'definition') {
    const words = block.text.slice(block.head.label.end, block.head.label.end + most + 60);
    return shortened(plain(words.replace(/^[^\p{L}]{0,9}(?:means|shall mean|has the meaning)\b/u, '')), most);
  }
  const start = 'body' in block.head ? block.head.body : block.prefix;
  return shortened(plain(block.text.slice(start, start + most + 60)), most);
}

function plain(markdown: string): string {
  return markdown.replace(/[*_`\\]|<\/?[a-z]{1,9}>/g, '');
}

/** One line of at most `most` characters. */
export function shortened(text: string, most: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= most) return line;
  const cut = line.lastIndexOf(' ', most);
  return `${line.slice(0, cut > most / 2 ? cut : most)}…`;
}

/** A document as a person names it in one or two words: "SVTAD V1.5", "MTAD V1.2 (in force)". */
export function nameOf(document: WorkspaceDocument): string {
  const name = [document.id || document.names[0], document.version].filter(Boolean).join(' ');
  return `${name || 'the draft'}${document.isBaseline ? ' (in force)' : ''}`;
}

/** How the version in force is called beside a draft of it: "V1.4", or "the version in force". */
export function versionInForce(document: WorkspaceDocument): string {
  return document.baseline?.version ?? 'the version in force';
}

/** Words as Markdown that shows them as they are. */
export function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~&]/g, '\\$&');
}
