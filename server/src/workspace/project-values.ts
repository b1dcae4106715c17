import { isMap, isScalar, isSeq, type Node, type Scalar, type YAMLMap } from 'yaml';
import { dayExists } from '../analysis/dates/calendar.js';
import { suggestClosest } from '../analysis/text/edit-distance.js';
import type { Problem } from '../model/block.js';
import type { Span } from '../model/text.js';
import {
  type BLOCKS,
  type BlockName,
  type Field,
  type FieldKind,
  fieldsOf,
  STARTS,
  UNMARKED,
} from './project-fields.js';
import { isInside } from './uri.js';

/** At most this many problems are reported: more would say nothing new. */
const MOST_PROBLEMS = 100;

export interface PlacedPath {
  /** Relative to the project's folder, with forward slashes. */
  readonly path: string;
  /** Where it stands in the project file, quotation marks left out. */
  readonly span: Span;
  /** What the file is: "The draft". */
  readonly title: string;
}

export interface PlacedName {
  readonly name: string;
  /** Where it stands in the project file, quotation marks left out. */
  readonly span: Span;
}

/** A path as a field holds it. */
export interface PathValue {
  readonly path: string;
  /** Where it stands, quotation marks included. */
  readonly span: Span;
}

/**
 * The value of a field, by its kind. A wrong value is reported, and read as if it were not there.
 */
interface Values {
  readonly words: string | null;
  readonly date: string | null;
  readonly start: string | null;
  readonly flag: boolean | null;
  /** Its bounds are not checked yet. */
  readonly count: number | null;
  /** Its bounds are not checked yet. */
  readonly number: number | null;
  readonly names: readonly string[];
  readonly lines: readonly string[];
  readonly classes: readonly (typeof UNMARKED)[number][];
  /** Not checked yet. */
  readonly marks: string | null;
  /** Not checked yet. */
  readonly numbering: string | null;
  readonly path: PathValue | null;
  readonly paths: readonly PathValue[];
  /** Its path is null for what is built in. */
  readonly template: { readonly path: string | null } | null;
  /** A path, or the node of the block. */
  readonly place: PathValue | { readonly block: Node } | null;
  /** Not yet known to be one. */
  readonly revision: string | null;
  /** Not yet known to be one. */
  readonly pattern: string | null;
  readonly block: Node | null;
  readonly list: readonly Node[];
  readonly severities: Node | null;
}

type Fields<Name extends BlockName> = (typeof BLOCKS)[Name];

/** The values of a block by key. */
export type BlockValues<Name extends BlockName> = {
  readonly [Key in keyof Fields<Name>]: Fields<Name>[Key] extends { readonly kind: infer Kind extends FieldKind }
    ? Values[Kind]
    : never;
};

/** A block that was read, and where it stands. */
export interface ReadBlock<Name extends BlockName> {
  readonly values: BlockValues<Name>;
  readonly span: Span;
  has(key: keyof Fields<Name>): boolean;
  /** Where the value of a key stands. */
  spanOf(key: keyof Fields<Name>): Span;
}

/**
 * Reads the blocks of a project file by the table of its fields. Collects problems, paths and
 * names.
 */
export class ValueReader {
  readonly problems: Problem[] = [];
  readonly paths: PlacedPath[] = [];
  readonly names: PlacedName[] = [];

  constructor(private readonly text: string) {}

  /**
   * Reads a block of entries.
   * @param title what a problem calls it
   * @returns null, and a problem, where the node is no block
   */
  readBlock<Name extends BlockName>(node: Node, name: Name, title: string): ReadBlock<Name> | null {
    const fields = fieldsOf(name);
    const keys = Object.keys(fields);
    if (!isMap(node)) {
      this.report(`${title} must be a block of entries such as “${keys[0]}: …”.`, spanOfNode(node));
      return null;
    }
    for (const { key: keyNode } of node.items) {
      const key = textOfKey(keyNode);
      // Looking for the closest key takes a while, so it ends with the problems.
      if (!keys.includes(key) && this.problems.length < MOST_PROBLEMS)
        this.report(`“${key}” is not known here${suggestClosest(key, keys)}`, spanOfNode(keyNode as Node));
    }
    const values: Record<string, Values[FieldKind]> = {};
    for (const [key, field] of Object.entries(fields)) values[key] = this.readField(node, key, field);
    return {
      values: values as BlockValues<Name>,
      span: spanOfNode(node),
      has: (key) => node.has(key),
      spanOf: (key) => spanOfNode(findNode(node, String(key))),
    };
  }

