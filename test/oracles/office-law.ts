import { strToU8, zipSync } from 'fflate';
import { firstDifference, tokensOf } from '../support/conservation-law.js';
import { LATER_CALL, partsOf, type Taken } from '../support/docx-text.js';
import { officePython, officeTexts, pandocText } from '../support/office.js';
import { withoutHead, wordFiles } from '../support/office-files.js';
import { readTitled } from './text-law.js';

/** What stands before the text. A contents page has the headings of the new version alone. */
const FRONT =
  /<w:p>(?:(?!<\/w:p>)[\s\S])*?<w:pStyle w:val="(?:Title|Subtitle|DocumentName|ContentsHeading|TOC\w*)"\/>[\s\S]*?<\/w:p>/g;

/** pandoc numbers each note, and shows the number that a note bears as a word as well. */
const TWICE_NUMBERED = /^(\[\d{1,3}\] )[⁰¹²³⁴-⁹]{1,3} /gm;

/** Where pandoc does not read both versions from a change-marked Word file; one line each. */
export async function faultsByPandoc(old: string, after: string): Promise<string[]> {
  return compareVersions(await filesOfText(old, after), (jobs) =>
    jobs.map(({ bytes, taken }) => pandocText(bytes, taken).replace(TWICE_NUMBERED, '$1')),
  );
}

/** Where LibreOffice does not give both versions when all is accepted or rejected; one line each. */
export async function faultsByLibreOffice(old: string, after: string): Promise<string[]> {
  const python = officePython();
  return python === null ? [] : compareVersions(await filesOfText(old, after), (jobs) => officeTexts(python, jobs));
}

interface Job {
  readonly bytes: Uint8Array;
  readonly taken: Taken;
}

/** The marked file with its changes accepted, the new version; the marked file rejected, the old version. */
async function filesOfText(old: string, after: string): Promise<Job[]> {
  const { markedFile, oldFile, newFile } = await wordFiles(readTitled(old).text, readTitled(after).text);
  const marked = dropFront(markedFile);
  return [
    { bytes: marked, taken: 'accepted' },
    { bytes: dropFront(newFile), taken: 'accepted' },
    { bytes: marked, taken: 'rejected' },
    { bytes: dropFront(oldFile), taken: 'accepted' },
  ];
}

function dropFront(file: Uint8Array): Uint8Array {
  const parts = Object.entries(partsOf(file)).map(([path, xml]) => [
    path,
    strToU8(path === 'word/document.xml' ? xml.replace(FRONT, '').replace(LATER_CALL, '') : xml),
  ]);
  return zipSync(Object.fromEntries(parts));
}

function compareVersions(jobs: readonly Job[], read: (jobs: readonly Job[]) => string[]): string[] {
  const [accepted = '', after = '', rejected = '', old = ''] = read(jobs);
  return [...compareWords('accepted', accepted, after), ...compareWords('rejected', rejected, old)];
}

function compareWords(taken: Taken, got: string, expected: string): string[] {
  const words = (text: string) => tokensOf(withoutHead(text.split('\n')).join('\n'));
  const fault = firstDifference(words(expected), words(got));
  return fault === null ? [] : [`${taken}: ${fault}`];
}
