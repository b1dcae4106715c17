import type { Head } from '../block.js';
import type { HeadSource } from './head-source.js';

/** `[^6]: …` (whose block lies in a note) or `<sup>6</sup> …`. */
export function readNote({ text, prefix, containers }: HeadSource): Head | null {
  if (containers.includes('note')) {
    const found = /\[\^((?:[^\]\\\s]|\\.)+)\]:/.exec(text.slice(0, prefix + 1));
    if (!found) return null;
    const [written, number = ''] = found;
    const label = { start: found.index, end: found.index + written.length };
    return { kind: 'footnote', number, label, body: prefix };
  }
  const found = /^[ \t]*<sup>\s*(\d{1,3}|[*†‡§])\s*<\/sup>/i.exec(text.slice(prefix, prefix + 40));
  if (!found) return null;
  const [written, number = ''] = found;
  const end = prefix + written.length;
  return { kind: 'footnote', number, label: { start: end - written.trimStart().length, end }, body: end };
}
