/** Short forms that nobody expands: a reader knows them better than what they stand for. */
const GENERAL_ABBREVIATIONS: ReadonlySet<string> = new Set(
  // Countries, unions and places.
  (
    'UK GB NI EU EEA EC EEC EFTA US USA UN UAE USSR NATO WTO WHO OECD IMF UNESCO UNICEF UNCITRAL WIPO ' +
    // Money, tax and sums.
    'GBP EUR USD CHF JPY AUD CAD VAT GST PAYE GDP RPI CPI NI NIC ISA IBAN BIC SWIFT BACS CHAPS ATM PIN ' +
    // Time.
    'DDMM DDMMYY DDMMYYYY MMYY MMYYYY YYMMDD YYYYMMDD HHMM HHMMSS GMT UTC BST CET CEST EST PST AM PM AD BC BCE CE ASAP TBC TBA TBD TODO ' +
    // Kinds of companies, offices and people.
    'LTD PLC LLP LLC INC CEO CFO CTO COO CIO MD HR PR AGM EGM MP MEP QC KC JP OBE MBE CBE PHD BA BSC MSC SME NGO ' +
    // Public bodies and companies that are known by their letters.
    'BBC ITV CNN NHS HMRC DVLA HMSO HM ICO FCA PRA FSA CMA BSI NASA ESA FBI CIA IBM SAP BMW BP BT EE EDF SSE RWE HSBC RBS KPMG DHL UPS AOL AMD HP SGI INRIA CERN MIT UCL LSE UCLA ' +
    // Laws that are known by their letters.
    'GDPR TUPE RIPA FOIA EIR PECR COSHH RIDDOR HIPAA DMCA ' +
    // Bodies of standards, and their standards.
    'ISO IEC IEEE ITU ETSI CEN CENELEC ANSI NIST DIN EN PAS RFC IETF W3C OASIS ASCII UTF ICC INCOTERMS ISBN ISSN DOI SIC CE UKCA UL ' +
    // Files, data and machines.
    'IT ICT PC CD CDROM DVD USB PDF HTML XHTML XML CSS CSV JSON YAML SQL RTF ODF ODT DOC DOCX XLS XLSX PPT ZIP GIF JPEG JPG PNG TIFF SVG MP3 MPEG ' +
    'URL URI URN HTTP HTTPS FTP SFTP SSH SSL TLS TCP IP DNS VPN LAN WAN WIFI GSM GPRS LTE GPS SIM SMS MMS API GUI CPU GPU RAM ROM BIOS OS UNIX POSIX DOS AI ID OK FAQ RSS ISP ' +
    'GNU GPL LGPL AGPL BSD MPL CVS SVN ' +
    // Common life.
    'ETC AIDS HIV DNA RNA LED LCD TV CCTV MOT ID DIY FM SOS UFO VIP CV PO PS NB RSVP QA SAT LPG ABS BCC RIP'
  ).split(' '),
);

/**
 * Whether capitals need no long form: everybody knows it, or they are a number or the pattern of a
 * date.
 */
export function isGenerallyKnown(short: string): boolean {
  return (
    GENERAL_ABBREVIATIONS.has(short) ||
    // Roman numbers; those with C, D and M among them are as often words' initials.
    /^[IVXL]+$/.test(short) ||
    /^(.)\1+$/.test(short)
  );
}
