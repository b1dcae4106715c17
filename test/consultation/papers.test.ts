import assert from 'node:assert/strict';
import { strFromU8, unzipSync } from 'fflate';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Pack } from '../../server/src/consultation/pack.js';
import { packProject } from '../../server/src/consultation/project-pack.js';
import { renderHtml } from '../../server/src/export/html/render-html.js';
import { renderPdf } from '../../server/src/export/pdf/render-pdf.js';
import { Draft } from '../../server/src/model/draft.js';
import { Checker } from '../../server/src/rules/check.js';
import { Workspace } from '../../server/src/workspace/workspace.js';
import { docxLines } from '../support/docx-text.js';
import { FOLDER } from '../support/memory-host.js';
import { echo, typesetter } from '../support/typesetter.js';
import { consultationProject, projectFileWith } from './project.js';

const LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="30" height="10"/></svg>';
const WHO = `consultation:
  by: TC
  legal-basis: Clause 4.2 of the SMETS1 SVTAD
  reference: TC/12
  notified: 2020-01-30
  addressees: [The Warden, Each Ferry Master]
`;
const ISSUER = `issuer:
  name: Toll Company
  address: [1 Gate Street, Northport]
  logo: logo.svg
  author: TC Drafting
  signatory: { name: B. Reader, title: Clerk }
documents:
`;

/** The project file with all that it can say of who issues the papers. */
function projectThatSays(more: (yaml: string) => string = (yaml) => yaml): Record<string, string> {
  const yaml = projectFileWith('documents:\n', ISSUER)['keeling.yaml'] ?? '';
  return { 'keeling.yaml': more(yaml.replace('consultation:\n', WHO)), 'logo.svg': LOGO };
}

interface PdfData {
  readonly above: readonly string[];
  readonly facts: readonly string[];
  readonly author: string;
  readonly date: readonly number[];
  readonly logo: string | null;
  readonly contents: boolean;
  readonly watermark: string | null;
  readonly letter: {
    readonly sender: string;
    readonly to: readonly string[];
    readonly details: readonly (readonly string[])[];
    readonly opening: string;
    readonly lines: readonly (readonly string[])[];
  } | null;
  readonly blocks: readonly {
    readonly kind: string;
    readonly plain?: string;
    readonly starts?: true;
    readonly signed?: true;
  }[];
}

async function packed(
  files: Readonly<Record<string, string>>,
  options: { readonly author?: string; readonly defaultAuthor?: string; readonly draft?: boolean } = {},
) {
  const host = consultationProject(files);
  const workspace = await Workspace.load(host, FOLDER);
  const made = await packProject(
    host,
    { workspace, checker: new Checker(workspace) },
    { date: '2019-12-19', typesetter: echo, ...options },
  );
  return {
    made,
    bytes: (name: string) => bytesIn(made, name),
    words: (name: string) => docxLines(bytesIn(made, `${name}.docx`), 'accepted'),
    data: (name: string): PdfData => JSON.parse(strFromU8(bytesIn(made, `${name}.pdf`)).slice('%PDF '.length)),
    html: (name: string) => strFromU8(bytesIn(made, `${name}.html`)),
  };
}

function bytesIn({ files }: Pack, ending: string): Uint8Array {
  const found = files.find(({ name }) => name.endsWith(ending));
  assert.ok(found, `there is no ${ending} among ${files.map(({ name }) => name).join(', ')}`);
  return found.bytes;
}

const corePart = (docx: Uint8Array) => strFromU8(unzipSync(docx)['docProps/core.xml'] ?? new Uint8Array());

