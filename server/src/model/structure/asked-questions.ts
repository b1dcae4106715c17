import { type Block, isQuoted } from '../block.js';
import { BlockMemo } from '../block-memo.js';
import { readFrontMatter } from '../front-matter.js';
import {
  hasOwnWords,
  readNumberedQuestions,
  readWordedQuestions,
  type WordedQuestion,
} from '../head/worded-questions.js';
import { getOrCreate } from '../memo.js';
import { capitaliseNumberWord, readNumberWord } from '../number-words.js';
import { findNextShown } from './tables.js';

/** What a text calls itself that asks for answers. */
const CONSULTS =
  /\bconsult(?:ation|ations|ing|ees?|s)?\b|\bcalls? for (?:evidence|inputs?|views|information|comments?)\b|\b(?:discussion|green|white|issues) paper\b|\brequests? for (?:comments?|information|views|evidence)\b|\bhow to respond\b|\bresponding to\b|\bresponse (?:form|template)\b|\bviews (?:are )?(?:sought|invited)\b/i;
/** The heading of questions that the text answers itself. */
const ANSWERED_BELOW = /\bfrequently asked\b|\bFAQs?\b|\bquestions and answers\b|\bQ ?& ?A\b|\bcommon questions\b/i;
/** "A1: You may …", "Answer: You may …": the words that answer the question above. */
const ANSWER = /^[\s>*_]{0,8}(?:A\d{0,3}|Answer|Our answer)[*_]{0,3}(?: ?[.:)][*_\s]{0,4}| [–—-] )(?=[\p{L}\d(“"])/u;
/** "In 2018 the board asked", in words that introduce the questions of another text. */
const ASKED_ELSEWHERE =
  /\b(?:asked|put|posed|(?:previous|earlier|last|former|other|their|its|19\d\d|20\d\d) (?:consultation|call|paper|document))\b/i;
const INTRODUCES = /:[*_\s]{0,4}$/;
const ENDS_ASKING = /\?["”’')*_\s]{0,6}$/;

/**
 * The questions that a text asks by their word ("Question 4:", "Q4."), or by a number alone below a
 * heading that announces questions, by the index of their block. Where they are numbered anew in each
 * chapter, each has its `chapter`. A text asks where it says that it consults, or its project says so;
 * none of them is asked where its questions have a series ("FTC Q4"), where the words below answer
 * them, and where they are quoted from another text.
 * @param isConsultation whether the project says that the text asks
 * @param isSkipped blocks that are no words of this text
 * @param isContents blocks that seem to list its contents: a list of questions that stands twice does
 */
export function findAskedQuestions(
  blocks: readonly Block[],
  isConsultation: boolean,
  isSkipped: (index: number) => boolean,
  isContents: (index: number) => boolean,
): ReadonlyMap<number, readonly WordedQuestion[]> {
  if (!isConsultation && !saysItConsults(blocks)) return NO_QUESTIONS;
  const found: AskedHere[] = [];
  const asked = new Set<string>();
  const around = new QuestionSurroundings();
  let isAnsweredBelow = false;
  // Whether the questions that follow one another here are those of another text.
  let areElsewhere = false;
  for (const [index, block] of blocks.entries()) {
    if (isSkipped(index)) continue;
    if (isContents(index) && !(around.isUnderHeading && readNumberedQuestions(block).length > 0)) continue;
    if (block.head.kind === 'question' && !isQuoted(block)) return NO_QUESTIONS;
    const worded = readWordedQuestions(block);
    const questions = worded.length > 0 || !around.announce(block) ? worded : readNumberedQuestions(block);
    if (questions.length === 0) {
      if (block.kind === 'heading') {
        isAnsweredBelow = ANSWERED_BELOW.test(block.text);
        around.meetHeading(block);
      } else if (block.kind !== 'rule') around.meetOther(block);
      if (block.kind !== 'rule') areElsewhere = introducesOthers(block);
      continue;
    }
    if (isAnsweredBelow || areElsewhere || isAnswered(blocks, index)) continue;
    const own = questions.filter((question) => isAsked(blocks, index, question, asked));
    for (const { number } of own) asked.add(number);
    const { place } = around;
    if (own.length > 0) found.push({ index, questions: own, run: questions === worded ? null : around.run, ...place });
  }
  return assignChapters(leaveOutRestarts(found));
}

const NO_QUESTIONS: ReadonlyMap<number, readonly WordedQuestion[]> = new Map();

/** Whether the front matter or a heading of a text says that it consults. */
function saysItConsults(blocks: readonly Block[]): boolean {
  const { kind, title } = readFrontMatter(blocks[0]).values;
  if (kind === 'consultation' || CONSULTS.test(String(title ?? ''))) return true;
  return blocks.some((block) => block.kind === 'heading' && saysConsultation(block));
}

const consulting = new BlockMemo<boolean>();

function saysConsultation(block: Block): boolean {
  return getOrCreate(consulting, block, () => CONSULTS.test(block.text));
}

/** Whether a question has words here, or in the paragraph below; a form asks it once more without. */
function isAsked(
  blocks: readonly Block[],
  index: number,
  question: WordedQuestion,
  asked: ReadonlySet<string>,
): boolean {
  const { number, isShort } = question;
  if (hasOwnWords(blocks[index]!, question)) return true;
  const next = blocks[findNextShown(blocks, index)];
  if (isShort) return next?.kind === 'paragraph' && endsAsking(next);
  return !asked.has(number) || next?.kind === 'paragraph';
}

/** Whether the block below a question, or below the paragraph that holds its words, answers it. */
function isAnswered(blocks: readonly Block[], index: number): boolean {
  const below = findNextShown(blocks, index);
  const [first, second] = [blocks[below], blocks[findNextShown(blocks, below)]];
  if (first && answers(first)) return true;
  return first !== undefined && endsAsking(first) && second !== undefined && answers(second);
}

function answers({ kind, text }: Block): boolean {
  return kind === 'paragraph' && ANSWER.test(text);
}

function endsAsking({ kind, text }: Block): boolean {
  return kind === 'paragraph' && ENDS_ASKING.test(text.slice(-12));
}

function introducesOthers(block: Block): boolean {
  if (block.kind !== 'paragraph' || !introducesItems(block)) return false;
  const end = block.text.slice(-200);
  return ASKED_ELSEWHERE.test(end.slice(Math.max(end.lastIndexOf('?'), end.lastIndexOf('!')) + 1));
}

/** Whether the words of a question end before a list: "Do you agree that:". */
export function introducesItems({ text }: Block): boolean {
  return INTRODUCES.test(text.slice(-6));
}

/** Questions of one block, and where they stand. */
interface AskedHere {
  readonly index: number;
  readonly questions: readonly WordedQuestion[];
  /** What counts those that are labelled by numbers alone together; null for those labelled by their word. */
  readonly run: number | null;
  /** "Chapter 2" by a word in its heading, or else "Section 2" by its number. */
  readonly chapter: string | null;
  /** Whether the headings around them announce a list of the questions of the whole text. */
  readonly isList: boolean;
}

/** "Questions", "Consultation questions on fees", "Annex B: list of questions". */
const ANNOUNCES = /\bquestions?\b/i;
const ANNOUNCES_OTHERS =
  /\b(?:asked|raised|put|posed|received|answered|previous|earlier|any|if you have|about (?:this|the) (?:consultation|process|document)|in question|question of|call into|exam)\b/i;
const LONGEST_LEAD = 60;
/** The headings below which a text asks all its questions again. */
const LISTS_AGAIN =
  /\b(?:annex(?:e|ure)?|appendix|summary|lists?|full|all|responding|respond|response|form|template|overview|recap)\b/i;
const CHAPTER = /^(chapter|part|section) {1,4}(\d{1,2}|[IVX]{1,5}|[A-Z]|[a-z]{3,9})(?!\.\d|\w)/i;

/** What the headings and lead-ins above a block say of the questions below them. */
class QuestionSurroundings {
  run = 0;
  private announcedLevel = 0;
  private isLedIn = false;
  private listLevel = 0;
  private worded: { readonly name: string; readonly level: number } | null = null;
  private counted: { readonly name: string; readonly level: number } | null = null;

  get place(): { readonly chapter: string | null; readonly isList: boolean } {
    return { chapter: (this.worded ?? this.counted)?.name ?? null, isList: this.listLevel > 0 };
  }

  /** Whether a heading announces questions. */
  get isUnderHeading(): boolean {
    return this.announcedLevel > 0;
  }

  /** Whether numbers alone can label questions here. */
  announce(block: Block): boolean {
    return this.announcedLevel > 0 || this.isLedIn || isQuoted(block) || block.kind === 'table';
  }

  meetHeading({ text, prefix, level, head }: Block): void {
    this.isLedIn = false;
    if (level <= this.announcedLevel) this.announcedLevel = 0;
    if (level <= this.listLevel) this.listLevel = 0;
    const title = text.slice(prefix).replace(/^[#\s*_]{1,12}/, '');
    const announces = ANNOUNCES.test(title) && !ANNOUNCES_OTHERS.test(title) && !ANSWERED_BELOW.test(title);
    if (announces) {
      this.run++;
      if (this.announcedLevel === 0) this.announcedLevel = level;
    } else if (this.announcedLevel > 0) this.run++;
    const [, unit, number = ''] = CHAPTER.exec(title) ?? [];
    const value = readNumberWord(number);
    const isWord = unit !== undefined && (value > 0 || !/^[a-z]/.test(number));
    const name = isWord ? `${capitaliseNumberWord(unit)} ${value > 0 ? value : number}` : null;
    this.worded = nextChapter(this.worded, name, level);
    const section =
      name === null && head.kind === 'section' && /^\d{1,2}$/.test(head.number) ? `Section ${head.number}` : null;
    this.counted = nextChapter(this.counted, section, level);
    const isChapter = this.worded?.name === name || this.counted?.name === section;
    if (this.listLevel === 0 && (LISTS_AGAIN.test(title) || (announces && isChapter && (name ?? section) !== null)))
      this.listLevel = level;
  }

  /** A block that is no question and no heading. */
  meetOther(block: Block): void {
    if (block.kind !== 'paragraph' || block.marker !== null) return;
    const wasLedIn = this.isLedIn;
    this.isLedIn = leadsToQuestions(block);
    if (this.isLedIn && !wasLedIn) this.run++;
  }
}

function nextChapter(
  current: { readonly name: string; readonly level: number } | null,
  name: string | null,
  level: number,
): { readonly name: string; readonly level: number } | null {
  // A heading within a chapter begins no other.
  if (current !== null && level > current.level) return current;
  return name === null ? null : { name, level };
}

/** Whether a paragraph announces questions: "**Questions**", "We ask the following questions:". */
function leadsToQuestions({ kind, text, prefix }: Block): boolean {
  if (kind !== 'paragraph') return false;
  const end = text.slice(-200);
  if (!ANNOUNCES.test(end) || ASKED_ELSEWHERE.test(end)) return false;
  // "We would welcome views on the following questions:"
  if (INTRODUCES.test(end.slice(-6)) && !/[.?!]/.test(end.slice(end.toLowerCase().lastIndexOf('question'))))
    return true;
  const words = text.slice(prefix).replace(/^[*_\s]{1,6}|[*_:\s]{1,6}$/g, '');
  return (
    words.length <= LONGEST_LEAD && /\bquestions?$/i.test(words) && !ANNOUNCES_OTHERS.test(words) && isTitled(text)
  );
}

/** Whether a paragraph is a title: in bold, or short without a verb of its own. */
function isTitled(text: string): boolean {
  return (
    /^[\s>]{0,6}(?:\*\*|__)/.test(text) || /^[\s>]{0,6}(?:consultation |chapter \d{1,2} )?questions?:?\s*$/i.test(text)
  );
}

/**
 * Leaves out numbers that label no questions: lists whose numbers all are 1, and lists that count anew
 * where the text has asked these numbers and no heading says that it asks them again.
 */
function leaveOutRestarts(found: readonly AskedHere[]): readonly AskedHere[] {
  const counted = countsQuestionsAnew(found);
  const numbersOfRun = new Map<number, string[]>();
  const keyOf = (number: string, chapter: string | null) => `${counted ? chapter : ''} ${Number.parseInt(number, 10)}`;
  for (const { run, questions } of found)
    if (run !== null) getOrCreate(numbersOfRun, run, () => []).push(...questions.map(({ number }) => number));
  const left = new Set<number>();
  const asked = new Set<string>();
  let last: number | null = null;
  for (const { run, questions, isList, chapter } of found) {
    if (run !== null && run !== last) {
      const numbers = numbersOfRun.get(run) ?? [];
      const rises = numbers.every((number, i) => i === 0 || isLater(number, numbers[i - 1]!));
      if (!rises || (!isList && numbers.some((number) => asked.has(keyOf(number, chapter))))) left.add(run);
    }
    last = run;
    if (run !== null && left.has(run)) continue;
    for (const each of questions) asked.add(keyOf(each.number, each.chapter ?? chapter));
  }
  return found.filter(({ run }) => run === null || !left.has(run));
}

/** "2" after "1", "1b" after "1a". */
function isLater(number: string, before: string): boolean {
  const [own, other] = [Number.parseInt(number, 10), Number.parseInt(before, 10)];
  return own === other ? number > before : own > other;
}

/** Whether each of several chapters asks from 1 on; a list of all questions is none of them. */
function countsQuestionsAnew(found: readonly AskedHere[]): boolean {
  const firsts = new Map<string, string>();
  let count = 0;
  for (const { questions, chapter, isList } of found) {
    if (isList) continue;
    for (const { number, chapter: own } of questions) {
      const name = own ?? chapter;
      if (name === null || number.includes('.')) return false;
      if (!firsts.has(name)) firsts.set(name, number);
      count++;
    }
  }
  return (
    firsts.size > 1 && count > firsts.size && [...firsts.values()].every((number) => Number.parseInt(number, 10) === 1)
  );
}

/** Gives the questions their chapters, where these are counted anew in each. */
function assignChapters(found: readonly AskedHere[]): ReadonlyMap<number, readonly WordedQuestion[]> {
  const counted = countsQuestionsAnew(found);
  return new Map(
    found.map(({ index, questions, chapter }) => [
      index,
      counted ? questions.map((each) => ({ ...each, chapter: each.chapter ?? chapter })) : questions,
    ]),
  );
}

/** All of a block that decides which questions a text asks, as one string. */
export function readAskingKey(block: Block): string {
  if (block.kind === 'frontMatter') {
    const { kind, title } = readFrontMatter(block).values;
    return `${String(kind)} ${CONSULTS.test(String(title ?? ''))}`;
  }
  const questions = readWordedQuestions(block);
  // The headings and tables that are none are in the key of their heads.
  if (block.kind !== 'paragraph')
    return questions.length + readNumberedQuestions(block).length > 0
      ? block.text
      : String(block.kind === 'heading' && saysConsultation(block));
  const own = questions.map((each) => `${each.chapter} ${each.number} ${each.isShort} ${hasOwnWords(block, each)}`);
  const bare = readNumberedQuestions(block).map(({ number }) => number);
  return [
    ...own,
    bare.join(),
    leadsToQuestions(block),
    answers(block),
    endsAsking(block),
    introducesOthers(block),
    introducesItems(block),
  ].join();
}
