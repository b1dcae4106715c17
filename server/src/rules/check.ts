import { prepareLineLabels } from '../analysis/references/line-labels.js';
import type { Resolution } from '../analysis/references/resolution.js';
import type { BlockEntry } from '../model/block-index.js';
import type { Draft } from '../model/draft.js';
import { isConclusionsReport } from '../model/front-matter.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import type { RecordedFinding } from '../workspace/recorded-findings.js';
import type { Workspace } from '../workspace/workspace.js';
import { ALL_RULES, RULE_PORTIONS } from './catalogue.js';
import { BaselineComparisons } from './comparisons.js';
import { DocumentMemory } from './document-memory.js';
import type { Finding } from './finding.js';
import { findProjectProblems } from './project-findings.js';
import { RecordedSilences } from './recorded.js';
import { findingOfProblem, findingOfReport, groupByBlock, reportOfFinding } from './report-findings.js';
import type { DraftRule, Report, RuleContext } from './rule.js';
import { createRuleContext, type Depth } from './rule-context.js';
import { type PlacedReport, sayOnce } from './said-once.js';
import { areStillInPlace, notePlaces, readTheSameWords } from './structure-reports.js';

/**
 * Runs the checks over the documents of a workspace and keeps what an edit leaves valid: the
 * findings of a block stand until the block changes, or the provisions of a document that it cites
 * do.
 */
export class Checker {
  private readonly memories = new Map<WorkspaceDocument, DocumentMemory>();
  private readonly silences: RecordedSilences;
  /**
   * The last answer of `checkAll`, which holds while the documents and their drafts are the same.
   */
  private lastOfAll: {
    readonly world: object;
    readonly drafts: readonly Draft[];
    readonly findings: readonly Finding[];
  } | null = null;

  /** The comparisons that the costly checks need. */
  readonly comparisons: BaselineComparisons;

  constructor(private readonly workspace: Workspace) {
    this.comparisons = new BaselineComparisons(workspace);
    this.silences = new RecordedSilences(workspace);
  }

  /**
   * The findings of one document, in the order of the text, the silenced ones included.
   * @param depth `typing` leaves out the costly checks, but keeps their last findings on blocks
   * that still stand
   */
  check(document: WorkspaceDocument, depth: Depth): Finding[] {
    const memory = this.memoryOf(document);
    if (depth === 'typing' && memory.typed && memory.hasCurrentFindings(this.workspace)) return memory.typed.findings;
    const { draft, uri } = document;
    const { context, outsideFacts } = createRuleContext(this.workspace, this.comparisons, document, memory, depth);
    const reports = this.reportsOf(context, memory, depth);
    // While typing they are brought up to date with each edit, so that no single one has it all to do.
    const countForms = () => memory.countFoundForms(draft, context.resolution);
    if (depth === 'typing') {
      countForms();
      prepareLineLabels(draft);
    }
    const all = [
      ...this.findingsOf(document, sayOnce(reports, draft, countForms)),
      ...draft.problems.map((problem) => findingOfProblem(this.workspace, uri, problem)),
    ].sort(compareFindings);
    const findings = this.silences.silence('checks', uri, draft, all);
    const pointedAt = this.pointedAt(document, findings);
    memory.typed = depth === 'typing' ? { draft, findings, pointedAt, outsideFacts } : null;
    return findings;
  }

  /**
   * The findings of one portion of all checks, for threads that share the checks of a document. The
   * findings of all portions, put in order by `compareFindings`, are those of `check` to the full,
   * before recorded ones are silenced.
   * @param portion from 0 to before `RULE_PORTIONS.length`
   */
  checkPortion(document: WorkspaceDocument, portion: number): Finding[] {
    const rules = RULE_PORTIONS[portion];
    if (!rules) return [];
    const { draft, uri } = document;
    const memory = this.memoryOf(document);
    const { context } = createRuleContext(this.workspace, this.comparisons, document, memory, 'full');
    const isReport = isConclusionsReport(draft.frontMatter);
    const reports: Report[] = [];
    if (!isReport) {
      for (let block = 0; block < draft.blocks.length; block++)
        reports.push(...reportsOfBlock(block, context, rules.ofBlocks));
      for (const rule of rules.ofStructure) reports.push(...rule.checkStructure(context));
    }
    for (const rule of rules.ofDrafts)
      if (!isReport || rule.isOfReports === true) reports.push(...rule.checkDraft(context));
    const placed = reports.map((report) => ({ report, block: report.block }));
    const problems = portion === 0 ? draft.problems : [];
    return [
      ...this.findingsOf(
        document,
        sayOnce(placed, draft, () => memory.countFoundForms(draft, context.resolution)),
      ),
      ...problems.map((problem) => findingOfProblem(this.workspace, uri, problem)),
    ].sort(compareFindings);
  }

