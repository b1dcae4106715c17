import { isSameTitle } from '../../analysis/text/titles.js';
import type { Draft } from '../../model/draft.js';
import type { FoundReference } from '../../model/facts.js';
import { findRunAt, findSourceSpan } from '../../model/inline/inline.js';
import { getOrCreate } from '../../model/memo.js';
import type { Provision } from '../../model/provision.js';
import type { Reference } from '../../model/references/reference.js';
import { shortenWords } from '../message.js';
import { type BlockRule, findLabelPlace } from '../rule.js';

/** The title cited beside a number is not the target's title. */
export const referenceCaption: BlockRule = {
  codes: {
    'reference.caption': {
      severity: 'warning',
      title: 'The title cited beside a number is not the title of that provision.',
    },
  },
  concerns: (block, context) => context.resolved(block).length > 0,
  *checkBlock(block, context) {
    for (const { found, document, targets } of context.resolved(block)) {
      const told = found.reference.caption ?? readTitleInLink(found);
      const caption = told ?? readQuotedTitle(found);
      const only = targets[0];
      if (!caption || targets.length !== 1 || only?.state !== 'found' || only.range || !document?.draft) continue;
      const provision = only.provisions[0];
      if (!provision?.title || isSameTitle(provision.title, caption.text)) continue;
      if (describesTitle(provision.title, caption.text) || isOfSeveral(provision.title, caption.text)) continue;
      if (isOfNamesake(document.draft, provision, caption.text)) continue;
      // What section 3 was called in an earlier version.
      if (isInRowOfVersion(context.draft.block(block).text, caption.span.start)) continue;
      // Words in quotation marks may be anything, but for the title of another provision.
      if (!told && !listTitles(document.draft).has(caption.text.toLowerCase())) continue;
      yield {
        code: 'reference.caption',
        message: `${shortenWords(provision.label, 24)} is titled “${shortenWords(provision.title, 36)}”, not “${shortenWords(caption.text, 36)}”.`,
        block,
        span: caption.span,
        related: [
          {
            uri: document.uri,
            place: findLabelPlace(document.draft, provision),
            message: provision.title,
          },
        ],
        fixes: [
          {
            title: `Write “${provision.title}”`,
            edits: [{ block, span: caption.span, text: provision.title }],
            preferred: true,
          },
        ],
      };
    }
  },
};

/** "[Section 2.2 - Key sizes](#22-key-sizes)": the title behind a dash, a colon or a comma in a link. */
const TITLE_IN_LINK = /^(?: ?[–—:-]|,) (\p{Lu}[^\n]{2,120})$/u;

/** The title beside the only number of a reference, to the end of the link that both stand in. */
function readTitleInLink({ reference, passage: { inline }, visible }: FoundReference): Reference['caption'] {
  const [only, second] = reference.targets;
  const run = only && !only.to && !second ? findRunAt(inline, visible.end - 1) : undefined;
  if (!run?.link) return null;
  // "[5.1 Conformance Clause 1: Commands](#51)" is the title of 5.1.
  const before = visible.start > 0 ? findRunAt(inline, visible.start - 1) : undefined;
  if (before?.link === run.link && /[\p{L}\p{N}]/u.test(inline.text.slice(before.at, visible.start))) return null;
  let end = visible.end;
  for (let next = findRunAt(inline, end); next?.link === run.link; next = findRunAt(inline, end))
    end = next.at + next.text.length;
  const title = TITLE_IN_LINK.exec(inline.text.slice(visible.end, end))?.[1]?.trimEnd();
  if (title === undefined) return null;
  const from = inline.text.indexOf(title, visible.end);
  const span = findSourceSpan(inline, from, from + title.length);
  // Marks within a title would be lost when it is written anew.
  return span.end - span.start === title.length ? { text: title, span } : null;
}

/** ", “Crews”," behind a number, and no words of which something is said: "in section 3, “crew” means …". */
const QUOTED_TITLE = /^, [“"](\p{Lu}[^“”"\n]{2,120}?)(?:,[”"]|\.?[”"](?=[,.;:)]|$| (?:and|or)\b))/u;

/** The title in quotation marks behind the only number of a reference and a comma. */
function readQuotedTitle({ reference, passage: { inline }, visible }: FoundReference): Reference['caption'] {
  const [only, second] = reference.targets;
  if (!only || only.to || second) return null;
  const before = inline.text.slice(Math.max(0, visible.start - 4), visible.start);
  const [, title] = QUOTED_TITLE.exec(inline.text.slice(visible.end, visible.end + 128)) ?? [];
  if (title === undefined || /^(?:.*[^\w])?[Ii]n $/.test(before)) return null;
  const from = inline.text.indexOf(title, visible.end);
  const span = findSourceSpan(inline, from, from + title.length);
  return span.end - span.start === title.length ? { text: title, span } : null;
}

const titlesByProvisions = new WeakMap<readonly Provision[], ReadonlySet<string>>();

/** The titles of a draft's provisions, in small letters. */
function listTitles({ provisions }: Draft): ReadonlySet<string> {
  return getOrCreate(
    titlesByProvisions,
    provisions,
    () => new Set(provisions.flatMap(({ title }) => (title === null ? [] : [title.toLowerCase()]))),
  );
}

/**
 * "(IFRS exemption)" beside "Exemption from consolidation where IFRS so permits": fewer of its words,
 * in another order, describe what it is about.
 */
function describesTitle(title: string, caption: string): boolean {
  const of: readonly string[] = splitLetters(title);
  const own: readonly string[] = splitLetters(caption);
  return own.length > 1 && own.length * 2 < of.length && own.every((word) => of.includes(word));
}

/** Fewer parts are a title of their own. */
const LEAST_PARTS = 3;

/** "(Payment)" beside "Prices, Payment and Ordering": one of the things that the title names. */
function isOfSeveral(title: string, caption: string): boolean {
  const parts = title.toLowerCase().split(/, (?:and |or )?| (?:and|or|&) /);
  return parts.length >= LEAST_PARTS && parts.includes(caption.toLowerCase());
}

/** Whether another provision of that number has most of the words in its title. */
function isOfNamesake({ provisions }: Draft, { index, number }: Provision, caption: string): boolean {
  const words = splitLetters(caption);
  return provisions.some((each) => {
    if (each.index === index || each.number !== number || each.title === null) return false;
    const title: readonly string[] = splitLetters(each.title);
    return words.filter((word) => title.includes(word)).length * 2 > words.length;
  });
}

function splitLetters(text: string): string[] {
  return text.toLowerCase().match(/\p{L}{2,40}/gu) ?? [];
}

/** "| 1.3 | … | 26-Sep-2019 |": a version and its day. */
const VERSION_CELL = /^[ \t]{0,9}\|?[ \t*_]{0,9}[vV]?\d{1,3}(?:\.\d{1,3}){1,3}[ \t*_]{0,40}\|/;
const DAY_CELL =
  /\b\d{1,2}[ .‐‑-](?:\p{Lu}\p{Ll}{2,8}|\d{1,2})[ .‐‑-](?:19|20)\d\d\b|\b\p{Lu}\p{Ll}{2,8} \d{1,2}, (?:19|20)\d\d\b|\b(?:19|20)\d\d-\d\d-\d\d\b/u;

/** Whether a place in a table stands in the row of a version of the document, which tells what was changed then. */
function isInRowOfVersion(text: string, at: number): boolean {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const row = text.slice(start, start + 2000).split(/\r?\n/, 1)[0] ?? '';
  return VERSION_CELL.test(row) && DAY_CELL.test(row);
}
