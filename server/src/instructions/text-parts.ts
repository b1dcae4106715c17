import { findFirst } from '../model/find-first.js';
import type { Span } from '../model/text.js';
import { BlockBeginnings } from './block-beginnings.js';
import { DefinitionFinder } from './definitions.js';
import { type DraftScope, type FoundScopes, isFault, isWithinBlocks } from './scope.js';
import { foldTerm } from './terms.js';

/** Words whose full stop ends no sentence. */
const ABBREVIATED = /\b(?:No|Nos|cf|para|paras|Mr|Mrs|Ms|Dr|art|arts|e\.g|i\.e|reg|regs|St)\.$/;

/** Finds parts of the text that no number names: headings, sentences, unnumbered paragraphs. */
export class TextPartFinder extends DefinitionFinder {
  protected findHeading(text: string | null, around: DraftScope): FoundScopes {
    const { draft } = this;
    if (text === null) {
      const { provision } = around;
      const block = provision ? provision.block : draft.blocks.findIndex(({ kind }) => kind === 'heading');
      const head = provision === null && around.from > 0 ? around.from : block;
      if (
        head >= 0 &&
        head < draft.blocks.length &&
        (draft.block(head).kind === 'heading' || provision?.title != null || provision?.kind === 'table')
      )
        return [this.scopeOfText(head)];
      return { state: 'not found', reason: `there is no heading${this.nameAround(around)}` };
    }
    const found = this.findUnder(text, around);
    return isFault(found) ? found : found.map(({ from }) => this.scopeOfBlock(from));
  }

  /** The provision that a heading stands above of. */
  protected findUnder(text: string, around: DraftScope): FoundScopes {
    const { draft } = this;
    const wanted = foldTerm(text);
    const found = draft.provisions.filter(
      (each) =>
        each.row === null &&
        each.title !== null &&
        (foldTerm(each.title) === wanted || foldTerm(each.label) === wanted) &&
        isWithinBlocks(each, around),
    );
    if (found.length === 1) return [this.scopeOf(found[0]!)];
    return found.length === 0
      ? { state: 'not found', reason: `there is no heading “${text}”` }
      : { state: 'ambiguous', reason: `there are ${found.length} headings “${text}”` };
  }

  protected findOpening({ provision, from, row }: DraftScope): FoundScopes {
    if (row !== null) return { state: 'not found', reason: 'a row has no opening words' };
    return [this.scopeOfText(provision ? provision.block : from)];
  }

  protected findClosing(around: DraftScope): FoundScopes {
    const own = this.listOwnBlocks(around);
    const last = own.at(-1);
    const children = around.provision?.children ?? [];
    if (last === undefined || last === around.from || !children.some(({ block }) => block < last))
      return { state: 'not found', reason: `there are no closing words${this.nameAround(around)}` };
    return [this.scopeOfBlock(last)];
  }

  /** The sentences of a scope that is one paragraph; none where it is more. */
  listSentences(around: DraftScope): Span[] {
    const blocks = this.listOwnBlocks(around).filter(
      (each) => this.draft.block(each).kind !== 'heading' || around.to === each + 1,
    );
    const block = around.row === null ? blocks[0] : undefined;
    if (block === undefined || blocks.length > 1 || around.isWords) return [];
    const { start: from, end } = this.scopeOfText(block).span;
    const text = this.draft.textBetween(from, end);
    const sentences: Span[] = [];
    let start = 0;
    for (const found of text.matchAll(/[.?!][”"’')\]]{0,2}(?:\[\^[^\]\s]{1,20}\])?\s+(?=[A-Z“"‘(])/g)) {
      const stop = found.index + found[0].trimEnd().length;
      if (ABBREVIATED.test(text.slice(Math.max(start, stop - 8), stop))) continue;
      sentences.push({ start: from + start, end: from + stop });
      start = found.index + found[0].length;
    }
    sentences.push({ start: from + start, end });
    return sentences;
  }

  protected findSentence(ordinal: number, around: DraftScope): FoundScopes {
    const sentences = this.listSentences(around);
    if (sentences.length === 0 || (ordinal === 0 && sentences.length > 1))
      return { state: 'ambiguous', reason: `which sentence is meant${this.nameAround(around)} is not clear` };
    const own = ordinal < 0 ? sentences.at(ordinal) : sentences[Math.max(0, ordinal - 1)];
    if (!own) return { state: 'not found', reason: `there is no such sentence${this.nameAround(around)}` };
    return [{ ...this.scopeOfBlock(this.draft.blockAt(own.start)), span: own, isWords: true }];
  }

  protected findParagraph(ordinal: number, beginning: string | null, around: DraftScope): FoundScopes {
    const { draft } = this;
    if (beginning !== null) {
      const found = this.listBeginning(beginning, around);
      const one =
        ordinal === 0 ? (found.length === 1 ? found[0] : undefined) : found.at(ordinal < 0 ? ordinal : ordinal - 1);
      if (one !== undefined) return [this.scopeOfBlock(one)];
      return found.length === 0
        ? { state: 'not found', reason: `no paragraph${this.nameAround(around)} begins “${beginning}”` }
        : { state: 'ambiguous', reason: `${found.length} paragraphs${this.nameAround(around)} begin “${beginning}”` };
    }
    const own = this.listOwnBlocks(around).filter((block) => {
      const { kind } = draft.block(block);
      return kind === 'paragraph' || (kind !== 'heading' && kind !== 'table' && kind !== 'frontMatter');
    });
    const block = own.at(ordinal < 0 ? ordinal : ordinal - 1);
    if (block === undefined || own.length < 2)
      return { state: 'not found', reason: `there is no such paragraph${this.nameAround(around)}` };
    return [
      block === around.from && around.provision?.block === block ? this.scopeOfText(block) : this.scopeOfBlock(block),
    ];
  }

  /** The blocks of a part of the draft that begin with words. */
  listBeginning(beginning: string, { from, to }: Pick<DraftScope, 'from' | 'to'>): readonly number[] {
    const all = BlockBeginnings.of(this.draft).find(beginning);
    return all.slice(
      findFirst(all, (block) => block >= from),
      findFirst(all, (block) => block >= to),
    );
  }

  protected findLine(line: number): FoundScopes {
    const { draft } = this;
    const start =
      line >= 1 && line <= draft.lines.lineCount ? draft.lines.offsetAt({ line: line - 1, character: 0 }) : -1;
    const block = start < 0 ? -1 : draft.blockAt(start);
    if (
      block < 0 ||
      start > draft.startOf(block) + draft.block(block).text.length ||
      draft
        .textBetween(start, draft.startOf(block) + draft.block(block).text.length)
        .split('\n')[0]
        ?.trim() === ''
    )
      return { state: 'not found', reason: `there is no text on line ${line}` };
    return [this.scopeOfBlock(block)];
  }
}
