/** The page, and the field on it, where a steward meets a criterion. */
import type { CriterionCode } from './codes.ts';

const fields: Readonly<Partial<Record<CriterionCode, string>>> = {
  description: 'entry-abstract',
  licence: 'entry-licence',
  frequency: 'entry-update_cycle',
  temporal: 'entry-temporal_from',
  spatial: 'entry-spatial',
};

export function placeOf(criterion: CriterionCode, entryId: string): string {
  const entry = `/w/entries/${encodeURIComponent(entryId)}`;
  const field = fields[criterion];
  if (field !== undefined) return `${entry}#${field}`;
  return criterion === 'columns' ? `${entry}/dictionary` : `${entry}/data`;
}
