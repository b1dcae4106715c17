import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { renderDocx } from '../../server/src/export/docx/render-docx.js';
import { importWord } from '../../server/src/import/word/write-draft.js';
import { Draft } from '../../server/src/model/draft.js';
import { generatedDraft } from '../support/generated-drafts.js';
import { DOCX_OPTIONS } from '../support/office-files.js';

const EXAMPLE = 'examples/further-testing';

/** A draft with each paragraph on one line, and the line ends of its own. */
function unwrap(text: string): string {
  return text
    .split(/(\r?\n(?:[ \t]*\r?\n)+)/)
    .map((part) =>
      /^\s*(?:\||---\r?\n|```)|\r?\n\s*(?:\||---$|[-*+] |\d+\. |>|\[\^)/.test(part) || part.trim() === ''
        ? part
        : part.replace(/([^\n\r\\])\r?\n *(?=\S)/g, '$1 '),
    )
    .join('');
}

const figures = (path: string) => {
  try {
    return readFileSync(`${EXAMPLE}/${path}`);
  } catch {
    return null;
  }
};

function importFile(bytes: Uint8Array, changes: 'accept' | 'reject' = 'accept') {
  return importWord(bytes, { changes, figureFolder: 'figures', fallbackTitle: null });
}

async function comeBack(text: string): Promise<string> {
  return importFile(await renderDocx({ draft: Draft.parse(text) }, { ...DOCX_OPTIONS, figures })).text;
}

describe('a draft written as a Word file and read back', function () {
  this.timeout(60_000);

  for (const name of ['svtad', 'mtad', 'consultation', 'in-force/svtad-v1.4', 'in-force/mtad-v1.2'])
    it(`is the same, character for character: ${name} of the example`, async () => {
      const text = readFileSync(`${EXAMPLE}/${name}.md`, 'utf8');
      assert.equal(await comeBack(text), unwrap(text));
    });

  it('has its pictures, the vectors themselves, at their places', async () => {
    const file = await renderDocx(
      { draft: Draft.parse(readFileSync(`${EXAMPLE}/svtad.md`, 'utf8')) },
      { ...DOCX_OPTIONS, figures },
    );
    const [first] = importFile(file).figures;
    assert.equal(first?.path, 'figures/stages.svg');
    assert.deepEqual(Buffer.from(first.bytes), readFileSync(`${EXAMPLE}/figures/stages.svg`));
  });

  it('is the same for fifty generated drafts', () =>
    fc.assert(
      fc.asyncProperty(generatedDraft, async (text) => assert.equal(await comeBack(text), unwrap(text))),
      { numRuns: 50, seed: 16 },
    ));
});
