import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { messageOf } from '../failure.js';
import { completePdf, takesWordsForOthers } from './complete-pdf.js';

export interface TypesetterRequest {
  readonly program: string;
  /** JSON, which the program reads as "data.json". */
  readonly data: string;
  readonly files: readonly (readonly [name: string, bytes: Uint8Array])[];
  /** What a screen reader says for marked words. */
  readonly spoken: readonly string[];
  readonly isDated: boolean;
  readonly hasOneKindOfLine: boolean;
}

export type TypesetterReply = { readonly pdf: Uint8Array } | { readonly error: string };

/** Characters that the fonts beside this program are known to have. */
const KNOWN = /[\t\n\r\x20-\x7e\u00a0-\u00ac\u00ae-\u017f\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u20ac\u2122]+/g;
/** What stands in the place of a character that cannot be drawn: its number, as "[U+1F600]". */
function showNumber(char: string): string {
  return `[U+${toHex(char).toUpperCase().padStart(4, '0')}]`;
}

function toHex(char: string): string {
  return (char.codePointAt(0) ?? 0).toString(16);
}

/** A character, and the words in which it is tried. */
interface Sample {
  readonly char: string;
  readonly shown: string;
}

/** A letter that a character can stand behind: a vowel sign needs one of its own script, as no font has both otherwise. */
function findBase(text: string, char: string): string {
  if (!/\p{M}/u.test(char)) return 'x';
  const [before] = /\p{L}\p{M}*$/u.exec(text.slice(0, text.indexOf(char)).slice(-12)) ?? [];
  const [letter] = before ?? 'x';
  return letter ?? 'x';
}

/** The typesetter within its own process. A program can read nothing but what it is given. */
class Typst {
  private readonly compiler: NodeCompiler;
  /** A folder that does not exist. */
  private readonly folder = join(__dirname, 'nowhere');

  constructor() {
    const fonts = join(__dirname, 'fonts');
    const fontBlobs = readdirSync(fonts)
      .filter((name) => name.endsWith('.ttf'))
      .sort()
      .map((name) => readFileSync(join(fonts, name)));
    const { NodeCompiler } = loadCompiler();
    this.compiler = NodeCompiler.create({ workspace: this.folder, fontArgs: [{ fontBlobs }] });
  }

  pdf({ program, data, files, spoken, isDated, hasOneKindOfLine }: TypesetterRequest): Uint8Array {
    for (const [name, bytes] of files) this.addFile(name, bytes);
    const unreadable = files
      .map(([name]) => name)
      .filter((name) => !this.canDraw(`#image(${JSON.stringify(name)}, alt: "x")`));
    this.addFile('unreadable.json', Buffer.from(JSON.stringify(unreadable)));
    this.addFile('data.json', Buffer.from(this.replaceUndrawable(data)));
    const typeset = this.typeset(program, isDated);
    if (!hasOneKindOfLine && takesWordsForOthers(typeset))
      throw new Error('lines of marked words go on around others on the next page');
    return completePdf(typeset, spoken);
  }

  private addFile(name: string, bytes: Uint8Array): void {
    this.compiler.mapShadow(join(this.folder, name), Buffer.from(bytes));
  }

  /** @throws Error with what Typst says */
  private typeset(program: string, isDated: boolean): Uint8Array {
    const path = join(this.folder, 'main.typ');
    this.compiler.addSource(path, program);
    const compiled = this.compiler.compile({ mainFilePath: path });
    const { result } = compiled;
    if (!result) {
      const error = compiled.takeError();
      const [first] = error ? (this.compiler.fetchDiagnostics(error) as { message?: string }[]) : [];
      throw new Error(first?.message ?? 'it does not say why');
    }
    // One standard is written at a time: the first is asked for to hear what breaks it.
    const accessible = this.compiler.pdf(result, { pdfStandard: 'ua-1' });
    return isDated ? this.compiler.pdf(result, { pdfStandard: 'a-2a' }) : accessible;
  }

  private canDraw(words: string): boolean {
    try {
      this.typeset(`#set document(title: "x")\n#set text(lang: "en")\n${words}`, false);
      return true;
    } catch {
      return false;
    }
  }

  /**
   * Text in which each character that no font has, or that the standard forbids, is replaced by its
   * number.
   */
  private replaceUndrawable(text: string): string {
    const unknown = [...new Set(text.replace(KNOWN, ''))];
    let drawn = text;
    const samples = unknown.map((char) => ({ char, shown: `${findBase(text, char)}${char}` }));
    for (const char of this.findUndrawable(samples)) drawn = drawn.replaceAll(char, showNumber(char));
    return drawn;
  }

  private findUndrawable(samples: readonly Sample[]): readonly string[] {
    if (samples.length === 0) return [];
    const writeChar = (char: string) => String.raw`\u{${toHex(char)}}`;
    const words = samples.map(({ shown }) => `#par(strong("${[...shown].map(writeChar).join('')}"))`);
    if (this.canDraw(words.join('\n'))) return [];
    if (samples.length === 1) return samples.map(({ char }) => char);
    const half = samples.length >> 1;
    return [...this.findUndrawable(samples.slice(0, half)), ...this.findUndrawable(samples.slice(half))];
  }
}

function loadCompiler(): { readonly NodeCompiler: typeof NodeCompiler } {
  try {
    return createRequire(__filename)(join(__dirname, 'typst.node'));
  } catch (error) {
    const why = messageOf(error).split('\n')[0];
    throw new Error(
      `PDF cannot be made on this system (${process.platform} ${process.arch}): ${why}; choose docx or html`,
    );
  }
}

/** What Typst says, without what it says to programmers. */
function explainRefusal(error: unknown): string {
  const words = messageOf(error);
  return /message: "((?:[^"\\]|\\.){1,300})"/.exec(words)?.[1] ?? words;
}

process.once('message', (request: TypesetterRequest) => {
  let reply: TypesetterReply;
  try {
    const typst = new Typst();
    try {
      reply = { pdf: typst.pdf(request) };
    } catch (error) {
      reply = { error: `the PDF typesetter refuses the text: ${explainRefusal(error)}` };
    }
  } catch (error) {
    reply = { error: messageOf(error) };
  }
  process.send?.(reply, () => process.exit(0));
});
process.once('disconnect', () => process.exit(0));