describe('the papers of a consultation', () => {
  const MARKED = 'SMETS1_SVTAD_V1.5_change_marked';
  /** What a change-marked instrument says of itself, a line each. */
  const FACTS = [
    'Status: DRAFT',
    'Proposed to have effect from 31 January 2020',
    'To be made under Clause 4.2 of the SMETS1 SVTAD',
    'Issued by Toll Company',
    'Reference TC/12',
    '19 December 2019',
  ];

  it('say on their title pages what they are, in every format', async () => {
    const { data, html, words } = await packed(projectThatSays());
    const { above, facts, logo } = data(MARKED);
    assert.deepEqual(above, ['Attachment 3', 'Further Testing']);
    assert.deepEqual(facts, ['Status: DRAFT', 'Change marked against the version in force', ...FACTS.slice(1)]);
    assert.equal(logo, 'logo');
    for (const fact of ['Attachment 3', 'Further Testing', ...FACTS]) assert.ok(html(MARKED).includes(fact), fact);
    // A text with few headings has them on one line, without a page of its own.
    const said = words(MARKED).join('\n').replaceAll('\u00a0', ' ');
    for (const fact of FACTS.slice(0, -1)) assert.ok(said.includes(fact), `${fact} is not in ${said}`);
  });

  it('are complete without any of that', async () => {
    const { data, html, words } = await packed({});
    const { above, facts, logo } = data(MARKED);
    assert.deepEqual(above, ['Attachment 3', 'Further Testing']);
    assert.ok(facts.includes('Proposed to have effect from 31 January 2020'));
    assert.equal(logo, null);
    const { letter } = data('Notification');
    assert.deepEqual(letter?.lines, [
      ['Name', ''],
      ['Title', ''],
      ['Date', ''],
    ]);
    assert.equal(letter?.opening, 'Signed');
    for (const text of [html('Notification'), words('Notification').join('\n'), JSON.stringify(data('Notification'))])
      assert.doesNotMatch(text, /undefined|null null|\[insert|\bTo<|Reference/);
  });

  it('have the author that is given, else that of the project file, its issuing body, or the editor’s', async () => {
    const cases: [
      files: Record<string, string>,
      options: { author?: string; defaultAuthor?: string },
      author: string,
    ][] = [
      [projectThatSays(), { author: 'Given' }, 'Given'],
      [projectThatSays(), { defaultAuthor: 'Editor' }, 'TC Drafting'],
      [projectThatSays((yaml) => yaml.replace('  author: TC Drafting\n', '')), {}, 'Toll Company'],
      [{}, { defaultAuthor: 'Editor' }, 'Editor'],
      [{}, {}, 'Keeling'],
    ];
    for (const [files, options, author] of cases) {
      const { bytes, data } = await packed(files, options);
      const docx = bytes(`${MARKED}.docx`);
      assert.match(
        strFromU8(unzipSync(docx)['word/document.xml'] ?? new Uint8Array()),
        new RegExp(`w:author="${author}"`),
      );
      assert.match(corePart(docx), new RegExp(`<dc:creator>${author}</dc:creator>`));
      assert.deepEqual([data(MARKED).author, data(MARKED).date], [author, [2019, 12, 19]]);
    }
  });

  it('give a PDF its author and its date', async () => {
    const draft = Draft.parse('1.1 Words.\n');
    const bytes = await renderPdf({ draft }, typesetter, { author: 'Toll Company', date: '2020-01-31' });
    const { info } = await (await getDocument({ data: new Uint8Array(bytes) }).promise).getMetadata();
    const found = new Map(Object.entries(info));
    assert.equal(found.get('Author'), 'Toll Company');
    assert.match(String(found.get('CreationDate')), /^D:20200131/);
  });

  it('name a logo that is none', () =>
    assert.rejects(packed({ ...projectThatSays(), 'logo.svg': 'no picture' }), /^Error: logo\.svg: it is no picture/));

  describe('the notification', () => {
    it('is a letter with its annexes, in every format', async () => {
      const { data, html, words } = await packed(projectThatSays());
      const { letter, contents, watermark, blocks } = data('Notification');
      assert.deepEqual([contents, watermark], [false, 'DRAFT']);
      assert.deepEqual(letter, {
        sender: 'Toll Company',
        address: ['1 Gate Street', 'Northport'],
        to: ['The Warden', 'Each Ferry Master'],
        details: [
          ['Status', 'DRAFT'],
          ['Date', '30 January 2020'],
          ['Reference', 'TC/12'],
          ['Annexes', 'Annex A – SMETS1 SVTAD V1.5\nAnnex B – MTAD V1.3'],
        ],
        opening: 'Signed for and on behalf of Toll Company',
        lines: [
          ['Name', 'B. Reader'],
          ['Title', 'Clerk'],
        ],
      });
      const signed = blocks.findIndex((block) => block.signed);
      const annexes = blocks.flatMap(({ starts, plain = '' }, index) => (starts ? [[index > signed, plain]] : []));
      assert.deepEqual(
        annexes.map(([isAfter, plain]) => [isAfter, String(plain).replace(/\s+/g, ' ')]),
        [
          [true, 'Annex A – SMETS1 SVTAD V1.5'],
          [true, 'Annex B – MTAD V1.3'],
        ],
      );
      const order = [
        'Toll Company',
        'The Warden',
        '30 January 2020',
        'Annex A',
        'Annex B',
        'With effect from 31 January 2020',
        'Signed for and on behalf of Toll Company',
        'B. Reader',
        'Annex A',
        'The plan shall be published.',
        'Annex B',
        'The DCC shall review the plan each month.',
      ];
      for (const written of [html('Notification'), words('Notification').join('\n')]) {
        const text = written.replaceAll('\u00a0', ' ');
        // Each after the one before it: the annexes are named in the head, and stand after the signature.
        let from = text.indexOf('<body');
        const places = order.map((each) => {
          const place = text.indexOf(each, from);
          from = place < 0 ? from : place + each.length;
          return place;
        });
        assert.ok(
          places.every((place) => place >= 0),
          JSON.stringify(places),
        );
        assert.deepEqual(
          places,
          [...places].sort((a, b) => a - b),
        );
      }
    });

    it('keeps its signature in Word on the page of the last words, whatever they stand in', async () => {
      const ends = ['The last words.', '- A last item.', '| Fee | Due |\n|---|---|\n| One | May |\n| Two | June |'];
      for (const end of ends) {
        const { bytes } = await packed({
          ...projectThatSays(),
          'templates/notification.md': `# Notice\n\nWords before.\n\n${end}\n`,
        });
        const xml = strFromU8(unzipSync(bytes('Notification.docx'))['word/document.xml'] ?? new Uint8Array());
        const [before = ''] = xml.split('Signed for and on behalf');
        const paragraphs = before.split('<w:p>').slice(1, -1);
        const last = paragraphs.slice(end.startsWith('|') ? -2 : -1);
        assert.ok(
          last.every((each) => each.includes('<w:keepNext/>')),
          last.join('\n'),
        );
      }
    });

    it('is no draft once it is issued', async () => {
      const issued = projectThatSays((yaml) => yaml.replace('  id: FTC\n', '  id: FTC\n  status: issued\n'));
      const { data, html } = await packed(issued);
      assert.equal(data('Notification_ISSUED').watermark, null);
      assert.doesNotMatch(html('Notification_ISSUED').replace(/<style>.*?<\/style>/s, ''), />DRAFT</);
      // What it annexes is a draft on its own until its front matter says otherwise.
      assert.equal(data(`${MARKED}_ISSUED`).watermark, 'DRAFT');
    });

    it('keeps the numbers, notes and links of its annexes apart', async () => {
      const noted = (words: string) =>
        `## 4 Changes\n\n4.1 ${words}[^1] See Clause 4.2.\n\n4.2 Words.\n\n[^1]: ${words} noted.\n`;
      const { html, bytes } = await packed({
        'svtad.md': noted('Lamps are lit.'),
        'old/svtad.md': noted('Lamps are lit.'),
        'mtad.md': noted('Bells are rung.'),
      });
      const page = html('Notification').replace(/<style>.*?<\/style>/s, '');
      const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id ?? '');
      assert.equal(new Set(ids).size, ids.length);
      for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) assert.ok(ids.includes(target ?? ''), target);
      const notes = strFromU8(unzipSync(bytes('Notification.docx'))['word/footnotes.xml'] ?? new Uint8Array());
      for (const note of ['Lamps are lit. noted.', 'Bells are rung. noted.']) {
        // What a pointer shows over its call is no words of the page.
        assert.equal(page.replaceAll(`data-said="${note}"`, '').split(note).length, 2, note);
        assert.equal(notes.split(note).length, 2, note);
      }
    });
  });

  describe('the consultation document', () => {
    it('is in the pack as Word, PDF, HTML and Markdown', async () => {
      const { made, data } = await packed(projectThatSays());
      assert.deepEqual(
        made.files.map(({ name }) => name).filter((name) => name.startsWith('FTC_Consultation')),
        ['docx', 'pdf', 'html', 'md'].map((extension) => `FTC_Consultation.${extension}`),
      );
      const { above, facts } = data('FTC_Consultation');
      assert.deepEqual(above, []);
      for (const fact of [
        'Published on 19 December 2019',
        'Responses by 16:00 on Friday 17 January 2020',
        'Issued by Toll Company',
      ])
        assert.ok(facts.includes(fact), fact);
    });

    it('has a number where the project file gives it one, and is left out where it says so', async () => {
      const numbered = await packed(projectThatSays((yaml) => `${yaml}  - { number: 7, consultation: true }\n`));
      assert.deepEqual(numbered.data('Attachment_7_Consultation').above, ['Attachment 7']);
      assert.ok(!numbered.made.files.some(({ name }) => name === 'FTC_Consultation.docx'));
      const without = await packed(projectThatSays((yaml) => `${yaml}pack: { consultation: false }\n`));
      assert.ok(!without.made.files.some(({ name }) => name.includes('Consultation')));
    });
  });

  it('are no harm where the words of a project are', () => {
    const evil = '<script>alert(1)</script>';
    const html = renderHtml(
      { draft: Draft.parse('1.1 Words.\n') },
      {
        author: `"${evil}`,
        paper: {
          above: [evil],
          facts: [evil, evil],
          status: evil,
          isDraft: true,
          logo: new TextEncoder().encode('<svg onload="x()"/>'),
          letter: {
            sender: evil,
            address: [evil],
            to: [evil],
            details: [[evil, evil]],
            signature: { opening: evil, lines: [[evil, evil]] },
          },
        },
      },
    );
    assert.doesNotMatch(html, /<script|onload/);
  });
});
