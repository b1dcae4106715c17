import { CitationWords } from '../model/references/citation-words.js';
import { findReferences } from '../model/references/find-references.js';
import type { Reference } from '../model/references/reference.js';
import { TextReader } from '../model/references/text-reader.js';
import type { OwnUnits } from '../model/schemes/own-units.js';
import { LEAD_IN, LIST } from './order-words.js';
import type { NewText } from './orders.js';
import { QUOTE_SIGN, type QuotedText } from './quotes.js';

/** What the words of an amending text are read by. */
export interface OrderReading {
  readonly quotes: readonly QuotedText[];
  readonly ownUnits: OwnUnits;
}

/** Thrown where words of an amending text are not understood; the message says which. */
export class Unreadable extends Error {}

/** The words of one item of an amending text, and how far they are read. */
export class OrderText {
  protected readonly reader: TextReader;
  protected readonly references: ReadonlyMap<number, Reference>;
  protected readonly quotes: readonly QuotedText[];
  protected readonly text: string;

  constructor(source: string, { quotes, ownUnits }: OrderReading) {
    const text = dropRunInHeading(source.replace(/\s+/g, ' '));
    this.text = text;
    this.reader = new TextReader(text);
    this.quotes = quotes;
    this.references = indexReferences(findReferences(text, CitationWords.of(ownUnits)));
  }

  protected isAtEnd(): boolean {
    const { at } = this.reader;
    // A mark that closes what was never opened is left by the web pages of the Official Journal.
    return /^(?:[\s.,;:—–"-]|and\b|or\b)*$/.test(this.text.slice(at));
  }

  protected fail(what = 'these words are not understood'): never {
    const rest = this.text
      .slice(this.reader.at)
      .replace(/\uE000\d+\uE001/g, '“…”')
      .trim();
    const shown = rest.length > 60 ? `${rest.slice(0, 60)}…` : rest;
    throw new Unreadable(shown === '' ? what : `${what}: ${shown}`);
  }

  protected peekQuote(): boolean {
    return this.text.charAt(this.reader.at) === '\uE000';
  }

  protected readQuote(): QuotedText | undefined {
    const found = this.reader.match(QUOTE_SIGN);
    return found ? this.quotes[Number(found[1])] : undefined;
  }

  protected readQuoteList(): string[] {
    const { reader } = this;
    const texts: string[] = [];
    for (;;) {
      const quote = this.readQuote();
      if (!quote) return texts;
      texts.push(quote.text);
      const { at } = reader;
      if (reader.match(LIST) && this.peekQuote()) continue;
      reader.at = at;
      return texts;
    }
  }

  /** Whether new text comes next, after no more than the words that announce it. */
  protected hasNewText(): boolean {
    const { at } = this.reader;
    this.reader.match(LEAD_IN);
    const has = this.peekQuote();
    this.reader.at = at;
    return has;
  }

  protected readNewTextIfAny(): NewText | null {
    return this.hasNewText() ? this.readNewText() : null;
  }

  protected readNewText(): NewText {
    const { reader } = this;
    reader.match(LEAD_IN);
    const first = this.readQuote();
    if (!first) this.fail('no text in quotation marks follows');
    const texts = [first.text];
    let { isSetOut } = first;
    for (;;) {
      const { at } = reader;
      reader.match(/[.;,]?\s*(?:and\s+)?/y);
      const index = /^\uE000(\d+)\uE001/.exec(this.text.slice(reader.at))?.[1];
      const next = index === undefined ? undefined : this.quotes[Number(index)];
      // Paragraphs that are each quoted by themselves.
      if (!next?.isSetOut) {
        reader.at = at;
        break;
      }
      this.readQuote();
      texts.push(next.text);
      isSetOut = true;
    }
    return { text: texts.join('\n\n'), isSetOut };
  }
}

/** Each reference by where it begins; of several the one that is found first. */
function indexReferences(references: readonly Reference[]): ReadonlyMap<number, Reference> {
  const found = new Map<number, Reference>();
  const inner = new Set<number>();
  for (const reference of references) {
    for (let of = reference.of; of; of = of.of) inner.add(of.keywordSpan.start);
    if (!found.has(reference.span.start)) found.set(reference.span.start, reference);
    if (!found.has(reference.keywordSpan.start)) found.set(reference.keywordSpan.start, reference);
  }
  return found;
}

/** A heading that runs into its paragraph, and what stands before a resolution. */
const RUN_IN =
  /^\s*(?:(?:Sec(?:tion)?|SEC(?:TION)?)\.? \d{1,3}[A-Z]{0,2}\. )?(?!(?:In(?! general\b)|At|For|After|Before|Within|Omit|Delete|Insert|Replace)\b)(?=[A-Z])[^\uE000—]{2,200}?\.\s?—\s*/;
const RESOLVED =
  /^[^\uE000;:]{0,80}\bresolved\b[^\uE000;:]{0,80}?\bthat (?:we |the (?:board|members|council|company) )?/i;

/** "In consequence of subsection (1),". */
const CONSEQUENCE =
  /^\s*(?:In consequence(?: of [^,\uE000]{1,60})?|Accordingly|As a consequence(?: of [^,\uE000]{1,60})?),\s*/;

/** "In general.— Section 5 is amended …" without the heading; "Resolved, that …" without these words. */
function dropRunInHeading(text: string): string {
  const heading = RUN_IN.exec(text)?.[0] ?? RESOLVED.exec(text)?.[0] ?? '';
  const rest = text.slice(heading.length);
  return rest.slice(CONSEQUENCE.exec(rest)?.[0].length ?? 0);
}