  report(message: string, span: Span): void {
    if (this.problems.length < MOST_PROBLEMS) this.problems.push({ code: 'project.invalid', message, span });
  }

  private readField(map: YAMLMap, key: string, field: Field): Values[FieldKind] {
    const node = findNode(map, key);
    switch (field.kind) {
      case 'block':
      case 'severities':
        return node;
      case 'list':
        return this.readList(node, key);
      case 'names':
        return this.readNames(node, key, field);
      case 'lines':
        return this.readTexts(node, key).map(({ text }) => text);
      case 'classes':
        return this.readClasses(node, key);
      case 'flag':
        return this.readFlag(node, key);
      case 'count':
      case 'number':
        return isScalar(node) && typeof node.value === 'number' ? node.value : null;
      case 'date':
        return this.readDate(node, key);
      case 'start': {
        const words = this.readWords(node, key);
        return STARTS.some((start) => start === words) ? words : this.readDate(node, key);
      }
      case 'path':
        return this.readPath(map, key, field);
      case 'paths':
        return this.readPaths(node, key, field);
      case 'template':
        if (!node) return null;
        return { path: isScalar(node) && node.value === true ? null : (this.readPath(map, key, field)?.path ?? null) };
      case 'place':
        if (!node) return null;
        return isScalar(node) && typeof node.value === 'string' ? this.readPath(map, key, field) : { block: node };
      default: {
        const words = this.readWords(node, key);
        if (field.names && words !== null && node) this.noteName(words, node);
        return words;
      }
    }
  }

  private readList(node: Node | null, key: string): Node[] {
    if (!node || isEmptyNode(node)) return [];
    if (isSeq(node)) return node.items as Node[];
    this.report(`“${key}” must be a list, each entry led by a dash.`, spanOfNode(node));
    return [];
  }

  /** A short text; numbers such as a version 1.5 count as their digits. */
  private readWords(node: Node | null, key: string): string | null {
    if (!node || isEmptyNode(node)) return null;
    if (isScalar(node)) {
      const { value, source } = node as Scalar;
      if (typeof value === 'string' && value.trim() !== '') return value.trim();
      if (typeof value === 'number') return source ?? String(value);
    }
    this.report(`“${key}” must be words.`, spanOfNode(node));
    return null;
  }

  /** Texts, or one text alone; each with its node. */
  private readTexts(node: Node | null, key: string): { readonly text: string; readonly node: Node }[] {
    if (!node || isEmptyNode(node)) return [];
    if (isScalar(node) && typeof node.value === 'string') return [{ text: node.value, node }];
    if (!isSeq(node)) {
      this.report(`“${key}” must be a list: [SVTAD]`, spanOfNode(node));
      return [];
    }
    return node.items.flatMap((item) =>
      isScalar(item) && typeof item.value === 'string' && item.value.trim() !== ''
        ? [{ text: item.value.trim(), node: item }]
        : [],
    );
  }

  private readNames(node: Node | null, key: string, field: Field): string[] {
    const texts = this.readTexts(node, key);
    if (field.names) for (const { text, node: own } of texts) this.noteName(text, own);
    return texts.map(({ text }) => text);
  }

  private readClasses(node: Node | null, key: string): (typeof UNMARKED)[number][] {
    return this.readTexts(node, key).flatMap(({ text }) => {
      const known = UNMARKED.find((each) => each === text);
      if (known) return [known];
      this.report(
        `Changes without marks can be ${UNMARKED.join(', ')}; “${replaceControls(text)}” is none of these${suggestClosest(text, UNMARKED)}`,
        spanOfNode(node),
      );
      return [];
    });
  }

