/** An agreement as an ODRL 2.2 policy of type Agreement, made from the same grant the gateway enforces. */
import { addDays } from '#api/kernel/time.ts';
import type { RowOp } from './codes.ts';
import { odrlContext, type ProfileTerm, profileUri } from './odrl-profile.ts';
import type { AgreementGrant, DataAction, GrantedTable } from './policy.ts';
import type { RowCondition, Terms } from './terms-types.ts';

export interface OdrlFacts {
  /** Origin of this portal. */
  readonly base: string;
  readonly agency: { readonly uscc: string; readonly name: string };
  readonly developer: { readonly uscc: string; readonly name: string };
  /** SHA-256 of the signed record the policy says the same as. */
  readonly sha256: string;
  readonly shares: readonly { readonly party: string; readonly ppm: number }[];
}

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type Node = { readonly [key: string]: Json };

const own = (term: ProfileTerm): string => `jinshu:${term}`;
const iri = (id: string): Node => ({ '@id': id });
const instant = (day: string): Node => ({ '@value': `${day}T00:00:00+08:00`, '@type': 'xsd:dateTime' });
const codesOf = (values: readonly string[]): Json => ({ '@list': values });

export const datasetUri = (base: string, code: string): string =>
  `${base}/datasets/${code.split('/').map(encodeURIComponent).join('/')}`;
export const tableUri = (base: string, { dataset, table }: Pick<GrantedTable, 'dataset' | 'table'>): string =>
  `${datasetUri(base, dataset)}#table=${encodeURIComponent(table)}`;
export const columnUri = (table: string, column: string): string => `${table}&column=${encodeURIComponent(column)}`;
export const purposeUri = (base: string, code: string): string => `${profileUri(base)}#purpose-${code}`;
export const regionUri = (base: string, code: string): string => `${base}/ns/region/${code}`;
/** A version is a policy of its own: what is amended is agreed anew. */
export const policyUri = (base: string, no: string, version: number): string =>
  `${base}/api/v1/agreements/${encodeURIComponent(no)}/agreement.jsonld?version=${version}`;

const constraint = (leftOperand: string, operator: string, rightOperand: Json, more: Node = {}): Node => ({
  type: 'Constraint',
  leftOperand,
  operator,
  rightOperand,
  ...more,
});

const operators: Readonly<Record<Exclude<RowOp, 'between'>, string>> = {
  eq: 'eq',
  ne: 'neq',
  in: 'isAnyOf',
  not_in: 'isNoneOf',
  gt: 'gt',
  gte: 'gteq',
  lt: 'lt',
  lte: 'lteq',
  starts: own('startsWith'),
  contains: own('contains'),
  isnull: own('isEmpty'),
  notnull: own('isFilled'),
};

function refinementOf(table: string, { column, op, value }: RowCondition): Node {
  const left = columnUri(table, column);
  if (op === 'between') {
    const [low = '', high = ''] = value ?? [];
    return {
      type: 'LogicalConstraint',
      and: { '@list': [constraint(left, 'gteq', low), constraint(left, 'lteq', high)] },
    };
  }
  const right = value === undefined ? true : typeof value === 'string' ? value : codesOf(value);
  return constraint(left, operators[op], right);
}

const quotaTerms = {
  calls: { day: 'callsPerDay', month: 'callsPerMonth', term: 'callsInTerm' },
  rows: { day: 'rowsPerDay', month: 'rowsPerMonth', term: 'rowsInTerm' },
} as const satisfies Readonly<Record<string, Readonly<Record<string, ProfileTerm>>>>;

function constraintsOf(base: string, grant: AgreementGrant, table: GrantedTable, action: DataAction): Node[] {
  const quotas = (['calls', 'rows'] as const).flatMap((measure) =>
    (['day', 'month', 'term'] as const).flatMap((window) => {
      const cap = grant.quota[measure][window];
      return cap === null ? [] : [constraint(own(quotaTerms[measure][window]), 'lteq', cap)];
    }),
  );
  return [
    constraint('dateTime', 'gteq', instant(grant.from)),
    constraint('dateTime', 'lt', instant(addDays(grant.to, 1))),
    ...(table.columns === null ? [] : [constraint(own('column'), 'isAnyOf', codesOf(table.columns))]),
    ...(grant.purposes.length === 0
      ? []
      : [constraint('purpose', 'isAnyOf', { '@list': grant.purposes.map((one) => iri(purposeUri(base, one))) })]),
    ...(grant.regions.length === 0
      ? []
      : [
          {
            type: 'LogicalConstraint',
            or: { '@list': grant.regions.map((one) => constraint('spatial', 'isPartOf', iri(regionUri(base, one)))) },
          },
        ]),
    ...(action !== 'read' ? [constraint(own('smallestGroup'), 'gteq', grant.smallestGroup)] : []),
    ...quotas,
  ];
}

/** Computing gives figures and no more: it is named of its own only where the degree allows nothing else. */
const actionNames: Readonly<Record<Exclude<DataAction, 'compute'>, string>> = { read: 'read', figures: own('figures') };
const inDomain: Readonly<Record<string, string>> = {
  model_only: own('trainModel'),
  raw_in_domain: own('queryInDomain'),
};

