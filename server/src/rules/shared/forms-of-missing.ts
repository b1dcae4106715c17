import { ProvisionIndex } from '../../analysis/references/provision-index.js';
import { formOfReference } from '../../analysis/references/reference-forms.js';
import type { Resolution, TargetResolution } from '../../analysis/references/resolution.js';
import type { Reference } from '../../model/references/reference.js';
import type { Report, ReportForm, RuleContext } from '../rule.js';
import { describeTarget, findProvisionsNumbered } from './stale-references.js';

/**
 * The form of a number that the draft lacks, for its report; none where the number is beside those
 * that there are, or was in the version in force: then it is a slip whatever else fails.
 */
export function formOfMissing(
  { resolution: { self } }: RuleContext,
  { found: { reference } }: Resolution,
  { target, isRemote }: TargetResolution,
): Pick<Report, 'form'> {
  if (!target || !isRemote) return {};
  const old = self.baseline?.draft;
  if (old && findProvisionsNumbered(ProvisionIndex.of(old), reference, target.number).length > 0) return {};
  return { form: formOfCited(reference, target.number) };
}

/** The form of a number of a reference, for its report. */
export function formOfCited(reference: Reference, number: string): ReportForm {
  return { key: formOfReference(reference, number), name: describeTarget(reference, number), count: null };
}
