/** Is the material of an application whole, and may its datasets stand in one application? */
import type { FieldFault, Refusal } from '#api/kernel/refusal.ts';
import { isDay } from '#api/kernel/time.ts';
import { type AuthorizationKind, degrees } from './codes.ts';
import type { ExtraMaterial } from './kind-codes.ts';
import { procedures } from './procedures.ts';
import { fault, refuse } from './refusals.ts';
import { termFault } from './term.ts';

export interface Material {
  readonly purpose: string;
  readonly scenario: string;
  readonly scope: string;
  readonly degree: string;
  readonly termFrom: string;
  readonly termTo: string;
  /** What the kind asks for beside it. */
  readonly extra?: Readonly<Partial<Record<ExtraMaterial, string>>>;
}

export interface Dataset {
  readonly entryId: string;
  readonly code: string;
  readonly title: string;
  readonly openType: string;
  readonly providerId: string;
}

/** Everything the material lacks, in the order of the form; blanks count as missing. */
export function missingMaterial(material: Material, kind: AuthorizationKind = 'licensed_development'): FieldFault[] {
  const values = {
    purpose: material.purpose.trim() !== '',
    scenario: material.scenario.trim() !== '',
    scope: material.scope.trim() !== '',
    degree: degrees.is(material.degree),
    term_from: isDay(material.termFrom),
    term_to: isDay(material.termTo),
  };
  const further = procedures[kind].material.filter((key) => (material.extra?.[key] ?? '').trim() === '');
  return [
    ...(Object.keys(values) as (keyof typeof values)[])
      .filter((path) => !values[path])
      .map((path) => fault(path, path)),
    ...further.map((key) => fault(`extra.${key}`, key)),
  ];
}

/** The first refusal the datasets meet together, or null. */
export function datasetsFault(asked: readonly string[], found: readonly Dataset[]): Refusal | null {
  const at = [fault('datasets', 'datasets')];
  if (asked.length === 0) return refuse('licensing.no_dataset', {}, at);
  const unknown = asked.find((code) => !found.some((one) => one.code === code));
  if (unknown !== undefined) return refuse('licensing.dataset_unknown', { code: unknown }, at);
  const closed = found.find((one) => one.openType !== 'conditional');
  if (closed !== undefined) return refuse('licensing.not_conditional', { title: closed.title }, at);
  if (new Set(found.map((one) => one.providerId)).size > 1) return refuse('licensing.several_agencies', {}, at);
  return null;
}

/** What keeps an application from being sent, or null. */
export function applyFault(
  material: Material,
  today: string,
  kind: AuthorizationKind = 'licensed_development',
  years?: number,
): Refusal | null {
  const missing = missingMaterial(material, kind);
  if (missing.length > 0) return refuse('licensing.incomplete', { count: missing.length }, missing);
  return termFault(material.termFrom, material.termTo, today, years);
}
