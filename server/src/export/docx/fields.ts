import { escapeXml } from '../escape.js';

/** A field that Word updates, with the result to show until then. */
export function fieldXml(instruction: string, result: string): string {
  const mark = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
  return [
    mark('begin'),
    `<w:r><w:instrText xml:space="preserve"> ${escapeXml(instruction)} </w:instrText></w:r>`,
    mark('separate'),
    `<w:r><w:t>${escapeXml(result)}</w:t></w:r>`,
    mark('end'),
  ].join('');
}
