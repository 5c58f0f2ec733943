/**
 * The operation table of a room: one record an operation, from which come the Express route, the OpenAPI
 * document, the typed client and the shape checks of the pages.
 */
import { z } from 'zod';

export type Auth =
  /** Anyone. */
  | 'public'
  /** A signed-in person: session cookie, or the session token as a bearer token. */
  | 'session'
  /** Anyone who takes part: a signed-in person, or a confirmed mailbox by its cookie or its token as a bearer token. */
  | 'participant'
  /** An API key of an agreement in force, as a bearer token. */
  | 'key';

/** Days in Asia/Shanghai, `YYYY-MM-DD`. */
export interface Deprecation {
  readonly since: string;
  readonly sunset: string;
  /** Path below /api/v1 of what takes its place. */
  readonly successor?: string;
}

/** A body or answer that is bytes, not JSON. */
export interface Bytes {
  /** Media types, e.g. `text/csv`. */
  readonly media: readonly string[];
}

export interface Operation<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  O extends z.ZodType | Bytes = z.ZodType | Bytes,
> {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Express path below /api/v1, e.g. `/catalog/entries/:id`. */
  readonly path: string;
  readonly auth: Auth;
  /** With `auth: 'key'`: what the key must be allowed to do. */
  readonly scope?: 'rows' | 'files' | 'sandbox';
  readonly summary: readonly [zh: string, en: string];
  readonly description?: string;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** Set for an upload: the handler reads the request itself and `body` stays empty. */
  readonly upload?: Bytes & { readonly fields?: Readonly<Record<string, string>> };
  readonly out: O;
  /** Success status; 200 unless told. */
  readonly status?: 200 | 201 | 202 | 204;
  /** Said ahead in headers, document and changelog; from `sunset` on the operation answers 410. */
  readonly deprecated?: Deprecation;
  /** Refusal codes the operation may answer beside the common ones. */
  readonly refusals?: readonly string[];
}

const none = z.object({});
type None = typeof none;

/** Declares one operation; what is left out of params, query and body is empty. */
export function operation<
  O extends z.ZodType | Bytes,
  P extends z.ZodType = None,
  Q extends z.ZodType = None,
  B extends z.ZodType = None,
>(
  spec: Omit<Operation<P, Q, B, O>, 'params' | 'query' | 'body'> & { params?: P; query?: Q; body?: B },
): Operation<P, Q, B, O> {
  return { params: none as unknown as P, query: none as unknown as Q, body: none as unknown as B, ...spec };
}

export type Operations = Readonly<Record<string, Operation>>;

export interface InputOf<Op extends Operation> {
  readonly params: z.output<Op['params']>;
  readonly query: z.output<Op['query']>;
  readonly body: z.output<Op['body']>;
}

export type OutputOf<Op extends Operation> = Op['out'] extends z.ZodType ? z.input<Op['out']> : undefined;

export function isBytes(shape: z.ZodType | Bytes): shape is Bytes {
  return 'media' in shape;
}

/** Shapes every room uses. */
export const one = z.object({ id: z.string().max(60) });

/**
 * The steps of one thing's life: `POST <path>/<verb>` by a signed-in person, answered with the thing as it stands then.
 * `path` ends in the thing's own parameter, e.g. `/amendments/:id`; `params` is its shape, `one` unless told.
 */
export const stepsOf =
  <O extends z.ZodType, P extends z.ZodType = typeof one>(
    path: string,
    out: O,
    common: readonly string[],
    params: P = one as unknown as P,
  ) =>
  <B extends z.ZodType>(
    verb: string,
    summary: readonly [zh: string, en: string],
    body: B,
    refusals: readonly string[] = [],
    description?: string,
  ) =>
    operation({
      method: 'post',
      path: `${path}/${verb}`,
      auth: 'session',
      summary,
      ...(description === undefined ? {} : { description }),
      params,
      body,
      out,
      refusals: [...common, ...refusals],
    });

export const fenText = z
  .string()
  .regex(/^-?\d{1,18}$/)
  .meta({ id: 'Fen', description: 'Whole fen (1/100 yuan) as a decimal string', example: '123456' });
export const dayText = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .meta({ id: 'Day', description: 'Calendar day in Asia/Shanghai', example: '2026-03-05' });
export const instantText = z
  .string()
  .meta({ id: 'Instant', description: 'UTC instant, RFC 3339', example: '2026-03-05T01:02:03.000Z' });
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), total: z.number().int(), page: z.number().int(), page_size: z.number().int() });
export const pageQuery = z.object({
  page: z.coerce.number().int().min(1).max(100000).default(1),
  page_size: z.coerce.number().int().min(1).max(100).default(20),
});
