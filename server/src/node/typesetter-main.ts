import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { messageOf, SignsWithoutFont } from '../failure.js';
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
  readonly fonts: { readonly files: readonly Uint8Array[]; readonly families: readonly string[] };
  readonly showsNumbers: boolean;
}

export type TypesetterReply =
  | { readonly pdf: Uint8Array }
  | { readonly error: string }
  /** Signs that no font has. */
  | { readonly unset: readonly string[] };

/** Characters that the fonts beside this program are known to have. */
const KNOWN = /[\t\n\r\x20-\x7e\u00a0-\u00ac\u00ae-\u017f\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u20ac\u2122]+/g;
/** What stands in a draft in the place of a character that cannot be drawn: its number, as "[U+1F600]". */
function showNumber(char: string): string {
  return `[U+${toHex(char).toUpperCase().padStart(4, '0')}]`;
}

function toHex(char: string): string {
  return (char.codePointAt(0) ?? 0).toString(16);
}

function showNumbers(text: string, chars: readonly string[]): string {
  return chars.reduce((shown, char) => shown.replaceAll(char, showNumber(char)), text);
}

/** The families within the typesetter that have signs which the others lack. */
const BUILT_IN = ['Libertinus Serif', 'New Computer Modern Math', 'New Computer Modern'];

/**
 * The families that text and code are set in, those first that are asked first for a sign. No other is
 * asked: a font that happens to be installed would make another PDF of the same text.
 */
function listFamilies(own: readonly string[]): { readonly text: readonly string[]; readonly code: readonly string[] } {
  const further = [...own.flatMap(nameFamily), 'Noto Naskh Arabic'];
  return {
    text: ['Arimo', ...further, 'DejaVu Sans Mono', ...BUILT_IN],
    code: ['DejaVu Sans Mono', ...further, 'Arimo', ...BUILT_IN],
  };
}

/** A word for a weight or a style at the end of a family's name. */
const STYLE_AT_END =
  /[ _-](?:thin|hairline|light|regular|normal|medium|semi|demi|bold|extra|black|heavy|italic|oblique)$/i;

/**
 * The names under which the typesetter may know a family: it takes words for a weight or a style off
 * the end.
 */
function nameFamily(family: string): string[] {
  let short = family;
  for (let end = STYLE_AT_END.exec(short); end; end = STYLE_AT_END.exec(short)) short = short.slice(0, end.index);
  return short === family ? [family] : [family, short];
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

  constructor(further: readonly Uint8Array[]) {
    const fonts = join(__dirname, 'fonts');
    const fontBlobs = readdirSync(fonts)
      .filter((name) => name.endsWith('.ttf'))
      .sort()
      .map((name) => readFileSync(join(fonts, name)))
      .concat(further.map((bytes) => Buffer.from(bytes)));
    const { NodeCompiler } = loadCompiler();
    this.compiler = NodeCompiler.create({ workspace: this.folder, fontArgs: [{ fontBlobs }] });
  }

  pdf(request: TypesetterRequest): Uint8Array {
    const { program, data, files, spoken, isDated, hasOneKindOfLine, fonts, showsNumbers } = request;
    for (const [name, bytes] of files) this.addFile(name, bytes);
    this.addJson('fonts.json', listFamilies(fonts.families));
    const unreadable = files
      .map(([name]) => name)
      .filter((name) => !this.canDraw(`#image(${JSON.stringify(name)}, alt: "x")`));
    this.addJson('unreadable.json', unreadable);
    const { undrawable, upright } = this.listUndrawable(data);
    if (undrawable.length > 0 && !showsNumbers) throw new SignsWithoutFont(undrawable);
    this.addJson('upright.json', upright);
    this.addFile('data.json', Buffer.from(showNumbers(data, undrawable)));
    const typeset = this.typeset(program, isDated);
    if (!hasOneKindOfLine && takesWordsForOthers(typeset))
      throw new Error('lines of marked words go on around others on the next page');
    return completePdf(typeset, spoken);
  }

  private addFile(name: string, bytes: Uint8Array): void {
    this.compiler.mapShadow(join(this.folder, name), Buffer.from(bytes));
  }

  private addJson(name: string, value: object): void {
    this.addFile(name, Buffer.from(JSON.stringify(value)));
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
      this.typeset(
        `#set document(title: "x")\n#set text(lang: "en", font: json("fonts.json").text, fallback: false)\n${words}`,
        false,
      );
      return true;
    } catch {
      return false;
    }
  }

  /**
   * The characters of a text that no font has, or that the standard forbids, and those that only upright
   * letters of the usual weight have.
   */
  private listUndrawable(text: string): {
    readonly undrawable: readonly string[];
    readonly upright: readonly string[];
  } {
    const unknown = [...new Set(text.replace(KNOWN, ''))];
    const samples = unknown.map((char) => ({ char, shown: `${findBase(text, char)}${char}` }));
    const inNoStyle = this.findUndrawable(samples, (said) => `strong(${said}) + emph(${said}) + strong(emph(${said}))`);
    const undrawable = this.findUndrawable(inNoStyle, (said) => said);
    return {
      undrawable: undrawable.map(({ char }) => char),
      upright: inNoStyle.filter((sample) => !undrawable.includes(sample)).map(({ char }) => char),
    };
  }

  private findUndrawable(samples: readonly Sample[], style: (words: string) => string): readonly Sample[] {
    if (samples.length === 0) return [];
    const writeChar = (char: string) => String.raw`\u{${toHex(char)}}`;
    const words = samples.map(({ shown }) => `#par(${style(`"${[...shown].map(writeChar).join('')}"`)})`);
    if (this.canDraw(words.join('\n'))) return [];
    if (samples.length === 1) return samples;
    const half = samples.length >> 1;
    return [...this.findUndrawable(samples.slice(0, half), style), ...this.findUndrawable(samples.slice(half), style)];
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
    const typst = new Typst(request.fonts.files);
    try {
      reply = { pdf: typst.pdf(request) };
    } catch (error) {
      reply =
        error instanceof SignsWithoutFont
          ? { unset: error.signs }
          : { error: `the PDF typesetter refuses the text: ${explainRefusal(error)}` };
    }
  } catch (error) {
    reply = { error: messageOf(error) };
  }
  process.send?.(reply, () => process.exit(0));
});
process.once('disconnect', () => process.exit(0));
