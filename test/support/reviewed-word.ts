import assert from 'node:assert/strict';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { buildWordFile, inList, inStyle, paragraph } from './word-builder.js';

/** The Word files that a team has in force. */
export const RULES = buildWordFile(
  [
    paragraph('Harbour Code', inStyle('Title')),
    paragraph('Fees', inStyle('Heading1') + inList(0)),
    paragraph('A fee is due for each vessel under Clause 1.1 of the Charges.', inList(1)),
    paragraph('The owner shall pay the fee:', inList(1)),
    paragraph('within ten days; and', inList(2)),
    paragraph('at the office of the harbour master.', inList(2)),
    paragraph('Refusal', inStyle('Heading1') + inList(0)),
    paragraph('The harbour master may refuse a vessel whose owner has not paid under Clause 1.2.', inList(1)),
  ].join(''),
);
export const CHARGES = buildWordFile(
  [
    paragraph('Harbour Charges', inStyle('Title')),
    paragraph('Amounts', inStyle('Heading1') + inList(0)),
    paragraph('The fee is five pounds a day.', inList(1)),
    paragraph('It is paid as Clause 1.2 of the Code says.', inList(1)),
  ].join(''),
);

export const CONSULTATION = `---
document: Consultation
title: Consultation on the Harbour Code
---

# Consultation on the Harbour Code

## 1 What we propose

We propose to change Clause 1.2 of the Code.

**HR Q1**

Do you agree with the change to Clause 1.2 of the Code?

## Attachments

- Attachment 1 – Harbour Code V2 (clean)
- Attachment 2 – Harbour Code V2 (change marked against V1)
- Attachment 3 – Harbour Charges V1 (clean)
`;

export const PROJECT = `consultation: { id: HR, document: consultation.md, published: 2026-01-05, respond-by: 2026-02-05, effective: 2026-03-02 }
documents:
  - { id: Code, path: rules.md, version: V2, baseline: { path: in-force/rules.docx, version: V1 } }
  - { id: Charges, path: charges.md, version: V1 }
attachments:
  - { number: 1, clean: Code }
  - { number: 2, marked: Code }
  - { number: 3, clean: Charges }
`;

/** What the reviewer does to the clean attachment. */
export const EDITS = [
  ['within twenty days', 'within fifteen days'],
  ['may refuse a vessel', 'shall refuse a vessel'],
] as const;
export const COMMENT = ['five pounds', 'Too much for a dinghy.'] as const;

/** What somebody does to a Word file by hand, as Word writes it. */
export interface ReviewByHand {
  readonly author: string;
  /** Words, and what they become. */
  readonly edits: readonly (readonly [words: string, instead: string])[];
  /** Whether tracking is on; it is where this is left out. */
  readonly isTracked?: boolean;
  /** Words whose paragraph goes before the one with the other words. */
  readonly move?: readonly [words: string, before: string];
  readonly comment?: {
    /** Words of the run that it is about. */
    readonly words: string;
    readonly text: string;
    readonly reply?: { readonly author: string; readonly text: string };
    readonly isResolved?: boolean;
  };
}

/** The reviewer of the circle, by hand. */
export function reviewByHand(bytes: Uint8Array): Uint8Array {
  return editByHand(bytes, {
    author: 'A. Reviewer',
    edits: EDITS,
    comment: { words: 'office of the harbour', text: COMMENT[1] },
  });
}

