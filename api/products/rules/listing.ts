/** May a product be listed? Article 20 asks for a written agreement in force and for sources with their acquisition dates. */
import type { Refusal } from '#api/kernel/refusal.ts';
import type { Day } from '#api/kernel/time.ts';
import { kindsWithFile, type ProductKind, productKinds } from './codes.ts';
import { type PlanTerms, termsFault } from './plan.ts';
import { refuse } from './refusals.ts';

export interface AgreementFacts {
  readonly id: string;
  readonly no: string;
  readonly developerId: string;
  readonly state: string;
  readonly effectiveFrom: Day | null;
  readonly effectiveTo: Day | null;
}

/** A delivery that happened, as the access log has it. */
export interface DeliveryFacts {
  readonly id: string;
  readonly agreementId: string;
  readonly organizationId: string;
  readonly acquiredOn: Day;
}

export interface ListingFacts {
  readonly developerId: string;
  readonly kind: ProductKind;
  readonly hasFile: boolean;
  readonly agreement: AgreementFacts;
  /** The others behind a product that rests on several. */
  readonly others?: readonly AgreementFacts[];
  readonly divisionFaults?: readonly Refusal[];
  readonly sources: readonly DeliveryFacts[];
  /** Faults of the kind's own facts, in the order they are asked for. */
  readonly factFaults?: readonly Refusal[];
  /** Terms of the plans on offer. */
  readonly plans?: readonly PlanTerms[];
  readonly throughGateway?: boolean;
  readonly rowsCounted?: boolean;
}

export function inForce(agreement: AgreementFacts, day: Day): boolean {
  return (
    agreement.state === 'active' && (agreement.effectiveFrom ?? '9999') <= day && day <= (agreement.effectiveTo ?? '')
  );
}

/** What is wrong with one source, or null. The term is the agreement's, whatever its state has become since. */
export function sourceFault(agreement: AgreementFacts, delivery: DeliveryFacts): Refusal | null {
  if (delivery.agreementId !== agreement.id || delivery.organizationId !== agreement.developerId) {
    return refuse('products.foreign_delivery', { delivery: delivery.id });
  }
  const within =
    (agreement.effectiveFrom ?? '9999') <= delivery.acquiredOn && delivery.acquiredOn <= (agreement.effectiveTo ?? '');
  return within ? null : refuse('products.delivery_out_of_term', { delivery: delivery.id, day: delivery.acquiredOn });
}

/** The same where several agreements may stand behind a source: it is judged by its own. */
export function sourceFaultAmong(agreements: readonly AgreementFacts[], delivery: DeliveryFacts): Refusal | null {
  const own = agreements.find((one) => one.id === delivery.agreementId);
  return own === undefined
    ? refuse('products.foreign_delivery', { delivery: delivery.id })
    : sourceFault(own, delivery);
}

/** Everything that stands between a draft and its listing, most important first; empty when it may be listed. */
export function listingFaults(facts: ListingFacts, today: Day): Refusal[] {
  const { agreement, sources, kind, others = [] } = facts;
  const agreements = [agreement, ...others];
  const faults: Refusal[] = [];
  if (agreements.some((one) => one.developerId !== facts.developerId)) faults.push(refuse('products.no_agreement'));
  for (const { no } of agreements.filter((one) => !inForce(one, today)))
    faults.push(refuse('products.agreement_not_active', { no }));
  if (sources.length === 0) faults.push(refuse('products.no_sources'));
  for (const source of sources) {
    const fault = sourceFaultAmong(agreements, source);
    if (fault !== null) faults.push(fault);
  }
  faults.push(...(facts.divisionFaults ?? []));
  if (kindsWithFile.includes(kind) && !facts.hasFile) {
    faults.push(
      refuse('products.no_file', { kind: productKinds.label(kind, 'zh'), kind_en: productKinds.label(kind, 'en') }),
    );
  }
  faults.push(...(facts.factFaults ?? []));
  if (facts.plans?.length === 0) faults.push(refuse('products.no_plan'));
  for (const terms of facts.plans ?? []) {
    const fault = termsFault(terms, kind, facts.throughGateway === true, facts.rowsCounted === true);
    if (fault !== null) faults.push(fault);
  }
  return faults;
}

/** A name to offer at download: a plain name, never a way to somewhere. */
export function fileNameIsPlain(name: string): boolean {
  const plain = name.normalize('NFC').trim();
  // Control, format and bidirectional characters would show another name than the one that is saved.
  return plain.length > 0 && plain.length <= 200 && !/[/\\\p{Cc}\p{Cf}]/u.test(plain) && !/^\.+$/.test(plain);
}
