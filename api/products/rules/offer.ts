/** What a viewer can do with a record now: each step with the refusal it would meet, so that a button can say why it is off. */
import type { Refusal } from '#api/kernel/refusal.ts';

export interface Offer {
  readonly name: string;
  readonly refusal: { readonly code: string; readonly zh: string; readonly en: string } | null;
}

export function offer(name: string, refusal: Refusal | null = null): Offer {
  if (refusal === null) return { name, refusal };
  return { name, refusal: { code: refusal.code, zh: refusal.sentence('zh'), en: refusal.sentence('en') } };
}
