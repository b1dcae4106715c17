import { strFromU8, unzipSync } from 'fflate';

/** Which version of a Word file's tracked changes to read. */
export type Taken = 'accepted' | 'rejected';

export function partsOf(file: Uint8Array): Record<string, string> {
  return Object.fromEntries(Object.entries(unzipSync(file)).map(([path, bytes]) => [path, strFromU8(bytes)]));
}

/** The paragraphs and rows of a Word file as text, with all its tracked changes accepted or rejected. */
export function docxLines(file: Uint8Array, taken: Taken): string[] {
  const xml = partsOf(file)['word/document.xml'] ?? '';
  const gone = taken === 'accepted' ? 'del' : 'ins';
  const body = xml.slice(xml.indexOf('<w:body>'));
  const lines: string[] = [];
  let carried = '';
  let rowGone = false;
  let cells: string[] | null = null;
  const tokens = /<w:tr[ >]|<\/w:tr>|<w:trPr>.*?<\/w:trPr>|<w:p[ >].*?<\/w:p>|<w:p\/>/gs;
  for (const [token] of body.matchAll(tokens)) {
    if (token.startsWith('<w:trPr>')) rowGone = token.includes(`<w:${gone} `);
    else if (token.startsWith('<w:tr')) {
      cells = [];
      rowGone = false;
    } else if (token === '</w:tr>') {
      if (!rowGone && cells) lines.push(`| ${cells.join(' | ')} |`);
      cells = null;
    } else {
      const properties = /<w:pPr>.*?<\/w:pPr>/s.exec(token)?.[0] ?? '';
      const text = carried + wordsOf(token.slice(token.indexOf(properties) + properties.length), gone);
      // The end of a paragraph that was put in or taken out goes with it: what is left joins the next.
      const endGone = new RegExp(`<w:rPr>.*<w:${gone} `, 's').test(properties);
      carried = '';
      if (cells) cells.push(text);
      else if (endGone) carried = text;
      else lines.push(text);
    }
  }
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

function wordsOf(xml: string, gone: 'ins' | 'del'): string {
  const kept = xml.replace(new RegExp(`<w:${gone} .*?</w:${gone}>`, 'gs'), '');
  return [
    ...kept.matchAll(
      /<w:t(?: [^>]*)?>([^<]*)<\/w:t>|<w:delText(?: [^>]*)?>([^<]*)<\/w:delText>|<w:tab\/>|<w:footnoteReference [^>]*>/g,
    ),
  ]
    .map(([token, text, deleted]) => text ?? deleted ?? (token.startsWith('<w:tab') ? '\t' : '[note]'))
    .join('')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&');
}
