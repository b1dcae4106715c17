import { type Block, isQuoted } from '../block.js';
import { BlockMemo } from '../block-memo.js';
import { readFrontMatter } from '../front-matter.js';
import { hasOwnWords, readWordedQuestions, type WordedQuestion } from '../head/worded-questions.js';
import { getOrCreate } from '../memo.js';
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
 * The questions that a text asks by their word ("Question 4:", "Q4."), by the index of their block.
 * A text asks where it says that it consults, or its project says so; none of them is asked where
 * its questions have a series ("FTC Q4"), where the words below answer them, and where they are
 * quoted from another text.
 * @param isConsultation whether the project says that the text asks
 * @param isSkipped blocks that are no words of this text, or list its contents
 */
export function findAskedQuestions(
  blocks: readonly Block[],
  isConsultation: boolean,
  isSkipped: (index: number) => boolean,
): ReadonlyMap<number, readonly WordedQuestion[]> {
  if (!isConsultation && !saysItConsults(blocks)) return NO_QUESTIONS;
  const found = new Map<number, readonly WordedQuestion[]>();
  const asked = new Set<string>();
  let isAnsweredBelow = false;
  // Whether the questions that follow one another here are those of another text.
  let areElsewhere = false;
  for (const [index, block] of blocks.entries()) {
    if (isSkipped(index)) continue;
    if (block.head.kind === 'question' && !isQuoted(block)) return NO_QUESTIONS;
    const questions = readWordedQuestions(block);
    if (questions.length === 0) {
      if (block.kind === 'heading') isAnsweredBelow = ANSWERED_BELOW.test(block.text);
      if (block.kind !== 'rule') areElsewhere = introducesOthers(block);
      continue;
    }
    if (isAnsweredBelow || areElsewhere || isAnswered(blocks, index)) continue;
    const own = questions.filter((question) => isAsked(blocks, index, question, asked));
    for (const { number } of own) asked.add(number);
    if (own.length > 0) found.set(index, own);
  }
  return found;
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

/** All of a block that decides which questions a text asks, as one string. */
export function readAskingKey(block: Block): string {
  if (block.kind === 'frontMatter') {
    const { kind, title } = readFrontMatter(block).values;
    return `${String(kind)} ${CONSULTS.test(String(title ?? ''))}`;
  }
  const questions = readWordedQuestions(block);
  // The headings and tables that are none are in the key of their heads.
  if (block.kind !== 'paragraph')
    return questions.length > 0 ? block.text : String(block.kind === 'heading' && saysConsultation(block));
  const own = questions.map((each) => `${each.number} ${each.isShort} ${hasOwnWords(block, each)}`);
  return [...own, answers(block), endsAsking(block), introducesOthers(block), introducesItems(block)].join();
}