/** @param grant what the gateway enforces. Refuses nothing: what the grant does not hold gets no permission. */
export function odrlOf(grant: AgreementGrant, terms: Terms, facts: OdrlFacts) {
  const { base } = facts;
  const uid = policyUri(base, grant.no, grant.version);
  const target = (table: GrantedTable): Node => {
    const source = tableUri(base, table);
    const refinement = table.filter.map((one) => refinementOf(source, one));
    return { type: 'AssetCollection', source, ...(refinement.length === 0 ? {} : { refinement }) };
  };
  const cited: Node = { type: 'Duty', action: 'attribute', attributedParty: iri(`urn:uscc:${facts.agency.uscc}`) };
  const actions = grant.actions.flatMap((one) => (one === 'compute' ? [] : [[actionNames[one], one] as const]));
  const further = inDomain[grant.degree];
  const known = grant.unknown.length === 0;
  return {
    '@context': [odrlContext, contextOf(base)],
    uid,
    type: 'Agreement',
    profile: profileUri(base),
    'dct:identifier': grant.no,
    'dct:hasVersion': String(grant.version),
    'jinshu:recordSha256': facts.sha256,
    conflict: 'prohibit',
    assigner: party(facts.agency),
    assignee: party(facts.developer),
    permission: known
      ? grant.tables.flatMap((table) => [
          ...actions.map(([name, action]) => ({
            type: 'Permission',
            target: target(table),
            action: name,
            constraint: constraintsOf(base, grant, table, action),
            duty: [cited],
          })),
          ...(further === undefined
            ? []
            : [
                {
                  type: 'Permission',
                  target: target(table),
                  action: further,
                  constraint: constraintsOf(base, grant, table, 'compute'),
                },
              ]),
        ])
      : [],
    prohibition: prohibitionsOf(grant, terms, base),
    obligation: obligationsOf(terms, facts),
  };
}

const party = ({ uscc, name }: { readonly uscc: string; readonly name: string }) => ({
  type: 'Party',
  uid: `urn:uscc:${uscc}`,
  'schema:name': name,
});

function contextOf(base: string) {
  return {
    jinshu: `${profileUri(base)}#`,
    dct: 'http://purl.org/dc/terms/',
    schema: 'http://schema.org/',
    rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
    xsd: 'http://www.w3.org/2001/XMLSchema#',
  };
}

function prohibitionsOf(grant: AgreementGrant, terms: Terms, base: string): Node[] {
  const assets = [...new Set(grant.tables.map((one) => one.dataset))].map((code) => iri(datasetUri(base, code)));
  if (assets.length === 0) return [];
  const forbid = (action: string): Node => ({ type: 'Prohibition', target: assets, action });
  const onward = terms.sublicence.mode;
  return [
    forbid(own('reidentify')),
    ...(onward === 'allowed'
      ? []
      : onward === 'with_consent'
        ? [
            {
              ...forbid('grantUse'),
              // Passing on is mended by the consent that should have come first.
              remedy: [{ type: 'Duty', action: 'obtainConsent' }],
            },
          ]
        : [forbid('grantUse'), forbid('distribute')]),
    ...(grant.actions.includes('read') ? [] : [forbid('read')]),
  ];
}

function obligationsOf(terms: Terms, facts: OdrlFacts): Node[] {
  const duty = (action: string, refinement: readonly Node[] = [], more: Node = {}): Node => ({
    type: 'Duty',
    assigner: iri(`urn:uscc:${facts.agency.uscc}`),
    assignee: iri(`urn:uscc:${facts.developer.uscc}`),
    action: refinement.length === 0 ? action : [{ 'rdf:value': iri(action), refinement }],
    ...more,
  });
  const { mode, days } = terms.disposition;
  const after: Readonly<Record<string, string>> = {
    destroy: 'odrl:delete',
    return: own('returnData'),
    seal: own('seal'),
  };
  const disposal = after[mode];
  return [
    ...(disposal === undefined ? [] : [duty(disposal, [constraint(own('workingDaysAfterTerm'), 'lteq', days ?? 0)])]),
    ...terms.fee.amounts.map(({ basis, amount_fen }) =>
      duty('odrl:compensate', [
        constraint('payAmount', 'eq', yuan(amount_fen), { unit: iri('urn:iso:std:iso:4217:CNY') }),
        constraint(own('feeBasis'), 'eq', basis),
      ]),
    ),
    ...facts.shares.map((line) =>
      duty(own('shareIncome'), [
        constraint(own('payee'), 'eq', line.party),
        constraint(own('ppm'), 'eq', line.ppm),
        // Where the parts are measured, the record says how; `ppm` then holds for months without metering.
        ...(terms.contribution.method === 'agreed'
          ? []
          : [constraint(own('contributionMethod'), 'eq', terms.contribution.method)]),
      ]),
    ),
    ...terms.security_codes.map((code) => duty(own('protect'), [constraint(own('duty'), 'eq', code)])),
    ...(terms.audit.days === null
      ? []
      : [duty(own('acceptAudit'), [constraint(own('noticeDays'), 'gteq', terms.audit.days)])]),
  ];
}

function yuan(fen: string): Node {
  const digits = fen.padStart(3, '0');
  return { '@value': `${digits.slice(0, -2)}.${digits.slice(-2)}`, '@type': 'xsd:decimal' };
}
