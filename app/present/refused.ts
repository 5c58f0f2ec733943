/** A refusal as it travels to a page: plain data, both languages, no stack. */
import type { FieldFault, Refusal } from '#api/kernel/refusal.ts';

export interface RefusalView {
  readonly code: string;
  readonly status: number;
  readonly zh: string;
  readonly en: string;
  readonly article: string | null;
  readonly fields: readonly FieldFault[];
}

/** What an action answers when it was refused; `<Form>` finds it by itself. */
export interface Refused {
  readonly refusal: RefusalView;
  /** The name of the form that was sent, where the page has several. */
  readonly form: string | null;
  readonly typed: Readonly<Record<string, readonly string[]>>;
}

export function viewOf(refusal: Refusal): RefusalView {
  return {
    code: refusal.code,
    status: refusal.status,
    zh: refusal.sentence('zh'),
    en: refusal.sentence('en'),
    article: refusal.spec.article ?? null,
    fields: refusal.fields,
  };
}

export function isRefused(value: unknown): value is Refused {
  return hasRefusal(value) && 'typed' in value;
}

export function hasRefusal(value: unknown): value is { readonly refusal: RefusalView } {
  return typeof value === 'object' && value !== null && 'refusal' in value && typeof value.refusal === 'object';
}
