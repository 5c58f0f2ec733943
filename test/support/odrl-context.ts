/**
 * The terms of the W3C's ODRL 2.2 context that our policies use, written from the vocabulary: documents are expanded without
 * a network, and with `safe`, so that a key the context does not know fails instead of vanishing.
 */
import jsonld from 'jsonld';
import { odrlContext, odrlNamespace } from '#api/agreements/rules/odrl-profile.ts';

const plain = (name: string) => `odrl:${name}`;
const linked = (name: string) => ({ '@id': `odrl:${name}`, '@type': '@id' });
const worded = (name: string) => ({ '@id': `odrl:${name}`, '@type': '@vocab' });
const each = <T>(names: readonly string[], make: (name: string) => T) =>
  Object.fromEntries(names.map((name) => [name, make(name)]));

const context = {
  odrl: odrlNamespace,
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  uid: '@id',
  type: '@type',
  ...each(['Agreement', 'Permission', 'Prohibition', 'Duty', 'Constraint', 'LogicalConstraint'], plain),
  ...each(['AssetCollection', 'Party', 'rightOperand', 'and', 'or'], plain),
  ...each(['eq', 'neq', 'gt', 'gteq', 'lt', 'lteq', 'isAnyOf', 'isNoneOf', 'isPartOf'], plain),
  ...each(['dateTime', 'purpose', 'spatial', 'payAmount', 'prohibit'], plain),
  ...each(['read', 'attribute', 'distribute', 'grantUse', 'obtainConsent', 'delete', 'compensate'], plain),
  ...each(['profile', 'permission', 'prohibition', 'obligation', 'duty', 'remedy', 'constraint', 'refinement'], linked),
  ...each(['assigner', 'assignee', 'target', 'source', 'unit', 'attributedParty'], linked),
  ...each(['action', 'leftOperand', 'operator', 'conflict'], worded),
};

const documentLoader = async (url: string) => {
  if (url !== odrlContext) throw new Error(`no network: ${url}`);
  return { documentUrl: url, document: { '@context': context } };
};

export async function jsonLdOf(document: object): Promise<unknown[]> {
  const options = { safe: true, documentLoader } as unknown as jsonld.Options.Expand;
  return (await jsonld.expand(document as jsonld.JsonLdDocument, options)) as unknown[];
}
