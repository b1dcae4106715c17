import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOGUE } from '../../server/src/rules/catalogue.js';
import { examplesOf, PAGES } from '../support/check-page.js';
import { findingsOf, load, says, withFix } from '../support/marked.js';
import { FOLDER } from '../support/memory-host.js';

describe('the pages of the checks', () => {
  it('are one for each check, and each is in the list', () => {
    const pages = readdirSync(PAGES).filter((file) => file !== 'README.md');
    assert.deepEqual(
      pages.sort(),
      Object.keys(CATALOGUE)
        .map((code) => `${code}.md`)
        .sort(),
    );
    const list = readFileSync(join(PAGES, 'README.md'), 'utf8');
    const rows = [...list.matchAll(/^\| \[([a-z.-]+)\]\(([a-z.-]+)\) +\| ([a-z]+) +\| (.+?) +\|$/gm)];
    assert.deepEqual(
      rows.map(([, code, page, severity, speaks]) => ({ code, page, severity, speaks })).sort(byCode),
      Object.entries(CATALOGUE)
        .map(([code, { severity, speaks }]) => ({ code, page: `${code}.md`, severity, speaks }))
        .sort(byCode),
    );
  });

  for (const [code, { severity, speaks }] of Object.entries(CATALOGUE)) {
    describe(code, () => {
      it('has its severity, and says when it speaks and how to mend it', () => {
        const page = readFileSync(join(PAGES, `${code}.md`), 'utf8');
        assert.ok(page.startsWith(`# ${code}\n\nSeverity: ${severity}. ${speaks}\n\n`), page.slice(0, 200));
        assert.match(page, /\n\n\*\*To mend it:\*\* .+\n$/);
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

function byCode(a: { code?: string | undefined }, b: { code?: string | undefined }): number {
  return (a.code ?? '').localeCompare(b.code ?? '');
}
