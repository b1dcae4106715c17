import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { questionsOf } from '../../server/src/analysis/references/questions.js';
import { readFilledTemplate } from '../../server/src/consultation/filled-template.js';
import { writeResponseTemplate } from '../../server/src/consultation/response-template.js';
import { renderDocx } from '../../server/src/export/docx/render-docx.js';
import { renderOdtForm } from '../../server/src/export/odt/render-odt-form.js';
import { Draft } from '../../server/src/model/draft.js';
import { readForm } from '../../server/src/office/form.js';
import { parseXml } from '../../server/src/office/xml-tree.js';
import { sourceTokens, tokensOf } from '../support/conservation-law.js';
import { isInstalled } from '../support/office.js';

const QUESTIONS = questionsOf(
  Draft.parse('**ABC Q1**\n\nShould the gate be painted?\n\n**ABC Q2**\n\nIs the bell loud enough?\n'),
);
const TEXT = writeResponseTemplate(null, 'Gates', QUESTIONS);
const OPTIONS = { author: 'A Body', date: '2020-01-01' };
const form = () => renderOdtForm(Draft.parse(TEXT), OPTIONS);

/** The form with words typed into its fields, in their order; null leaves one alone. */
function fillFields(words: readonly (string | null)[], change = (xml: string) => xml): Uint8Array {
  const parts = unzipSync(form());
  let next = 0;
  const xml = strFromU8(parts['content.xml'] ?? new Uint8Array()).replace(
    /<text:placeholder[^>]*>[^<]*<\/text:placeholder>|\u2610/g,
    (field) => words[next++] ?? field,
  );
  return zipSync({ ...parts, 'content.xml': strToU8(change(xml)) });
}

/** What the fields ask for, and what was written into them. */
const filledFields = (bytes: Uint8Array) =>
  readForm(bytes).flatMap(({ heading, label, text }) =>
    /^[\s\u2610]*$/.test(text) ? [] : [`${heading}: ${label}: ${text}`],
  );

/** Three boxes for a view stand before each answer, which has a mark, reasons and a mark after it. */
const noView = [null, null, null];
/** Five details, three choices, two fields on confidential parts, and the view on the first question. */
const before = [...Array.from({ length: 10 }, () => null), ...noView];

