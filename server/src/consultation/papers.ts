import type { Letter, Paper, Signature } from '../export/paper.js';
import type { Draft } from '../model/draft.js';
import { isIssued } from '../model/front-matter.js';
import type { ConsultationEntry, IssuerEntry, ProjectFile } from '../workspace/project-file.js';
import { dayAndTime, houseDate, timeOfDay } from './dates.js';

/** What is known of a consultation and of who issues it, for the papers of the consultation. */
export interface PaperSources {
  readonly consultation: ConsultationEntry | null;
  readonly issuer: IssuerEntry | null;
  /** The bytes of the issuing body's logo, or null. */
  readonly logo: Uint8Array | null;
  /** The consultation document, or null. */
  readonly document: Draft | null;
}

/** The name of a consultation; null where nothing gives it one. */
export function nameConsultation({
  consultation,
  document,
}: Pick<PaperSources, 'consultation' | 'document'>): string | null {
  return (
    consultation?.title ?? document?.frontMatter.title ?? (consultation?.id ? `${consultation.id} consultation` : null)
  );
}

/** The issuing body, or null. */
export function nameIssuer({ consultation, issuer }: Pick<PaperSources, 'consultation' | 'issuer'>): string | null {
  return issuer?.name ?? consultation?.by ?? null;
}

/** The author of the change marks and of the files, as the project file says; null where it does not. */
export function authorInProject({ consultation, issuer }: Pick<ProjectFile, 'consultation' | 'issuer'>): string | null {
  return issuer?.author ?? nameIssuer({ consultation, issuer });
}

/**
 * What an instrument says of itself as a paper of a consultation.
 * @param number of the attachment; null where it is none
 * @param isHeldBack whether errors stand against it, so that it is a draft
 */
export function paperOfInstrument(
  sources: PaperSources,
  instrument: Draft,
  number: number | null,
  isHeldBack: boolean,
): Paper {
  const { consultation } = sources;
  const isDraft = isHeldBack || !isIssued(instrument.frontMatter);
  const effective = consultation?.effective;
  return {
    ...commonFacts(sources, number),
    status: isDraft ? 'DRAFT' : 'ISSUED',
    isDraft,
    facts: [
      effective ? `${isDraft ? 'Proposed to have' : 'Has'} effect from ${houseDate(effective)}` : '',
      consultation?.legalBasis ? `${isDraft ? 'To be made' : 'Made'} under ${consultation.legalBasis}` : '',
      ...issuedBy(sources),
    ].filter(Boolean),
    letter: null,
  };
}

/**
 * What the consultation document says of itself.
 * @param status in capitals, or null
 */
export function paperOfConsultation(sources: PaperSources, number: number | null, status: string | null): Paper {
  const { consultation } = sources;
  const common = commonFacts(sources, number);
  const { published, respondBy, effective, legalBasis } = consultation ?? {};
  const isDraft = status !== 'ISSUED';
  return {
    ...common,
    // Its title is the name of the consultation.
    above: common.above.slice(0, number === null ? 0 : 1),
    status: isDraft ? 'DRAFT' : status,
    isDraft,
    facts: [
      published ? `Published on ${houseDate(published)}` : '',
      respondBy ? `Responses by ${dayAndTime(respondBy, timeOfDay(respondBy))}` : '',
      effective ? `Amendments proposed to have effect from ${houseDate(effective)}` : '',
      legalBasis ? `Amendments to be made under ${legalBasis}` : '',
      ...issuedBy(sources),
    ].filter(Boolean),
    letter: null,
  };
}

/** What the conclusions report says of itself. */
export function paperOfConclusions(sources: PaperSources, number: number | null, isIssued: boolean): Paper {
  const { respondBy, effective, legalBasis } = sources.consultation ?? {};
  const common = commonFacts(sources, number);
  return {
    ...common,
    // Its title names the consultation.
    above: common.above.slice(0, number === null ? 0 : 1),
    status: isIssued ? 'ISSUED' : 'DRAFT',
    isDraft: !isIssued,
    facts: [
      respondBy ? `The consultation closed on ${houseDate(respondBy)}` : '',
      effective ? `Amendments to have effect from ${houseDate(effective)}` : '',
      legalBasis ? `Amendments to be made under ${legalBasis}` : '',
      ...issuedBy(sources),
    ].filter(Boolean),
    letter: null,
  };
}

/** What the notification says of itself: a letter. */
export function paperOfNotification(sources: PaperSources, number: number | null, status: string | null): Paper {
  const { consultation, issuer } = sources;
  const isDraft = status !== 'ISSUED';
  const date = consultation?.notified ? houseDate(consultation.notified) : null;
  const details: Letter['details'] = [
    ...(isDraft ? [['Status', 'DRAFT'] as const] : []),
    ...(date === null ? [] : [['Date', date] as const]),
    ...(consultation?.reference ? [['Reference', consultation.reference] as const] : []),
  ];
  return {
    ...commonFacts(sources, number),
    status: isDraft ? 'DRAFT' : status,
    isDraft,
    facts: [],
    letter: {
      sender: nameIssuer(sources),
      address: issuer?.address ?? [],
      to: consultation?.addressees ?? [],
      details,
      signature: signatureOf(sources, date),
    },
  };
}

function signatureOf(sources: PaperSources, date: string | null): Signature {
  const { name, title } = sources.issuer?.signatory ?? { name: null, title: null };
  const body = nameIssuer(sources);
  return {
    opening: body === null ? 'Signed' : `Signed for and on behalf of ${body}`,
    // What is not known is filled in by hand. A date at the head of the letter is not repeated.
    lines: [['Name', name], ['Title', title], ...(date === null ? [['Date', null] as const] : [])],
  };
}

function commonFacts(sources: PaperSources, number: number | null): Pick<Paper, 'above' | 'logo'> {
  const name = nameConsultation(sources);
  return {
    above: [...(number === null ? [] : [`Attachment ${number}`]), ...(name === null ? [] : [name])],
    logo: sources.logo,
  };
}

function issuedBy(sources: PaperSources): string[] {
  const body = nameIssuer(sources);
  const reference = sources.consultation?.reference;
  return [body ? `Issued by ${body}` : '', reference ? `Reference ${reference}` : ''];
}

/** "Annex A" for what the letter of an annex says, or the next letter in turn. */
export function nameAnnex(own: string | null, index: number): string {
  return `Annex ${own ?? annexLetters(index)}`;
}

/** The letter of an annex by its index: "A", "B" … "Z", "AA". */
function annexLetters(index: number): string {
  return index < 26
    ? String.fromCharCode(65 + index)
    : annexLetters(Math.floor(index / 26) - 1) + annexLetters(index % 26);
}