  private findingsOf(document: WorkspaceDocument, placed: readonly PlacedReport[]): Finding[] {
    return placed.map(({ report, block }) => findingOfReport(this.workspace, document, report, block));
  }

  /**
   * Lets go what was kept of a document that will not be checked again: its text, blocks and
   * provisions stay for the checks of others.
   */
  release(document: WorkspaceDocument): void {
    this.memories.delete(document);
    document.draft = document.draft.withoutReadings();
  }

  private reportsOf(context: RuleContext, memory: DocumentMemory, depth: Depth): PlacedReport[] {
    const { draft } = context;
    const placed: PlacedReport[] = [];
    const addAll = (reports: Iterable<Report>) => {
      for (const report of reports) placed.push({ report, block: report.block });
    };
    // A report quotes respondents, whose words are their own: only its open places are looked for.
    const isReport = isConclusionsReport(draft.frontMatter);
    if (depth === 'typing') {
      const entries = memory.typedReports(draft, (block) => (isReport ? NO_REPORTS : reportsOfBlock(block, context)));
      for (const { block, value } of entries) for (const report of value) placed.push({ report, block });
    } else if (!isReport)
      for (let block = 0; block < draft.blocks.length; block++)
        for (const report of memory.reportsOf(draft, block, () => reportsOfBlock(block, context)))
          placed.push({ report, block });
    if (!isReport) {
      addAll(this.structureReportsOf(context, memory));
      for (const rule of ALL_RULES.ofDrafts) if (!rule.costly) addAll(rule.checkDraft(context));
    }
    if (depth === 'full') {
      const isMeant = (rule: DraftRule) => (isReport ? rule.isOfReports === true : rule.costly);
      const costly = ALL_RULES.ofDrafts.filter(isMeant).flatMap((rule) => [...rule.checkDraft(context)]);
      memory.keepCostly(groupByBlock(draft, costly));
      addAll(costly);
    }
    return placed;
  }

  private structureReportsOf(context: RuleContext, memory: DocumentMemory): readonly Report[] {
    const { draft } = context;
    const last = memory.structure;
    const holds =
      last?.draft.provisions === draft.provisions &&
      areStillInPlace(draft, last.reports) &&
      readTheSameWords(ALL_RULES.ofStructure, last.draft, draft);
    const reports = holds ? last.reports : ALL_RULES.ofStructure.flatMap((rule) => [...rule.checkStructure(context)]);
    if (!holds) notePlaces(draft, context.uri, reports);
    memory.structure = { draft, reports };
    return reports;
  }

  /** The drafts of other documents that findings point into. */
  private pointedAt(document: WorkspaceDocument, findings: readonly Finding[]): Map<string, Draft> {
    const drafts = new Map<string, Draft>();
    for (const { related } of findings) {
      for (const { uri } of related) {
        const other = uri === document.uri ? undefined : this.workspace.documents.get(uri);
        if (other) drafts.set(uri, other.draft);
      }
    }
    return drafts;
  }

  /** Whether the last findings of a document while typing still hold. */
  isCurrent(document: WorkspaceDocument): boolean {
    return this.memoryOf(document).hasCurrentFindings(this.workspace);
  }

