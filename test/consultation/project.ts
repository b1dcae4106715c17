import { MemoryHost } from '../support/memory-host.js';

const CLAUSES = '## 4 Changes\n\n4.1 The DCC shall keep a plan.\n\n4.2 The DCC shall review the plan each month.\n';

const FILES: Readonly<Record<string, string>> = {
  'keeling.yaml': `consultation:
  id: FTC
  title: Further Testing
  document: consultation.md
  published: 2019-12-19
  respond-by: 2020-01-17T16:00
  effective: 2020-01-31
documents:
  - { id: SMETS1 SVTAD, aliases: [SVTAD], path: svtad.md, version: V1.5, baseline: { path: old/svtad.md, version: V1.4 } }
  - { id: MTAD, title: Migration Testing, path: mtad.md, version: V1.3, baseline: { git: v1.2, path: mtad.md, version: V1.2 } }
attachments:
  - { number: 6, response-template: true }
  - { number: 1, notification: templates/notification.md }
  - { number: 2, clean: SMETS1 SVTAD }
  - { number: 3, marked: SMETS1 SVTAD }
  - { number: 5, marked: MTAD, title: "The MTAD | as it changes" }
`,
  'svtad.md': `---\ntitle: Variation Testing\n---\n\n${CLAUSES.replace('each month', 'each week')}\n4.3 The plan shall be published.\n`,
  'old/svtad.md': `---\ntitle: Variation Testing\n---\n\n${CLAUSES}`,
  'mtad.md': CLAUSES,
  'consultation.md':
    '---\ntitle: The Consultation\n---\n\n## 1 Questions\n\n**FTC Q1**\n\n*Do you agree with* `Clause` 4.1 of the SVTAD?\n\n### FTC Q2\n\n*Is 5 * 3 [fifteen]?*\n\nWords between.\n',
  'templates/notification.md': 'With effect from {{effective}}, {{documents}} are amended.\n',
};

/** A consultation of two instruments in memory; files are put in the place of its own, null takes one away. */
export function consultationProject(
  changes: Readonly<Record<string, string | null>> = {},
  outside: readonly string[] = [],
): MemoryHost {
  const files = Object.entries({ ...FILES, ...changes }).filter(
    (entry): entry is [string, string] => entry[1] !== null,
  );
  return new MemoryHost(
    Object.fromEntries(files),
    { 'v1.2:mtad.md': CLAUSES.replace('4.1 The DCC', '4.1 DCC') },
    outside,
  );
}

/** The project file with one piece of it replaced. */
export function projectFileWith(from: string, to: string): Record<string, string> {
  const text = FILES['keeling.yaml']!;
  if (!text.includes(from)) throw new Error(`the project file has no ${from}`);
  return { 'keeling.yaml': text.replace(from, to) };
}

/** The text of a file of the project. */
export function readProjectFile(path: string): string {
  const text = FILES[path];
  if (text === undefined) throw new Error(`the project has no ${path}`);
  return text;
}
