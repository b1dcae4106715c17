import assert from 'node:assert/strict';
import fc from 'fast-check';
import { buildOutline } from '../../server/src/features/outline.js';
import { OutlineText } from '../../server/src/features/outline-text.js';
import { Draft } from '../../server/src/model/draft.js';
import { anyText } from '../support/markdown-lines.js';

/** A draft of sections, with headings above them and things of every kind in them. */
const many = (sections: number): string =>
  `# The Act\n\n${Array.from(
    { length: sections },
    (_, i) =>
      `## ${i + 1} Section\n\n${i + 1}.1 Words – of “it”:\n\n(a) one;\n\n(b) two.\n\n**Table ${i + 1}.1 – Things**\n\n| No | What |\n|---|---|\n| 1 | x |\n\n**Term ${i}** means that.\n`,
  ).join('\n')}`;

const read = (outline: OutlineText, draft: Draft): unknown =>
  JSON.parse(Buffer.concat([...outline.update(draft)]).toString());

const TYPED = ['x', ' ', '\n', '\n\n', '\r\n', '', '7.9 New.\n\n', '(c) more;\n\n', '## 99 Last\n\n', '|', '*'];

describe('the outline as JSON', () => {
  for (const [name, text] of [
    ['of lines of every kind', anyText],
    ['of a draft with many sections', fc.integer({ min: 1, max: 40 }).map(many)],
  ] as const)
    it(`is that of the draft after each edit: ${name}`, () => {
      fc.assert(
        fc.property(
          text,
          fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(4), fc.constantFrom(...TYPED)), {
            maxLength: 8,
          }),
          fc.boolean(),
          (before, edits, asksEachTime) => {
            const outline = new OutlineText();
            let draft = Draft.parse(before);
            read(outline, draft);
            for (const [place, deleted, typed] of edits) {
              const start = Math.floor(place * draft.text.length);
              draft = draft.applyEdit({ start, end: start + deleted, text: typed });
              if (asksEachTime) assert.deepEqual(read(outline, draft), buildOutline(draft));
            }
            assert.deepEqual(read(outline, draft), buildOutline(draft));
          },
        ),
        { numRuns: 120 },
      );
    });

  it('leaves the small things out of a draft that is very long', () => {
    const draft = Draft.parse(many(1800));
    assert.ok(draft.provisions.length > 10_000);
    assert.deepEqual(read(new OutlineText(), draft), buildOutline(draft));
  });

  it('takes no more to write after a keystroke however long the draft is', () => {
    const written = [40, 400].map((sections) => {
      const text = many(sections);
      const outline = new OutlineText();
      let draft = Draft.parse(text);
      outline.update(draft);
      const before = outline.written;
      const at = text.indexOf('Words', text.length >> 1) + 2;
      for (let i = 0; i < 10; i++) {
        draft = draft.applyEdit({ start: at, end: at, text: 'x' });
        outline.update(draft);
      }
      return outline.written - before;
    });
    assert.equal(written[0], written[1]);
    assert.ok((written[0] ?? 0) <= 10 * 2 * 48, `${written[0]} symbols`);
  });
});
