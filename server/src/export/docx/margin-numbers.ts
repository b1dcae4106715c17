import { OWN_NUMBER } from '../../office/own-comments.js';
import type { RevisionMark } from '../manuscript/mark.js';
import { sayMarginNumbers } from '../manuscript/number-places.js';
import type { RunContext } from './words.js';
import { textXml } from './words.js';

/** English Metric Units in a twip. */
const TWIP = 635;
/** The width and the height of the box, and how far its right edge stands from the text, in twips. */
const WIDTH = 700;
const HEIGHT = 260;
const GAP = 190;

/**
 * The numbers of changes in the left margin, beside the first line of a paragraph: a box that stands
 * in no line, and whose words are none of the text.
 * @param mark the change of the paragraph that it stands in, which it comes and goes with
 */
export function marginNumbersXml(
  numbers: readonly number[] | undefined,
  { mark, isPlain }: { readonly mark: RevisionMark | null; readonly isPlain: boolean },
  { revisions, idOf }: Pick<RunContext, 'revisions' | 'idOf'>,
): string {
  if (!numbers || numbers.length === 0) return '';
  const id = revisions.id();
  const words = sayMarginNumbers(numbers);
  const [cx, cy] = [WIDTH * TWIP, HEIGHT * TWIP];
  const paragraph = `<w:p><w:pPr><w:pStyle w:val="${idOf('BodyText')}"/><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:ind w:left="0" w:firstLine="0"/><w:jc w:val="right"/></w:pPr><w:r><w:rPr><w:b/><w:bCs/><w:color w:val="55616E"/><w:sz w:val="15"/><w:szCs w:val="15"/></w:rPr>${textXml(words)}</w:r></w:p>`;
  const run = [
    '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" Requires="wps"><w:drawing>',
    `<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="${id}" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>`,
    `<wp:positionH relativeFrom="column"><wp:posOffset>${-(WIDTH + GAP) * TWIP}</wp:posOffset></wp:positionH>`,
    '<wp:positionV relativeFrom="paragraph"><wp:posOffset>15000</wp:posOffset></wp:positionV>',
    `<wp:extent cx="${cx}" cy="${cy}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>`,
    `<wp:docPr id="${id}" name="${OWN_NUMBER} ${words}" descr="Change ${words}"/><wp:cNvGraphicFramePr/>`,
    '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>',
    `<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="${cx}" cy="${cy}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>`,
    `<wps:txbx><w:txbxContent>${paragraph}</w:txbxContent></wps:txbx>`,
    '<wps:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"><a:noAutofit/></wps:bodyPr>',
    '</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>',
  ].join('');
  return mark === null ? run : revisions.around(run, mark, true, isPlain);
}