  private readFlag(node: Node | null, key: string): boolean | null {
    if (!node || isEmptyNode(node)) return null;
    if (isScalar(node) && typeof node.value === 'boolean') return node.value;
    this.report(`“${key}” must be true or false.`, spanOfNode(node));
    return null;
  }

  private readDate(node: Node | null, key: string): string | null {
    const text = this.readWords(node, key);
    if (text === null) return null;
    if (isDateText(text)) return text.replace(' ', 'T');
    const example = key === 'respond-by' ? '2020-01-17T16:00' : '2020-01-31';
    this.report(`“${text}” is no date: write ${key}: ${example}`, spanOfNode(node));
    return null;
  }

  /**
   * A relative path whose text stays within the folder. Links are followed when the file is read.
   */
  private readPath(map: YAMLMap, key: string, field: Field): PathValue | null {
    const node = findNode(map, key);
    const text = this.readWords(node, key);
    if (text === null || !node) return null;
    const isNoted = field.unlessBeside === undefined || !map.has(field.unlessBeside);
    return this.takePath(text, node, isNoted ? field : null);
  }

  private readPaths(node: Node | null, key: string, field: Field): PathValue[] {
    const texts = this.readTexts(node, key);
    if (isSeq(node) && texts.length < node.items.length)
      this.report(`Each entry of “${key}” must be the path of a file.`, spanOfNode(node));
    return texts.flatMap(({ text, node: own }) => this.takePath(text, own, field) ?? []);
  }

  /** @param field whose file it is, for a link to it; null for none */
  private takePath(text: string, node: Node, field: Field | null): PathValue | null {
    const span = spanOfNode(node);
    const problem = findPathProblem(text);
    if (problem !== null) {
      this.report(problem, span);
      return null;
    }
    const path = text.replace(/^(?:\.\/)+/, '');
    if (field) this.paths.push({ path, span: this.spanInQuotes(node), title: field.links ?? '' });
    return { path, span };
  }

  private noteName(name: string, node: Node): void {
    this.names.push({ name, span: this.spanInQuotes(node) });
  }

  private spanInQuotes(node: Node): Span {
    const [start, end] = node.range ?? [0, 1];
    const quotes = /^["']/.test(this.text.slice(start, end)) ? 1 : 0;
    return { start: start + quotes, end: end - quotes };
  }
}

/** Where a node stands; the beginning of the file for one that stands nowhere. */
export function spanOfNode(node: Node | null | undefined): Span {
  const range = node?.range;
  return range ? { start: range[0], end: Math.max(range[1], range[0] + 1) } : { start: 0, end: 1 };
}

/** The words of a key. */
export function textOfKey(node: unknown): string {
  return String(isScalar(node) ? node.value : node);
}

/** Whether a key has nothing after its colon. */
export function isEmptyNode(node: Node): boolean {
  return isScalar(node) && node.value === null;
}

/** Words from the file with control characters replaced, fit for one line of a message. */
export function replaceControls(text: string): string {
  return text.replace(/[\0-\x1f\x7f]/g, '�');
}

function findNode(map: YAMLMap, key: string): Node | null {
  return (map.get(key, true) as Node | undefined) ?? null;
}

function findPathProblem(text: string): string | null {
  if (/[\0-\x1f\x7f]/.test(text)) return `“${replaceControls(text)}” holds a character that no file's name can have.`;
  if (!isInside(text)) return `“${text}” is outside the project’s folder: name files by a path inside it.`;
  if (text.includes('\\')) return `“${text}” must be written with forward slashes: ${text.replaceAll('\\', '/')}`;
  return null;
}

function isDateText(text: string): boolean {
  const [, year, month, day, hour, minute] =
    /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2}))?$/.exec(text)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return false;
  return dayExists({ year, month, day }) && !(Number(hour) >= 24) && !(Number(minute) >= 60);
}