  /**
   * Takes over the findings of the costly checks that were made elsewhere, of the very text that
   * the document has now; while typing they stand as long as their blocks do.
   */
  adopt(document: WorkspaceDocument, findings: readonly Finding[]): void {
    const { draft } = document;
    const costly = new Set(ALL_RULES.ofDrafts.filter((rule) => rule.costly).flatMap(({ codes }) => Object.keys(codes)));
    const reports = findings
      .filter((finding) => costly.has(finding.code))
      .map((finding) => reportOfFinding(this.workspace, draft, finding));
    const memory = this.memoryOf(document);
    memory.keepCostly(groupByBlock(draft, reports));
    memory.typed = null;
  }

  /**
   * Every finding of the workspace's own documents and of its project file, document by document.
   * Versions in force are not checked.
   */
  checkAll(): Finding[] {
    const { world, documents } = this.workspace;
    const drafts = [...documents.values()].map(({ draft }) => draft);
    const last = this.lastOfAll;
    if (last?.world === world && last.drafts.every((draft, i) => draft === drafts[i])) return [...last.findings];
    const findings = this.projectFindings();
    for (const document of this.workspace.listCheckedDocuments()) findings.push(...this.check(document, 'full'));
    this.lastOfAll = { world, drafts, findings };
    return [...findings];
  }

  /** What is wrong with the project file, and with the files that it and front matters name. */
  projectFindings(): Finding[] {
    return [...findProjectProblems(this.workspace)].flatMap(([uri, findings]) => {
      const text = this.workspace.findTextAt(uri);
      return text ? this.silences.silence('problems', uri, text, findings) : findings;
    });
  }

  /** What is wrong with what the front matter of a document names. */
  problemsOf(document: WorkspaceDocument): Finding[] {
    const { uri, draft } = document;
    const problems = this.workspace.problemsOf(uri);
    const findings = problems.map((problem) => findingOfProblem(this.workspace, uri, problem));
    return findings.length === 0 ? findings : this.silences.silence('problems', uri, draft, findings);
  }

  /**
   * Recorded findings that are not found any more in what was checked, the costly checks included.
   */
  recordedAndGone(): RecordedFinding[] {
    return this.silences.recordedAndGone();
  }

  /**
   * The references of each block of a document as it is now, resolved; the same function until
   * something changes.
   */
  resolutionsOf(document: WorkspaceDocument): (block: number) => readonly Resolution[] {
    return this.memoryOf(document).resolverFor(this.workspace.resolutionContextOf(document));
  }

  /**
   * The blocks of a document as it is now that have references, and these, resolved. After an edit
   * only blocks that are new are read; the same array until then.
   */
  citingBlocksOf(document: WorkspaceDocument): readonly BlockEntry<readonly Resolution[]>[] {
    return this.memoryOf(document).citingBlocks(document.draft, this.workspace.resolutionContextOf(document));
  }

  /**
   * The findings of some blocks of a document, from `first` to before `end`, in the order of the
   * text.
   */
  findingsIn(document: WorkspaceDocument, first: number, end: number): Finding[] {
    const { draft } = document;
    const from = first < draft.blocks.length ? draft.startOf(first) : draft.length;
    const to = end < draft.blocks.length ? draft.startOf(end) : draft.length + 1;
    return this.check(document, 'typing').filter(({ span }) => span.start >= from && span.start < to);
  }

  private memoryOf(document: WorkspaceDocument): DocumentMemory {
    const { world } = this.workspace;
    const last = this.memories.get(document);
    if (last?.isValid(world, this.workspace.resolutionContextOf(document))) return last;
    const memory = new DocumentMemory(document, world, last);
    this.memories.set(document, memory);
    return memory;
  }
}

const NO_REPORTS: readonly Report[] = [];

/** The order in which the findings of a document are listed. */
export function compareFindings(a: Finding, b: Finding): number {
  return a.span.start - b.span.start || a.code.localeCompare(b.code);
}

function reportsOfBlock(block: number, context: RuleContext, rules = ALL_RULES.ofBlocks): readonly Report[] {
  let found: Report[] | null = null;
  for (const rule of rules) {
    if (rule.concerns && !rule.concerns(block, context)) continue;
    for (const report of rule.checkBlock(block, context)) (found ??= []).push(report);
  }
  return found ?? NO_REPORTS;
}
