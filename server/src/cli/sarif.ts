import { hashText, type Range } from '../model/text.js';
import { CATALOGUE } from '../rules/catalogue.js';
import type { Severity, Suppression } from '../rules/finding.js';
import { findHelpAddress, readHelpPage } from './help-pages.js';
import type { FindingOptions, LocatedFinding } from './located-finding.js';

const LEVELS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/** The name of the folder that paths are relative to. */
const ROOT = 'SRCROOT';

/** Findings as a SARIF 2.1.0 log, silenced ones included, with a rule for each check. */
export async function renderSarif(findings: readonly LocatedFinding[], { version, folder }: FindingOptions) {
  const codes = Object.keys(CATALOGUE);
  const prints = makeFingerprints(findings);
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Keeling', version, rules: await Promise.all(codes.map(describeRule)) } },
        originalUriBaseIds: { [ROOT]: { uri: folder.endsWith('/') ? folder : `${folder}/` } },
        columnKind: 'utf16CodeUnits',
        results: findings.map((located, i) => ({
          ruleId: located.finding.code,
          ruleIndex: codes.indexOf(located.finding.code),
          level: LEVELS[located.finding.severity],
          message: { text: located.finding.message },
          locations: [{ physicalLocation: locateInFile(located.file, located.range), ...locateInText(located) }],
          partialFingerprints: { 'keelingFinding/v1': prints[i] },
          ...locateRelated(located),
          ...listFixes(located),
          ...listSuppressions(located.finding.suppressed),
        })),
      },
    ],
  };
}

async function describeRule(id: string) {
  const { severity, title: speaks } = CATALOGUE[id] ?? { severity: 'warning', title: id };
  const page = await readHelpPage(id);
  const helpUri = findHelpAddress(id);
  return {
    id,
    shortDescription: { text: speaks },
    ...(page
      ? { fullDescription: { text: page.explanation }, help: { text: page.text, markdown: page.markdown } }
      : {}),
    ...(helpUri === null ? {} : { helpUri }),
    defaultConfiguration: { level: LEVELS[severity] },
  };
}

/**
 * An identity for each finding that stays the same while lines move: its record, and a count where
 * several are alike.
 */
function makeFingerprints(findings: readonly LocatedFinding[]): string[] {
  const seen = new Map<string, number>();
  return findings.map(({ record }) => {
    const key = hashText(JSON.stringify(record)).toString(16);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return `${key}:${count}`;
  });
}

function locateRelated({ related: places }: LocatedFinding) {
  if (places.length === 0) return {};
  return {
    relatedLocations: places.map(({ file, range, message }) => ({
      physicalLocation: locateInFile(file, range),
      message: { text: message },
    })),
  };
}

/** The provision that a finding stands in. */
function locateInText({ record: { provision } }: LocatedFinding) {
  return provision === '' ? {} : { logicalLocations: [{ fullyQualifiedName: provision }] };
}

function listFixes({ file, fixes: all }: LocatedFinding) {
  if (all.length === 0) return {};
  return {
    fixes: all.map(({ title, edits }) => ({
      description: { text: title },
      artifactChanges: [
        {
          artifactLocation: locateArtifact(file),
          replacements: edits.map(({ range, text }) => ({
            deletedRegion: toRegion(range),
            insertedContent: { text },
          })),
        },
      ],
    })),
  };
}

function listSuppressions(suppressed: Suppression | null) {
  if (!suppressed) return {};
  const { by, reason } = suppressed;
  return {
    suppressions: [
      {
        kind: by === 'comment' ? 'inSource' : 'external',
        status: 'accepted',
        justification: reason ?? JUSTIFICATIONS[by],
      },
    ],
  };
}

const JUSTIFICATIONS: Readonly<Record<Suppression['by'], string>> = {
  comment: 'silenced by a comment in the text',
  project: 'the check is off in the project file',
  record: 'recorded among the problems that were there before',
};

function locateInFile(file: string, range: Range) {
  return { artifactLocation: locateArtifact(file), region: toRegion(range) };
}

function locateArtifact(file: string) {
  const uri = file.split('/').map(encodeURIComponent).join('/');
  return { uri, uriBaseId: ROOT };
}

function toRegion({ start, end }: Range) {
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}