describe('a response template as OpenDocument text', () => {
  it('says what its type is before all else, and is the same each time', () => {
    const bytes = form();
    assert.equal(strFromU8(bytes.subarray(30, 77)), 'mimetypeapplication/vnd.oasis.opendocument.text');
    assert.deepEqual(bytes, form());
    for (const [name, part] of Object.entries(unzipSync(bytes)))
      if (name.endsWith('.xml')) assert.doesNotThrow(() => parseXml(strFromU8(part)), name);
  });

  it('keeps the choices of a question on the page of its answer, and parts one question from the next', () => {
    const xml = strFromU8(unzipSync(form())['content.xml'] ?? new Uint8Array());
    const kept = [...xml.matchAll(/<table:table table:name="([^"]+)"/g)].map(([, name]) =>
      new RegExp(`style:name="${name}" style:family="table"><style:table-properties[^>]*fo:keep-with-next`).test(xml),
    );
    // Details; choices and fields on confidential parts; choices and answer of each question.
    assert.deepEqual(kept, [false, true, false, true, false, true, false]);
  });

  it('asks for the same as the Word file', async () => {
    const word = await renderDocx({ draft: Draft.parse(TEXT) }, { ...OPTIONS, isForm: true });
    const asked = (bytes: Uint8Array) => readForm(bytes).map(({ heading, label }) => `${heading}: ${label}`);
    assert.deepEqual(asked(form()), asked(word));
  });

  it('holds each word of the template once, in order', () => {
    const xml = strFromU8(unzipSync(form())['content.xml'] ?? new Uint8Array());
    const shown = xml
      .slice(xml.indexOf('<office:text>'))
      .replace(/<text:placeholder[^>]*>[^<]*<\/text:placeholder>/g, ' ')
      .replace(/<[^>]+>/g, ' ');
    const body = TEXT.slice(TEXT.indexOf('---', 3) + 3);
    assert.deepEqual(tokensOf(shown), [...tokensOf('Response template: Gates'), ...sourceTokens(body)]);
  });

  it('tells what was written, on several lines and with blanks', () => {
    const filled = fillFields([
      'A Reader',
      'Lamp &amp; Sons',
      ...before.slice(2),
      'Yes.<text:line-break/>In<text:s text:c="2"/>two<text:tab/>lines.',
      'x',
    ]);
    const { name, organisation, answers } = readFilledTemplate('a.odt', filled);
    assert.deepEqual([name, organisation], ['A Reader', 'Lamp & Sons']);
    assert.deepEqual(answers[0], {
      question: 'ABC Q1',
      answer: 'Yes.\nIn  two\tlines.',
      reasons: '',
      confidential: ['answer'],
    });
    assert.deepEqual(answers[1], { question: 'ABC Q2', answer: '', reasons: '', confidential: [] });
  });

  it('tells nothing of what a tracked change deleted, of comments and of notes', () => {
    const filled = fillFields(
      [
        ...before,
        'Kept<text:change text:change-id="a"/><office:annotation><text:p>why?</text:p></office:annotation><text:note><text:note-body><text:p>aside</text:p></text:note-body></text:note>',
      ],
      (xml) =>
        xml.replace(
          '<office:text>',
          '<office:text><text:tracked-changes><text:changed-region><text:deletion><text:p>Gone</text:p></text:deletion></text:changed-region></text:tracked-changes>',
        ),
    );
    assert.deepEqual(filledFields(filled), ['ABC Q1: Your answer: Kept']);
  });

  it('is refused where it is none, or locked', () => {
    const locked = zipSync({
      'content.xml': strToU8('?'),
      'META-INF/manifest.xml': strToU8('<m><encryption-data/></m>'),
    });
    assert.throws(() => readForm(locked), /is locked by a password/);
    const sheet = zipSync({
      'content.xml': strToU8('<a><office:body><office:spreadsheet/></office:body></a>'),
      'META-INF/manifest.xml': strToU8('<m/>'),
    });
    assert.throws(() => readForm(sheet), /is an OpenDocument file, but no text/);
    assert.throws(
      () => readFilledTemplate('a.odt', renderOdtForm(Draft.parse('# A\n\nWords.\n'), OPTIONS)),
      /no field below a question/,
    );
  });

  it('keeps what is in it when LibreOffice saves it, and so does the Word file saved as OpenDocument', async function () {
    this.timeout(180_000);
    if (!isInstalled('soffice', '--version')) {
      console.log('      skipped: there is no LibreOffice');
      return this.skip();
    }
    const folder = mkdtempSync(join(tmpdir(), 'keeling-odt-'));
    const resave = (name: string, bytes: Uint8Array): Uint8Array => {
      writeFileSync(join(folder, name), bytes);
      const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`;
      const args = [profile, '--headless', '--convert-to', 'odt', '--outdir', join(folder, 'out'), join(folder, name)];
      execFileSync('soffice', args, { stdio: 'ignore', timeout: 120_000 });
      return readFileSync(join(folder, 'out', name.replace(/\.\w+$/, '.odt')));
    };
    try {
      const filled = fillFields([...before, 'Yes, at 5 % &lt; 10 % &amp; more', 'X', null, null, ...noView, 'No.']);
      assert.deepEqual(filledFields(resave('a.odt', filled)), [
        'ABC Q1: Your answer: Yes, at 5 % < 10 % & more',
        'ABC Q1: Your answer, Mark with X if confidential: X',
        'ABC Q2: Your answer: No.',
      ]);
      const word = await renderDocx({ draft: Draft.parse(TEXT) }, { ...OPTIONS, isForm: true });
      assert.deepEqual(filledFields(resave('b.docx', word)), []);
      assert.equal(readForm(resave('c.docx', word)).length, readForm(word).length);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
