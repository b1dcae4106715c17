import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOGUE } from '../../server/src/rules/catalogue.js';
import { examplesOf, PAGES } from '../support/check-page.js';
import { findingsOf, load, says, withFix } from '../support/marked.js';
import { FOLDER } from '../support/memory-host.js';

describe('the pages of the checks', () => {
  it('are one for each check', () => {
    const pages = readdirSync(PAGES).filter((file) => file !== 'README.md');
    assert.deepEqual(
      pages.sort(),
      Object.keys(CATALOGUE)
        .map((code) => `${code}.md`)
        .sort(),
    );
  });

  it('are listed in README.md, which UPDATE=1 rewrites from the catalogue', () => {
    const path = join(PAGES, 'README.md');
    const text = readFileSync(path, 'utf8');
    const intro = text.slice(0, text.indexOf('\n| ') + 1);
    const rows = Object.entries(CATALOGUE).map(
      ([code, { severity, speaks }]) => `| [${code}](${code}.md) | ${severity} | ${speaks} |\n`,
    );
    const expected = `${intro}| code | severity | what it means |\n| --- | --- | --- |\n${rows.join('')}`;
    if (process.env.UPDATE) writeFileSync(path, expected);
    else
      assert.equal(withoutPadding(text), expected, 'docs/checks/README.md is out of date: run this test with UPDATE=1');
  });

  for (const [code, { severity, speaks }] of Object.entries(CATALOGUE)) {
    describe(code, () => {
      it('has its severity, and says what it means, how to fix it and how to silence it', () => {
        const page = readFileSync(join(PAGES, `${code}.md`), 'utf8');
        assert.ok(page.startsWith(`# ${code}\n\nSeverity: ${severity}. ${speaks}\n\n`), page.slice(0, 200));
        assert.match(page, /\n\n\*\*To fix it:\*\* .+\n\n\*\*To silence it:\*\* .+\n$/);
        assert.ok(page.includes(`${code}: off`), 'the page must say how to switch the check off');
      });

      it('speaks of its bad example alone, and each mend that it offers leaves nothing to find', async () => {
        const { bad, good } = examplesOf(code);
        const findings = await says(code, bad);
        assert.ok(findings.length > 0, 'nothing is marked');
        await says('', good);
        for (const finding of findings) {
          const preferred = finding.fixes.filter((fix) => fix.preferred);
          for (const fix of preferred.length > 0 ? preferred : finding.fixes) {
            const text = withFix(await load(bad), finding, fix);
            const left = findingsOf(await load({ ...bad, [finding.uri.slice(FOLDER.length + 1)]: text }));
            assert.deepEqual(
              // What a mend leaves to the drafter to write stands there as a placeholder.
              left
                .filter(
                  (other) =>
                    other.code !== 'placeholder.unfilled' ||
                    other.code === code ||
                    !fix.edits.some((edit) => edit.text.includes('[insert')),
                )
                .map((other) => `${other.code}: ${other.message}`),
              [],
              `“${fix.title}” gives:\n${text}`,
            );
          }
        }
      });
    });
  }
});

/** A Markdown table as it is before a formatter pads its cells. */
function withoutPadding(text: string): string {
  return text.replace(/ +\|/g, ' |').replace(/-{3,}/g, '---');
}
