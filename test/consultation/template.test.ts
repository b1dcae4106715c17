import assert from 'node:assert/strict';
import { fillTemplate, TemplateError, type TemplateFacts } from '../../server/src/consultation/template.js';

const FACTS: TemplateFacts = {
  name: 'Keeling',
  'consultation.id': 'FTC',
  effective: null,
  documents: [
    { id: 'SVTAD', version: 'V1.5' },
    { id: 'MTAD', version: null },
  ],
  'documents.names': 'the SVTAD and the MTAD',
  none: [],
};

const fill = (template: string) => fillTemplate(template, FACTS, (name) => `[${name}]`);

describe('a template', () => {
  const cases: [name: string, template: string, filled: string][] = [
    ['plain words', 'Some words.\n\nMore.\n', 'Some words.\n\nMore.\n'],
    ['nothing', '', ''],
    ['a name', 'By {{name}}, {{ consultation.id }}.', 'By Keeling, FTC.'],
    ['a fact that is missing', 'From {{effective}}.', 'From [effective].'],
    ['a list', '{{#each documents}}{{id}} ({{version}}) {{/each}}', 'SVTAD (V1.5) MTAD ([version]) '],
    ['a list within a sentence', 'Of {{documents}}.', 'Of the SVTAD and the MTAD.'],
    ['tags on lines of their own', 'A\n{{#each documents}}\n- {{id}}\n{{/each}}\nB\n', 'A\n- SVTAD\n- MTAD\nB\n'],
    [
      'tags on indented lines of their own',
      'A\n  {{#each documents}}\t\n- {{id}}\n  {{/each}}  \nB\n',
      'A\n- SVTAD\n- MTAD\nB\n',
    ],
    ['tags at the very beginning and end', '{{#if name}}\nA\n{{/if}}', 'A\n'],
    ['CRLF', 'A\r\n{{#each documents}}\r\n- {{id}}\r\n{{/each}}\r\nB\r\n', 'A\r\n- SVTAD\r\n- MTAD\r\nB\r\n'],
    ['a name alone on its line', 'A\n{{name}}\nB', 'A\nKeeling\nB'],
    ['a condition that holds', '{{#if name}}yes{{else}}no{{/if}}', 'yes'],
    ['a condition that does not', '{{#if effective}}yes{{else}}no{{/if}}', 'no'],
    ['a condition without else', 'A{{#if effective}}yes{{/if}}B', 'AB'],
    ['an empty list', '{{#if none}}yes{{else}}no{{/if}}{{#each none}}x{{/each}}', 'no'],
    [
      'blocks within blocks',
      '{{#each documents}}{{#if version}}{{id}} {{name}}{{else}}-{{/if}};{{/each}}',
      'SVTAD Keeling;-;',
    ],
    ['outer facts within a list', '{{#each documents}}{{consultation.id}} {{id}} {{/each}}', 'FTC SVTAD FTC MTAD '],
    ['single braces', 'a { b } {c}', 'a { b } {c}'],
  ];
  for (const [name, template, filled] of cases) it(`fills ${name}`, () => assert.equal(fill(template), filled));

  const wrong: [name: string, template: string, line: number, message: RegExp][] = [
    ['an unknown name', 'A\n\nB {{nmae}}', 3, /nothing is called “nmae” here; the names are name, consultation\.id/],
    ['a name of every object', '{{constructor}}', 1, /nothing is called “constructor”/],
    ['an unknown list', 'A\n{{#each things}}\n{{/each}}', 2, /nothing is called “things”/],
    ['a list that is none', '{{#each name}}{{/each}}', 1, /“name” is not a list/],
    ['a list in the place of a name', '{{none}}', 1, /“none” is a list: use \{\{#each none\}\}/],
    [
      'a block that is not closed',
      'A\n{{#each documents}}\n- {{id}}\n',
      2,
      /\{\{#each documents\}\} is not closed: \{\{\/each\}\} is missing/,
    ],
    ['a block closed by another', 'A\n{{#each documents}}\n{{/if}}', 3, /\{\{\/if\}\} closes a block that is not open/],
    ['a block that was never opened', '{{/each}}', 1, /closes a block/],
    ['else on its own', 'A\n{{else}}', 2, /\{\{else\}\} may stand only once/],
    ['else twice', '{{#if name}}a{{else}}b{{else}}c{{/if}}', 1, /\{\{else\}\} may stand only once/],
    ['an unknown tag', '{{#unless name}}', 1, /cannot be read/],
    ['an empty tag', '{{}}', 1, /cannot be read/],
    ['a tag that is not closed', 'A\n\nB {{name} C', 3, /“\{\{” has no “\}\}”/],
    ['a tag over two lines', 'A {{name\n}} C', 1, /“\{\{” has no “\}\}”/],
    [
      'lists repeated within lists without bound',
      `${'{{#each documents}}'.repeat(8)}${'{{id}}'.repeat(1_000)}${'{{/each}}'.repeat(8)}`,
      1,
      /grows to more than 1 MB/,
    ],
    ['blocks without end', '{{#if name}}'.repeat(100_000), 1, /nested in more than 8/],
  ];
  for (const [name, template, line, message] of wrong) {
    it(`tells of ${name}, and the line`, () => {
      assert.throws(
        () => fill(template),
        (error) => {
          assert.ok(error instanceof TemplateError);
          assert.match(error.message, message);
          assert.equal(error.line, line);
          return true;
        },
      );
    });
  }
});
