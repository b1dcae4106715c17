import type { MergedResponses, ResponseView } from '../responses.js';

/** What respondents think of one question, each counted once. */
export interface ViewCounts {
  readonly question: string;
  readonly agree: number;
  readonly disagree: number;
  readonly comment: number;
  /** Those whose answer is confidential, whatever they think. */
  readonly confidential: number;
}

/** What a respondent thinks of a question. */
export interface RespondentView {
  readonly question: string;
  readonly respondent: string;
  /** The file of the response. */
  readonly file: string;
  readonly view: ResponseView;
}

const NEGATION = `(?:do not|does not|don[’']t|doesn[’']t|cannot|can[’']t|are unable to|is unable to|are not able to)`;
const SPEAKER = String.raw`(?:(?:we|i|our view is that we|in our view,? we)\s{1,3})?`;
const MANNER = String.raw`(?:(?:strongly|fully|broadly|generally|wholly|entirely|respectfully|therefore|also|completely|very much)\s{1,3})?`;
const AGREE = `(?:agree|support|welcome|approve|endorse|favour)`;
const OPPOSE = `(?:disagree|oppose|object|reject)`;

const SAYS_NO = new RegExp(
  `^(?:no(?=[.,;:!\\s]|$)(?! (?:comment|view|objection|concern|opinion|issue|strong|further|response|answer|remark|reason|preference))|` +
    `${SPEAKER}${MANNER}${OPPOSE}s?\\b|${SPEAKER}${NEGATION}\\s{1,3}${MANNER}${AGREE}\\b|not agreed\\b)`,
  'i',
);
const SAYS_YES = new RegExp(
  `^(?:yes\\b|agreed\\b|no objections?\\b|no concerns?\\b|content\\b|${SPEAKER}${MANNER}${AGREE}s?\\b|${SPEAKER}(?:am|are) (?:content|in favour)\\b|in favour\\b|` +
    `${SPEAKER}${NEGATION}\\s{1,3}${MANNER}(?:disagree|object|oppose)\\b|${SPEAKER}have no (?:objections?|concerns?)\\b)`,
  'i',
);
/** What takes back a part of a yes or a no, in its own sentence. */
const QUALIFIED =
  /\b(?:but|except|however|although|though|unless|provided|subject to|in part|partly|partially|in principle|to (?:some|a certain) extent|apart from|other than|with (?:some )?(?:reservations?|caveats?|qualifications?))\b/i;

/**
 * What the words of an answer say by themselves: a plain yes or no at their beginning. Anything
 * else, a qualified yes among it, is a comment, which a person reads.
 */
export function readViewInWords(answer: string): ResponseView {
  const words = answer.trim().replace(/^["“'‘(]+/, '');
  const sentence = /^[^.!?\n]{0,400}/.exec(words)?.[0] ?? '';
  if (QUALIFIED.test(sentence)) return 'comment';
  if (SAYS_NO.test(words)) return 'disagree';
  return SAYS_YES.test(words) ? 'agree' : 'comment';
}

/** A yes or no, or that there is nothing to say, which no one need answer. */
const NOTHING_MORE =
  /^(?:yes|no|agreed?|disagree|we agree|we disagree|we do not agree|i agree|i disagree|we support (?:this|the proposals?)|supported|no (?:further )?(?:comments?|views?|opinion|objections?|response|answer|concerns?)|we have no (?:further )?(?:comments?|views?|objections?|concerns?)|none|nil|n\/?a|not applicable|see (?:above|our answer|the answer)|comment(?: only)?)[.!]?$/i;

/** Whether words are only a view, or say that there is nothing to say. */
export function isOnlyView(words: string): boolean {
  return NOTHING_MORE.test(words.trim().replace(/\s+/g, ' '));
}

/** What each respondent whose answer may be published thinks of each question. */
export function listViews(merged: MergedResponses): RespondentView[] {
  const nameOf = nameRespondents(merged);
  return merged.questions.flatMap(({ question, answers }) =>
    answers.flatMap(({ answer, reasons, view, file, withheld }) =>
      withheld.includes('answer')
        ? []
        : [
            {
              question,
              respondent: nameOf(file),
              file,
              view: view ?? readViewInWords(answer === '' ? reasons : answer),
            },
          ],
    ),
  );
}

/** How many think what of each question, those whose answer is confidential counted alone. */
export function countViews(merged: MergedResponses, views: readonly RespondentView[]): ViewCounts[] {
  return merged.questions.map(({ question, answered }) => {
    const own = views.filter((each) => each.question === question);
    const countOf = (view: ResponseView) => own.filter((each) => each.view === view).length;
    return {
      question,
      agree: countOf('agree'),
      disagree: countOf('disagree'),
      comment: countOf('comment'),
      confidential: answered - own.length,
    };
  });
}

/** Names of respondents by their files; those who have the same are told apart by the file. */
export function nameRespondents(merged: MergedResponses): (file: string) => string {
  const byFile = new Map(
    merged.questions.flatMap(({ answers }) => answers.map(({ file, respondent }) => [file, respondent] as const)),
  );
  const files = new Map<string, number>();
  for (const name of byFile.values()) files.set(name, (files.get(name) ?? 0) + 1);
  return (file) => {
    const name = byFile.get(file) ?? file;
    return (files.get(name) ?? 0) > 1 && name !== file ? `${name} (${file})` : name;
  };
}
