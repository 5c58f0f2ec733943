/** What an endpoint answers, and the checks all of them share. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** False where the call was refused before it began: then its key is not kept. */
  readonly began: boolean;
}

export type Params = Readonly<Record<string, unknown>>;
export const ok = (body: unknown): Answer => ({ status: 200, body, began: true });

export function fault(status: number, code: string, message: string, extra: object = {}): Answer {
  const type = status === 401 ? 'invalid_request_error' : status >= 500 ? 'api_error' : 'invalid_request_error';
  return { status, body: { error: { type, code, message, ...extra } }, began: false };
}
export const missing = (id: string) => fault(404, 'resource_missing', `No such object: '${id}'`, { param: 'id' });
export const text = (value: unknown): string => (typeof value === 'string' ? value : '');
export const words = (value: unknown): Record<string, string> => (value ?? {}) as Record<string, string>;

export function unknownParam(names: readonly string[], params: Params): Answer | null {
  const odd = Object.keys(params).find((name) => !names.includes(name));
  return odd === undefined
    ? null
    : fault(400, 'parameter_unknown', `Received unknown parameter: ${odd}`, { param: odd });
}

export function amountFault(amount: unknown): Answer | null {
  const value = Number(amount);
  if (!Number.isSafeInteger(value) || value < 1)
    return fault(400, 'parameter_invalid_integer', 'Invalid positive integer');
  if (value > 99_999_999) return fault(400, 'amount_too_large', 'Amount must be no more than 99999999');
  return null;
}

/** Newest first, in pages of two: whoever reads only the first page is found out. */
export const list = <T extends { id: string }>(all: Iterable<T>, url: string, params: Params): Answer =>
  ok(pageOf([...all].reverse(), url, params));

export function pageOf<T extends { id: string }>(found: readonly T[], url: string, params: Params) {
  const after = text(params.starting_after);
  const from = after === '' ? 0 : found.findIndex((one) => one.id === after) + 1;
  const data = found.slice(from, from + 2);
  return { object: 'list', url, data, has_more: from + 2 < found.length };
}
