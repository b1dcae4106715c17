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

/** The same by hand, as Word writes tracked changes and comments. */
export function reviewByHand(bytes: Uint8Array): Uint8Array {
  const parts = unzipSync(bytes);
  let xml = strFromU8(parts['word/document.xml'] ?? new Uint8Array());
  const who = 'w:author="A. Reviewer" w:date="2026-01-20T09:00:00Z"';
  EDITS.forEach(([words, instead], index) => {
    const found = new RegExp(
      `(<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?)<w:t[^>]*>([^<]*)${words}([^<]*)</w:t></w:r>`,
    ).exec(xml);
    assert.ok(found, words);
    const [whole, open = '', before = '', after = ''] = found;
    const text = (said: string) => `${open}<w:t xml:space="preserve">${said}</w:t></w:r>`;
    xml = xml.replace(
      whole,
      `${text(before)}<w:del w:id="9${index}1" ${who}>${text(words).replace(/w:t\b/g, 'w:delText')}</w:del><w:ins w:id="9${index}2" ${who}>${text(instead)}</w:ins>${text(after)}`,
    );
  });
  const place =
    /<w:r>(?:<w:rPr>(?:(?!<\/w:rPr>).)*<\/w:rPr>)?<w:t[^>]*>[^<]*office of the harbour[^<]*<\/w:t><\/w:r>/.exec(
      xml,
    )?.[0] ?? '';
  assert.notEqual(place, '');
  xml = xml.replace(
    place,
    `<w:commentRangeStart w:id="5"/>${place}<w:commentRangeEnd w:id="5"/><w:r><w:commentReference w:id="5"/></w:r>`,
  );
  const namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
  const relations = strFromU8(parts['word/_rels/document.xml.rels'] ?? new Uint8Array()).replace(
    '</Relationships>',
    '<Relationship Id="rIdOfComments" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/></Relationships>',
  );
  return zipSync({
    ...parts,
    'word/document.xml': strToU8(xml),
    'word/_rels/document.xml.rels': strToU8(relations),
    'word/comments.xml': strToU8(
      `<w:comments ${namespace}><w:comment w:id="5" ${who}><w:p><w:r><w:t>${COMMENT[1]}</w:t></w:r></w:p></w:comment></w:comments>`,
    ),
  });
}
