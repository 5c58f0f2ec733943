/**
 * A small reference evaluator of our ODRL policies: it reads the document alone, knows nothing of the gateway's types, and
 * denies what no permission allows, what a prohibition names, and every constraint it does not know.
 */
import { jsonLdOf } from '#test/support/odrl-context.ts';

type Node = { readonly [key: string]: unknown };
const odrl = 'http://www.w3.org/ns/odrl/2/';

export interface AskedOf {
  readonly action: string;
  /** Address of the table. */
  readonly target: string;
  readonly columns: readonly string[];
  readonly at: Date;
  readonly purpose: string | null;
  /** The region with those it lies in. */
  readonly regions: readonly string[];
  readonly smallestGroup: number;
  /** What stands used after this request, by the profile's name. */
  readonly counts: Readonly<Record<string, number>>;
}

export interface RowTest {
  readonly column: string;
  readonly operator: string;
  readonly value: unknown;
}

const many = (value: unknown): Node[] => (Array.isArray(value) ? (value as Node[]) : []);
const first = (value: unknown): Node => many(value)[0] ?? {};
const idOf = (value: unknown): string => String(first(value)['@id'] ?? '');
const listed = (value: unknown): unknown[] => {
  const node = first(value);
  return '@list' in node
    ? many(node['@list']).map((one) => one['@value'] ?? one['@id'])
    : [node['@value'] ?? node['@id']];
};

/** The rows the policy leaves of a table for an action, or null when it denies the request. */
export async function evaluate(policy: object, asked: AskedOf, profile: string): Promise<RowTest[] | null> {
  const [document = {}] = (await jsonLdOf(policy)) as Node[];
  const dataset = asked.target.split('#')[0];
  const forbidden = many(document[`${odrl}prohibition`]).some(
    (rule) =>
      idOf(rule[`${odrl}action`]) === asked.action &&
      many(rule[`${odrl}target`]).some((one) => one['@id'] === dataset || one['@id'] === asked.target),
  );
  if (forbidden) return null;
  for (const rule of many(document[`${odrl}permission`])) {
    const target = first(rule[`${odrl}target`]);
    if (idOf(rule[`${odrl}action`]) !== asked.action || idOf(target[`${odrl}source`]) !== asked.target) continue;
    if (!many(rule[`${odrl}constraint`]).every((one) => holds(one, asked, profile))) continue;
    return many(target[`${odrl}refinement`]).flatMap(rowTests);
  }
  return null;
}

function holds(constraint: Node, asked: AskedOf, profile: string): boolean {
  const some = first(constraint[`${odrl}or`]);
  if ('@list' in some) return many(some['@list']).some((one) => holds(one, asked, profile));
  const left = idOf(constraint[`${odrl}leftOperand`]);
  const operator = idOf(constraint[`${odrl}operator`]).replace(odrl, '');
  const right = listed(constraint[`${odrl}rightOperand`]);
  const [only] = right;
  if (left === `${odrl}dateTime`) {
    const [now, then] = [asked.at.getTime(), Date.parse(String(only))];
    return operator === 'gteq' ? now >= then : operator === 'lt' && now < then;
  }
  if (left === `${odrl}purpose`) return operator === 'isAnyOf' && right.includes(asked.purpose);
  if (left === `${odrl}spatial`) return operator === 'isPartOf' && asked.regions.includes(String(only));
  if (left === `${profile}#column`) return operator === 'isAnyOf' && asked.columns.every((one) => right.includes(one));
  if (left === `${profile}#smallestGroup`) return operator === 'gteq' && asked.smallestGroup >= Number(only);
  const count = asked.counts[left.replace(`${profile}#`, '')];
  return count !== undefined && operator === 'lteq' && count <= Number(only);
}

function rowTests(refinement: Node): RowTest[] {
  const both = first(refinement[`${odrl}and`]);
  if ('@list' in both) return many(both['@list']).flatMap(rowTests);
  const left = idOf(refinement[`${odrl}leftOperand`]);
  const value = refinement[`${odrl}rightOperand`];
  return [
    {
      column: decodeURIComponent(left.split('&column=')[1] ?? ''),
      operator: idOf(refinement[`${odrl}operator`]),
      value: '@list' in first(value) ? listed(value) : listed(value)[0],
    },
  ];
}
