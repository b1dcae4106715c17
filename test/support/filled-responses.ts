import assert from 'node:assert/strict';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { type Question, questionsOf } from '../../server/src/analysis/references/questions.js';
import { writeResponseTemplate } from '../../server/src/consultation/response-template.js';
import type { ResponseView } from '../../server/src/consultation/responses.js';
import { renderDocx } from '../../server/src/export/docx/render-docx.js';
import { escapeHtml } from '../../server/src/export/escape.js';
import { Draft } from '../../server/src/model/draft.js';
import { fieldTag } from '../../server/src/office/form.js';

/** What somebody writes into a response template. */
export interface FilledResponse {
  readonly organisation: string;
  readonly confidential?: 'whole' | 'parts';
  /** By question. */
  readonly answers: Readonly<
    Record<
      string,
      {
        readonly view?: ResponseView;
        readonly answer?: string;
        readonly reasons?: string;
        readonly isConfidential?: boolean;
      }
    >
  >;
}

const VIEW_LABELS: Readonly<Record<ResponseView, string>> = {
  agree: 'Agree',
  disagree: 'Disagree',
  comment: 'Comment only',
};

/** The response template of some questions, filled in as Word leaves it. */
export async function fillResponse(questions: readonly Question[], response: FilledResponse): Promise<Uint8Array> {
  const draft = Draft.parse(writeResponseTemplate(null, 'A Consultation', questions));
  const bytes = await renderDocx({ draft }, { author: 'Keeling', date: '2020-01-01T00:00:00Z', isForm: true });
  const parts = unzipSync(bytes);
  const name = 'word/document.xml';
  let xml = strFromU8(parts[name] ?? new Uint8Array());
  const write = (heading: string, label: string, text: string | undefined) => {
    if (text === undefined) return;
    const tag = escapeHtml(fieldTag({ heading, label }));
    const start = xml.indexOf(`<w:tag w:val="${tag}"/>`);
    assert.ok(start >= 0, `the template has no field ${tag}`);
    const end = xml.indexOf('</w:sdt>', start);
    const control = xml.slice(start, end).replace('<w:showingPlcHdr/>', '');
    const lines = text.split('\n').map((line) => `<w:t xml:space="preserve">${escapeHtml(line)}</w:t>`);
    xml = xml.slice(0, start) + control.replace(/<w:t>[^<]*<\/w:t>/, () => lines.join('<w:br/>')) + xml.slice(end);
  };
  write('About you', 'Organisation', response.organisation);
  const { confidential } = response;
  if (confidential === 'whole') write('Confidentiality', 'The whole response is confidential.', 'X');
  else if (confidential === 'parts')
    write('Confidentiality', 'Parts of the response are confidential, as marked in it.', 'X');
  else write('Confidentiality', 'The response may be published in full.', 'X');
  for (const [question, { view, answer, reasons, isConfidential }] of Object.entries(response.answers)) {
    if (view) write(question, VIEW_LABELS[view], 'X');
    write(question, 'Your answer', answer);
    write(question, 'Your reasons', reasons);
    if (isConfidential) {
      write(question, 'Your answer, Mark with X if confidential', 'X');
      write(question, 'Your reasons, Mark with X if confidential', 'X');
    }
  }
  return zipSync({ ...parts, [name]: strToU8(xml) });
}

/** The questions of a consultation document. */
export function questionsIn(text: string): Question[] {
  return questionsOf(Draft.parse(text));
}
