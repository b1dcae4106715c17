import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { CATALOGUE, RULES } from '../../server/src/rules/catalogue.js';

const SERVER = join('server', 'src');

describe('the catalogue of checks', () => {
  const files = readdirSync(SERVER, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => ({ path, text: readFileSync(join(SERVER, path), 'utf8') }));
  const checks = files.filter(({ text }) => /^export const \w+: (?:Block|Structure|Draft)Rule = /m.test(text));

  it('has each check that a file declares, one a file', () => {
    const declared = checks.map(({ path, text }) => {
      const names = [...text.matchAll(/^export const (\w+): (?:Block|Structure|Draft)Rule = /gm)].map(
        ([, name]) => name,
      );
      assert.equal(names.length, 1, `${path} must declare one check`);
      return names[0];
    });
    const catalogue = readFileSync(join(SERVER, 'rules', 'catalogue.ts'), 'utf8');
    const listed = /RULES: readonly Rule\[\] = \[([^\]]*)\]/.exec(catalogue)?.[1]?.match(/\w+/g) ?? [];
    assert.deepEqual([...listed].sort(), declared.sort());
    assert.equal(RULES.length, listed.length);
  });

  it('has each code once', () => {
    const codes = RULES.flatMap((rule) => Object.keys(rule.codes));
    assert.deepEqual(codes, [...new Set(codes)]);
    assert.deepEqual(Object.keys(CATALOGUE), [...codes, 'changes.register', 'front-matter.invalid', 'project.invalid']);
  });

  it('alone imports the checks: what others need of one lies apart from it', () => {
    const names = new Set(checks.map(({ path }) => basename(path, '.ts')));
    const wrong = files.flatMap(({ path, text }) =>
      basename(path) === 'catalogue.ts'
        ? []
        : [...text.matchAll(/from '(\.[^']*rules\/[^']*|\.\/[^']*)\.js'/g)]
            .map(([, from = '']) => from)
            .filter((from) => (path.includes('rules') || from.includes('rules/')) && names.has(basename(from)))
            .map((from) => `${path} imports ${from}`),
    );
    assert.deepEqual(wrong, []);
  });

  it('describes each code in one sentence', () => {
    for (const [code, { title: speaks }] of Object.entries(CATALOGUE))
      assert.match(speaks, /^[A-Z][^.]{10,110}\.$/, code);
  });
});
