import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { tokensOf } from '../support/conservation-law.js';

/** A text of a folder. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** Two texts that are compared. */
export interface NamedPair {
  readonly name: string;
  readonly old: string;
  readonly new: string;
}

/**
 * The texts of folders and of those in them, in the order of their names: Markdown, plain text, and
 * the licences of npm's spdx-license-list, which are JSON.
 */
export function readFolders(folders: readonly string[]): NamedText[] {
  return folders.flatMap((folder) => {
    const names = statSync(folder).isFile() ? [''] : (readdirSync(folder, { recursive: true }) as string[]).sort();
    return names.flatMap((name) => {
      if (!/\.(?:md|markdown|txt|json)$/i.test(name === '' ? folder : name)) return [];
      const written = readFileSync(join(folder, name), 'utf8');
      const text = /\.json$/i.test(name) ? readLicence(written) : written;
      return text.trim() === '' ? [] : [{ name: name === '' ? basename(folder) : name, text }];
    });
  });
}

function readLicence(json: string): string {
  const read: unknown = JSON.parse(json);
  const text = typeof read === 'object' && read !== null && 'licenseText' in read ? read.licenseText : '';
  return typeof text === 'string' ? text : '';
}

/** Texts that are called NAME.old and NAME.new. */
export function findVersionPairs(texts: readonly NamedText[]): NamedPair[] {
  const byName = new Map(texts.map((text) => [text.name, text]));
  return texts.flatMap(({ name, text }) => {
    const after = /\.old\.\w+$/.test(name) ? byName.get(name.replace(/\.old(\.\w+)$/, '.new$1')) : undefined;
    return after ? [{ name, old: text, new: after.text }] : [];
  });
}

/** How many stretches of a text stand for it. */
const SAMPLES = 64;
/** How many of them two texts must share to be versions of one. */
const LEAST_SHARED = 6;

/**
 * Each text with the one that shares most of its stretches of four words, where some text does: most
 * licences are versions of others.
 */
export function pairNearest(texts: readonly NamedText[]): NamedPair[] {
  const samples = texts.map(({ text }) => sampleStretches(text));
  return texts.flatMap(({ name, text }, index) => {
    let nearest = -1;
    let most = LEAST_SHARED - 1;
    for (const [other, sample] of samples.entries()) {
      if (other === index || texts[other]?.text === text) continue;
      const shared = sample.filter((least, at) => least === samples[index]?.[at]).length;
      if (shared > most) [nearest, most] = [other, shared];
    }
    const other = texts[nearest];
    return other ? [{ name: `${name} to ${other.name}`, old: text, new: other.text }] : [];
  });
}

/** The least hash of all stretches of a text, by several hash functions. */
function sampleStretches(text: string): number[] {
  const words = tokensOf(text.toLowerCase());
  const least = new Array<number>(SAMPLES).fill(0xffffffff);
  for (let at = 0; at + 4 <= words.length; at++) {
    const stretch = words.slice(at, at + 4).join(' ');
    let hash = 2_166_136_261;
    for (let i = 0; i < stretch.length; i++) hash = Math.imul(hash ^ stretch.charCodeAt(i), 16_777_619);
    for (let i = 0; i < SAMPLES; i++) {
      const other = Math.imul(hash ^ Math.imul(i + 1, 0x9e3779b1), 0x85ebca6b);
      const value = (other ^ (other >>> 15)) >>> 0;
      if (value < (least[i] ?? 0)) least[i] = value;
    }
  }
  return least;
}
