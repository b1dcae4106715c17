function splitToSet(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}

/** What the name of a document ends with, in lower case. */
export const DOCUMENT_HEADS = splitToSet(
  'act acts regulation regulations order orders directive directives decision code codes agreement agreements licence licences license licenses treaty convention constitution charter ' +
    'rule rules standard standards policy policies guideline guidelines guidance handbook manual contract protocol statute statutes bill paper memorandum report strategy articles declaration ' +
    'consultation specification framework programme program project bylaws byelaws deed lease',
);

/** What the name of a body ends with, in lower case. */
export const BODY_HEADS = splitToSet(
  'authority agency commission council court courts board committee foundation institute association society university college school union kingdom republic state states office department ' +
    'ministry bank headquarters tribunal parliament assembly inspectorate corporation company group limited ltd plc inc llc llp gmbh service services government panel federation trust exchange fund ' +
    'community communities organisation organization observatory laboratory laboratories museum library hospital church party network team consortium alliance nations systems software technologies',
);

/** Who holds an office, in lower case; such words have a capital as a title. */
export const OFFICE_HEADS = splitToSet(
  'secretary minister president chair chairman chairwoman chairperson director officer executive leader manager commissioner judge registrar treasurer chancellor delegate governor mayor ombudsman ' +
    'general counsel king queen crown majesty lord lady speaker member members ambassador sheriff clerk auditor inspector superintendent',
);

/** Words with a capital of their own that no document defines, in lower case. */
export const PROPER_WORDS = splitToSet(
  'monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december christmas easter boxing good new ' +
    'internet web world euro sterling pound bible parliament treasury god north south east west northern southern eastern western european british english scottish welsh irish french german ' +
    'american united great london england scotland wales ireland britain europe america asia africa street road lane avenue river city county district borough',
);

/** Parts of a document that are cited by a number or a letter, in lower case. */
export const PROVISION_WORDS = splitToSet(
  'section clause subclause sub-clause paragraph subparagraph sub-paragraph article chapter part title schedule appendix annex annexe attachment exhibit table figure row column item note ' +
    'footnote question rule regulation step stage phase level category class type tier version issue revision page line box form recital preamble option group band zone block unit',
);
