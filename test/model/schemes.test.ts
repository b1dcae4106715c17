import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Draft } from '../../server/src/model/draft.js';
import type { Provision } from '../../server/src/model/provision.js';

/**
 * Texts of each scheme and texts that look alike. In a file of the folder each begins with a line
 * "=== name | scheme", then come its words, then a line "---" and its provisions as they are read,
 * indented by what they stand in.
 */
const FOLDER = join('test', 'fixtures', 'schemes');

interface SchemeText {
  readonly name: string;
  readonly scheme: string;
  readonly text: string;
  readonly outline: string;
}

function readTexts(file: string): SchemeText[] {
  const source = readFileSync(join(FOLDER, file), 'utf8');
  return source
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const [, name = '', scheme = ''] = /^(.*) \| (.*)$/m.exec(part) ?? [];
      const body = part.slice(part.indexOf('\n') + 1);
      const at = body.lastIndexOf('\n---\n');
      return { name, scheme, text: body.slice(0, at + 1), outline: body.slice(at + 5).trimEnd() };
    });
}

function printOutline(provisions: readonly Provision[], indent = ''): string[] {
  return provisions.flatMap((provision) => [
    ...(provision.kind === 'heading'
      ? []
      : [`${indent}${provision.label}${provision.title ? ` – ${provision.title}` : ''}`]),
    ...printOutline(provision.children, provision.kind === 'heading' ? indent : `${indent}  `),
  ]);
}

for (const file of readdirSync(FOLDER).sort()) {
  describe(`the scheme of ${file.replace('.txt', '')}`, () => {
    for (const { name, scheme, text, outline } of readTexts(file)) {
      it(name, () => {
        const draft = Draft.parse(text);
        assert.equal(printOutline(draft.roots).join('\n'), outline);
        assert.equal(draft.scheme.id, scheme);
      });

      it(`${name}, typed character by character at each line's end`, () => {
        let draft = Draft.parse(text);
        for (const [at] of [...text.matchAll(/\n/g)].map(({ index }) => [index] as const).reverse()) {
          for (const edit of [
            { start: at, end: at, text: ' x' },
            { start: at, end: at + 2, text: '' },
          ]) {
            draft = draft.applyEdit(edit);
            assert.deepEqual(printOutline(draft.roots), printOutline(Draft.parse(draft.text).roots));
          }
        }
      });
    }
  });
}
