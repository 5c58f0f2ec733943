/**
 * Our refusals in CKAN's shapes. Its clients tell errors apart by `__type` alone and drop what stands before the first ": " of a
 * message, so every message begins with one of CKAN's own prefixes. The sentences are ours, in both languages.
 */
import { fill, type Refusal } from '#api/kernel/refusal.ts';
import { ckanField } from './package-form.ts';

export interface CkanError {
  readonly status: 400 | 403 | 404 | 409 | 500;
  readonly error: Readonly<Record<string, unknown>> & { readonly __type: string };
}

const queryFaults: ReadonlySet<string> = new Set(['ckan.bad_query', 'ckan.unknown_field', 'ckan.bad_sort']);

export function errorOf({ code, spec, params, fields }: Refusal): CkanError {
  const sentence = `${fill(spec.zh, params)} / ${fill(spec.en, params)}`;
  const named = (__type: string, message: string) => ({ __type, __code: code, message });
  if (spec.status === 401 || spec.status === 403)
    return { status: 403, error: named('Authorization Error', `Access denied: ${sentence}`) };
  // What was withdrawn is gone for CKAN's clients, too; the sentence says when and why.
  if (spec.status === 404 || spec.status === 410)
    return { status: 404, error: named('Not Found Error', `Not found: ${sentence}`) };
  if (queryFaults.has(code))
    return { status: 400, error: named('Search Query Error', `Search Query is invalid: ${sentence}`) };
  if (spec.status === 503 || spec.status === 429)
    return { status: 500, error: named('Internal Server Error', `Internal Server Error: ${sentence}`) };
  const byField: Record<string, string[]> = {};
  for (const { path, zh, en } of fields) {
    const field = ckanField(path) || 'message';
    byField[field] = [...(byField[field] ?? []), `${zh} / ${en}`];
  }
  return {
    status: 409,
    error: { message: [sentence], ...byField, __type: 'Validation Error', __code: code },
  };
}
