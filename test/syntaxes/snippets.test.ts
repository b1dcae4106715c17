import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { findingsOf, loadWorld } from '../support/marked.js';
import { MarkedProject } from '../support/open-project.js';

interface Snippet {
  readonly prefix: string;
  readonly body: readonly string[];
  readonly description: string;
}

const SNIPPETS = JSON.parse(readFileSync('snippets/keeling.json', 'utf8')) as Readonly<Record<string, Snippet>>;

/** What stands in the draft once every stop keeps its default. */
function expanded({ body }: Snippet): string {
  let text = body.join('\n');
  text = text.replace(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, '$1');
  while (/\$\{\d+:/.test(text)) text = text.replace(/\$\{\d+:([^${}]*)\}/g, '$1');
  return text.replace(/\$\d+|\$\{\d+\}/g, '');
}

/** What each snippet makes, and the text around it that it needs. */
const MAKES: readonly [name: string, provisions: readonly string[], before?: string, after?: string][] = [
  ['Front matter of a draft', []],
  ['Section', ['Section 20', 'Clause 20.1']],
  ['Clause', ['Clause 20.1']],
  ['Sub-paragraphs', ['Clause 1.1(a)', 'Clause 1.1(b)', 'Clause 1.1(c)'], '## 1 One\n\n1.1 Thus:\n\n'],
  ['Nested sub-paragraphs', ['Clause 1.1(a)', 'Clause 1.1(a)(i)', 'Clause 1.1(a)(ii)'], '## 1 One\n\n1.1 Thus:\n\n'],
  ['Captioned table', ['Table 9.1', 'row 1 of Table 9.1']],
  ['Figure', ['Figure 4.1']],
  ['Definition', ['Term']],
  ['Definitions table', ['Table 1.1', 'Term']],
  ['Appendix', ['Appendix A']],
  ['Consultation question', ['FTC Q1']],
  ['Overview of drafting changes', ['Figure 4.1', 'row 1 of Figure 4.1']],
  ['Footnote', ['Footnote 1'], '1.1 Words'],
  ['Notification', []],
  ['Silence a check', [], '', '\nWords.\n'],
];

describe('the snippets', () => {
  it('are all tested', () => assert.deepEqual(MAKES.map(([name]) => name).sort(), Object.keys(SNIPPETS).sort()));

  it('have each a prefix of its own', () => {
    const prefixes = Object.values(SNIPPETS).map(({ prefix }) => prefix);
    assert.equal(new Set(prefixes).size, prefixes.length);
  });

  for (const [name, provisions, before = '', after = ''] of MAKES) {
    it(`make what they say: ${name}`, async () => {
      const text = before + expanded(SNIPPETS[name] as Snippet) + after;
      const { project } = await MarkedProject.load(text);
      const [document] = project.workspace.listCheckedDocuments();
      const made = document?.draft.provisions.filter(({ number }) => number !== null).map(({ label }) => label) ?? [];
      assert.deepEqual(made.slice(-provisions.length || made.length), provisions);
      const structural = findingsOf(await loadWorld({ 'draft.md': text })).filter(({ code }) =>
        /^(?:structure|front-matter|numbering\.level)/.test(code),
      );
      const expected = name === 'Front matter of a draft' ? ['front-matter.invalid'] : [];
      assert.deepEqual(
        structural.map(({ code }) => code),
        expected,
      );
    });
  }
});
