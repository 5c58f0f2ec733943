/**
 * A refusal is an answer, not a failure: the caller asked for something the law, the state of the
 * record or the shape of the input does not allow. Every refusal has a code, an HTTP status and one
 * sentence in each language; a code without its row does not compile (see `defineRefusals`).
 * Bugs are not refusals: they are thrown as ordinary errors and answer 500.
 */

/** One row of a room's refusal table. `{{name}}` in a sentence is filled from the refusal's params. */
export interface RefusalSpec {
  /** HTTP status of the problem document (RFC 9457). */
  readonly status:
    | 400
    | 401
    | 403
    | 404
    | 405
    | 409
    | 410
    | 412
    | 413
    | 415
    | 416
    | 422
    | 423
    | 429
    | 501
    | 502
    | 503
    | 504;
  readonly zh: string;
  readonly en: string;
  /** The article of the regulation the refusal rests on, e.g. `12` (citation, shown to the user). */
  readonly article?: string;
}

export type RefusalParams = Readonly<Record<string, string | number>>;

/** What is wrong with one field of the input: `path` is the dotted path in the body. */
export interface FieldFault {
  readonly path: string;
  readonly zh: string;
  readonly en: string;
}

const brand = 'jinshu.refusal';

/** Thrown by rules' callers (services, contracts); mapped to problem+json or to a page by the edge. */
export class Refusal extends Error {
  readonly [brand] = true;
  constructor(
    readonly code: string,
    readonly spec: RefusalSpec,
    readonly params: RefusalParams = {},
    readonly fields: readonly FieldFault[] = [],
  ) {
    super(`${code}: ${spec.en}`);
    this.name = 'Refusal';
  }

  get status(): number {
    return this.spec.status;
  }

  /** The sentence in one language, with its params filled in. */
  sentence(locale: 'zh' | 'en'): string {
    return fill(this.spec[locale], this.params);
  }
}

/** Works across module graphs (the built pages and the server hold separate copies of this file). */
export function isRefusal(error: unknown): error is Refusal {
  return typeof error === 'object' && error !== null && (error as Record<string, unknown>)[brand] === true;
}

export function fill(sentence: string, params: RefusalParams): string {
  return sentence.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? `{{${name}}}`));
}

/**
 * Declares a room's refusals and returns the function that makes them:
 * `export const refuse = defineRefusals({ 'catalog.no_basis': { status: 422, zh: '…', en: '…' } })`,
 * used as `throw refuse('catalog.no_basis', { share: '…' })`.
 */
export function defineRefusals<const T extends Readonly<Record<string, RefusalSpec>>>(table: T) {
  const make = (code: keyof T & string, params: RefusalParams = {}, fields: readonly FieldFault[] = []): Refusal =>
    new Refusal(code, table[code] as RefusalSpec, params, fields);
  return Object.assign(make, { table });
}

/** Refusals that any room may answer. */
export const refuse = defineRefusals({
  'request.invalid': {
    status: 400,
    zh: '提交的内容有 {{count}} 处需要更正。',
    en: '{{count}} field(s) need correction.',
  },
  'request.too_large': {
    status: 413,
    zh: '内容超过 {{limit}} 的上限，未作任何改动。',
    en: 'The content exceeds the limit of {{limit}}; nothing was changed.',
  },
  'request.cross_site': {
    status: 403,
    zh: '该请求来自其他网站，已拒绝。',
    en: 'The request came from another site and was refused.',
  },
  'request.not_found': { status: 404, zh: '没有找到您要的内容。', en: 'There is nothing at this address.' },
  'request.sunset': {
    status: 410,
    zh: '该接口已于 {{sunset}} 停用。',
    en: 'This operation ended on {{sunset}}.',
  },
  'request.superseded': {
    status: 410,
    zh: '该接口已于 {{sunset}} 停用，请改用 {{successor}}。',
    en: 'This operation ended on {{sunset}}; use {{successor}} instead.',
  },
  'request.idempotency_mismatch': {
    status: 422,
    zh: '同一幂等键已用于不同内容的请求，原请求不受影响。',
    en: 'This idempotency key was already used for a different request; the original is untouched.',
  },
  'request.in_progress': {
    status: 409,
    zh: '同一请求正在处理，请稍候再查询结果。',
    en: 'The same request is still being processed; ask again shortly.',
  },
  'request.too_many': {
    status: 429,
    zh: '请求过于频繁，请在 {{seconds}} 秒后重试。',
    en: 'Too many requests; try again in {{seconds}} seconds.',
  },
  'auth.required': { status: 401, zh: '请先登录。', en: 'Sign in first.' },
  'auth.forbidden': {
    status: 403,
    zh: '您的账号没有办理这项业务的职责。',
    en: 'Your account does not hold the duty this needs.',
  },
});
