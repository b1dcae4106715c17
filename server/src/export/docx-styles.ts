import type { IStylesOptions } from 'docx';

const FONT = 'Liberation Serif';
const SANS = 'Liberation Sans';
const INK = '1B232C';
const STEP = 567;
const CLAUSE = 850;

const subparagraph = (level: number) => ({
  id: `Subparagraph${level}`,
  name: `Sub-paragraph ${level}`,
  basedOn: 'Clause',
  quickFormat: true,
  paragraph: { indent: { left: CLAUSE + STEP * level, hanging: STEP } },
});

const heading = (size: number, before: number) => ({
  run: { font: SANS, size, bold: true, color: INK },
  paragraph: { spacing: { before, after: 120 }, keepNext: true },
});

/** The styles of an exported Word file, by names that a house template can take over. */
export const STYLES: IStylesOptions = {
  default: {
    document: {
      run: { font: FONT, size: 22, language: { value: 'en-GB' } },
      paragraph: { spacing: { line: 276, lineRule: 'auto', after: 120 } },
    },
    title: {
      run: { font: SANS, size: 40, bold: true, color: INK },
      paragraph: { spacing: { before: 240, after: 100, line: 264, lineRule: 'auto' } },
    },
    heading1: heading(28, 360),
    heading2: heading(24, 280),
    heading3: heading(22, 240),
    heading4: heading(22, 200),
    heading5: heading(22, 200),
    heading6: heading(22, 200),
    footnoteText: { run: { font: FONT, size: 18 }, paragraph: { spacing: { line: 240, lineRule: 'auto', after: 40 } } },
    hyperlink: { run: { color: '0B4F8A', underline: {} } },
  },
  paragraphStyles: [
    {
      id: 'Subtitle',
      name: 'Subtitle',
      basedOn: 'Normal',
      run: { font: SANS, size: 22, color: '55616E' },
      paragraph: { spacing: { after: 360 }, border: { bottom: { style: 'single', size: 8, color: INK, space: 8 } } },
    },
    { id: 'BodyText', name: 'Body Text', basedOn: 'Normal', quickFormat: true },
    {
      id: 'Clause',
      name: 'Clause',
      basedOn: 'Normal',
      quickFormat: true,
      paragraph: { indent: { left: CLAUSE, hanging: CLAUSE } },
    },
    ...[1, 2, 3, 4].map(subparagraph),
    { id: 'Continuation', name: 'Continuation', basedOn: 'Normal' },
    { id: 'ListItem', name: 'List Item', basedOn: 'Normal', paragraph: { spacing: { after: 60 } } },
    {
      id: 'TableCaption',
      name: 'Table Caption',
      basedOn: 'Normal',
      quickFormat: true,
      run: { font: SANS, size: 20, bold: true },
      paragraph: { spacing: { before: 240, after: 100 }, keepNext: true },
    },
    {
      id: 'TableHeading',
      name: 'Table Heading',
      basedOn: 'Normal',
      run: { font: SANS, size: 19, bold: true },
      paragraph: { spacing: { line: 252, lineRule: 'auto', after: 0 }, keepNext: true },
    },
    {
      id: 'TableText',
      name: 'Table Text',
      basedOn: 'Normal',
      run: { size: 20 },
      paragraph: { spacing: { line: 252, lineRule: 'auto', after: 0 } },
    },
    {
      id: 'Question',
      name: 'Question',
      basedOn: 'Normal',
      run: { font: SANS, bold: true },
      paragraph: { spacing: { before: 240, after: 80 }, keepNext: true },
    },
    {
      id: 'Figure',
      name: 'Figure',
      basedOn: 'Normal',
      paragraph: { alignment: 'center', spacing: { before: 120, after: 240 } },
    },
    {
      id: 'Code',
      name: 'Code',
      basedOn: 'Normal',
      run: { font: 'Liberation Mono', size: 18 },
      paragraph: { spacing: { after: 0 } },
    },
    { id: 'Header', name: 'header', basedOn: 'Normal', run: { font: SANS, size: 16, color: '55616E' } },
    { id: 'Footer', name: 'footer', basedOn: 'Normal', run: { font: SANS, size: 16, color: '55616E' } },
  ],
};