/** A Word file of Keeling's after somebody worked on it in Word. */
export function editByHand(bytes: Uint8Array, review: ReviewByHand): Uint8Array {
  const parts = unzipSync(bytes);
  let xml = strFromU8(parts['word/document.xml'] ?? new Uint8Array());
  const by = (author: string) => `w:author="${author}" w:date="2026-01-20T09:00:00Z"`;
  const who = by(review.author);
  const runWith = (words: string) =>
    new RegExp(`(<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?)<w:t[^>]*>([^<]*)${words}([^<]*)</w:t></w:r>`).exec(xml);
  review.edits.forEach(([words, instead], index) => {
    const found = runWith(words);
    assert.ok(found, words);
    const [whole, open = '', before = '', after = ''] = found;
    const text = (said: string) => `${open}<w:t xml:space="preserve">${said}</w:t></w:r>`;
    const deleted = text(words).replace(/w:t\b/g, 'w:delText');
    xml = xml.replace(
      whole,
      review.isTracked === false
        ? text(`${before}${instead}${after}`)
        : `${text(before)}<w:del w:id="9${index}1" ${who}>${deleted}</w:del><w:ins w:id="9${index}2" ${who}>${text(instead)}</w:ins>${text(after)}`,
    );
  });
  if (review.move) xml = moveParagraph(xml, review.move, who);
  const { comment } = review;
  if (!comment) return zipSync({ ...parts, 'word/document.xml': strToU8(xml) });
  const place = runWith(comment.words)?.[0] ?? '';
  assert.notEqual(place, '');
  xml = xml.replace(
    place,
    `<w:commentRangeStart w:id="5"/>${place}<w:commentRangeEnd w:id="5"/><w:r><w:commentReference w:id="5"/></w:r>`,
  );
  const namespaces =
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"';
  const write = (id: number, author: string, text: string) =>
    `<w:comment w:id="${id}" ${author}><w:p w14:paraId="0000000${id}"><w:r><w:t>${text}</w:t></w:r></w:p></w:comment>`;
  const { reply } = comment;
  const relations = strFromU8(parts['word/_rels/document.xml.rels'] ?? new Uint8Array()).replace(
    '</Relationships>',
    '<Relationship Id="rIdOfComments" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/><Relationship Id="rIdOfExtended" Type="http://schemas.microsoft.com/office/2011/relationships/commentsExtended" Target="commentsExtended.xml"/></Relationships>',
  );
  return zipSync({
    ...parts,
    'word/document.xml': strToU8(xml),
    'word/_rels/document.xml.rels': strToU8(relations),
    'word/comments.xml': strToU8(
      `<w:comments ${namespaces}>${write(5, who, comment.text)}${reply ? write(6, by(reply.author), reply.text) : ''}</w:comments>`,
    ),
    'word/commentsExtended.xml': strToU8(
      `<w15:commentsEx ${namespaces}><w15:commentEx w15:paraId="00000005" w15:done="${comment.isResolved ? 1 : 0}"/>${reply ? '<w15:commentEx w15:paraId="00000006" w15:paraIdParent="00000005" w15:done="0"/>' : ''}</w15:commentsEx>`,
    ),
  });
}

/** A paragraph that goes before another, as Word tracks it: its words and its end at both places. */
function moveParagraph(xml: string, [words, target]: readonly [string, string], who: string): string {
  const paragraphs = xml.match(/<w:p>(?:(?!<\/w:p>).)*<\/w:p>/g) ?? [];
  const moved = paragraphs.find((each) => each.includes(words)) ?? '';
  const before = paragraphs.find((each) => each.includes(target)) ?? '';
  assert.ok(moved !== '' && before !== '', `${words}, ${target}`);
  const write = (kind: 'moveFrom' | 'moveTo', id: number) => {
    const runs = moved.match(/<w:r>(?:(?!<\/w:r>).)*<\/w:r>/g) ?? [];
    const properties =
      (/<w:pPr>((?:(?!<\/w:pPr>).)*)<\/w:pPr>/.exec(moved)?.[1] ?? '') +
      `<w:rPr><w:${kind} w:id="${id}1" ${who}/></w:rPr>`;
    return `<w:${kind}RangeStart w:id="${id}2" w:name="move1" ${who}/><w:p><w:pPr>${properties}</w:pPr><w:${kind} w:id="${id}3" ${who}>${runs.join('')}</w:${kind}></w:p><w:${kind}RangeEnd w:id="${id}2"/>`;
  };
  return xml.replace(moved, write('moveFrom', 71)).replace(before, `${write('moveTo', 72)}${before}`);
}
