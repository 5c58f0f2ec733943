/** What a card has to say before it can be registered (Article 28; fields of REG26 as the brief has them). */
import { assetTests } from './codes.ts';

interface Test {
  readonly holds: 'yes' | 'no' | null;
  readonly reason: string;
}

export interface ContentLike {
  readonly name: string;
  readonly entries: readonly string[];
  readonly tests: Readonly<Record<(typeof assetTests.codes)[number], Test>>;
  readonly rights: readonly string[];
  readonly rights_basis: string;
  readonly acquisition: string | null;
  readonly source_legality: string;
  readonly valuation_method: string | null;
  readonly valuation_fen: string;
  readonly valued_on: string;
  readonly valuation_report: string;
  readonly grade: string | null;
  readonly location: string | null;
  readonly location_detail: string;
  readonly custodian: string;
  readonly coverage: string;
  readonly update_cycle: string | null;
  readonly scenario: string;
  readonly safety_result: string | null;
  readonly safety_on: string;
}

/** Paths of elements a registration still needs, in the order of the form. */
export function missingOf(content: ContentLike): string[] {
  const missing: string[] = [];
  const need = (path: string, there: boolean) => {
    if (!there) missing.push(path);
  };
  need('name', content.name !== '');
  need('entries', content.entries.length > 0);
  for (const code of assetTests.codes) {
    need(`tests.${code}.holds`, content.tests[code].holds !== null);
    need(`tests.${code}.reason`, content.tests[code].reason !== '');
  }
  need('rights', content.rights.length > 0);
  need('rights_basis', content.rights_basis !== '');
  need('acquisition', content.acquisition !== null);
  need('source_legality', content.source_legality !== '');
  need('grade', content.grade !== null);
  need('location', content.location !== null);
  need('location_detail', content.location_detail !== '');
  need('custodian', content.custodian !== '');
  need('coverage', content.coverage !== '');
  need('update_cycle', content.update_cycle !== null);
  need('scenario', content.scenario !== '');
  need('safety_result', content.safety_result !== null);
  need('safety_on', content.safety_on !== '');
  return missing;
}

/** Tests of Article 28 that are answered with no. */
export const failedTests = (content: ContentLike) =>
  assetTests.codes.filter((code) => content.tests[code].holds === 'no');

/** A value goes with method, day and report or not at all. */
export function valuationWhole(content: ContentLike): boolean {
  const value = content.valuation_fen !== '' && content.valuation_fen !== '0';
  const rest = [content.valuation_method !== null, content.valued_on !== '', content.valuation_report !== ''];
  return value ? rest.every(Boolean) : content.valuation_fen === '' && !rest.some(Boolean);
}

const flat = (value: unknown, path: string, out: Map<string, string>): void => {
  if (Array.isArray(value)) out.set(path, JSON.stringify(value.toSorted()));
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) flat(inner, path === '' ? key : `${path}.${key}`, out);
  else out.set(path, JSON.stringify(value));
};

/** Elements in which two contents differ, e.g. `tests.value.reason`. */
export function changedBetween(before: object, after: object): string[] {
  const [one, other] = [new Map<string, string>(), new Map<string, string>()];
  flat(before, '', one);
  flat(after, '', other);
  return [...new Set([...one.keys(), ...other.keys()])].filter((path) => one.get(path) !== other.get(path));
}
