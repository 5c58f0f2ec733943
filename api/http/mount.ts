/** Binds a room's operation table to Express: shapes are checked on the way in, refusals become problems on the way out. */
import type { Request, Response, Router } from 'express';
import { Replayed } from '#api/audit/act.ts';
import type { App, Ctx } from '#api/context.ts';
import { fieldFaults } from '#api/kernel/field-faults.ts';
import type { InputOf, Operation, Operations, OutputOf } from '#api/kernel/operation.ts';
import { isBytes } from '#api/kernel/operation.ts';
import { refuse } from '#api/kernel/refusal.ts';
import { requireParticipant } from '#api/participants/service.ts';
import { countCall, resolveGrant } from '#api/usage/keys.ts';
import type { Grant } from '#api/usage/rules/grant.ts';
import { allowAnySite, answerPreflight } from './cors.ts';
import { tellDeprecation } from './deprecation.ts';
import { bearer, requestContext } from './session.ts';

/** What a handler is given beside its checked input, for uploads, downloads and headers. */
export interface Http {
  readonly request: Request;
  readonly response: Response;
}

export type Handler<Op extends Operation> = (
  ctx: Ctx,
  input: InputOf<Op>,
  http: Http,
) => Promise<OutputOf<Op>> | OutputOf<Op>;
export type Handlers<T extends Operations> = { readonly [K in keyof T]: Handler<T[K]> };

export function mount<const T extends Operations>(
  router: Router,
  app: App,
  operations: T,
  handlers: Handlers<T>,
): void {
  for (const name of Object.keys(operations) as (keyof T & string)[]) {
    const operation = operations[name] as Operation;
    const handler = handlers[name] as unknown as Handler<Operation>;
    const anySite = operation.auth === 'public' && operation.method === 'get';
    if (anySite) router.options(operation.path, answerPreflight);
    router[operation.method](operation.path, async (request: Request, response: Response) => {
      if (anySite) allowAnySite(response);
      const asked = await requestContext(app, request);
      if (operation.deprecated !== undefined) tellDeprecation(asked, response, operation.deprecated);
      if (operation.auth === 'session' && asked.viewer === null) throw refuse('auth.required');
      if (operation.auth === 'participant') await requireParticipant(asked);
      const ctx =
        operation.auth === 'key' ? { ...asked, grant: await grantFor(app, asked, operation, request) } : asked;
      if (operation.auth === 'key' && request.method === 'HEAD') return void response.status(204).end();
      const input = checked(operation, request);
      try {
        const answer = await handler(ctx, input, { request, response });
        if (isBytes(operation.out)) return;
        send(response, operation, answer);
      } catch (error) {
        if (!(error instanceof Replayed)) throw error;
        response.setHeader('Idempotency-Replayed', 'true');
        send(response, operation, error.answer);
      }
    });
  }
}

/** The grant of the key a request carries; the call is counted by its answer, also when it is refused from here on. */
function grantFor(app: App, asked: Ctx, { scope }: Operation, request: Request): Promise<Grant> {
  const { class: group, seq } = request.params as { class?: string; seq?: string };
  // What is counted by name shall be a name, not whatever a stranger writes into an address.
  const dataset = /^\w{1,30}\/\d{1,12}$/.exec(`${group}/${seq}`)?.[0] ?? null;
  const known = (keyId: string) =>
    request.res?.once('finish', () => {
      countCall(app, keyId, dataset, request.res?.statusCode ?? 0).catch((error: unknown) =>
        app.log.warn({ err: error }, 'a call was not counted'),
      );
    });
  return resolveGrant(asked, bearer(request), { scope, dataset, known });
}

function send(response: Response, operation: Operation, answer: unknown): void {
  response
    .status(operation.status ?? 200)
    .setHeader('Cache-Control', operation.auth === 'public' && operation.method === 'get' ? 'no-cache' : 'no-store')
    .json(answer ?? {});
}

function checked(operation: Operation, request: Request): InputOf<Operation> {
  const faults = [];
  const parts: Record<string, unknown> = {};
  for (const part of ['params', 'query', 'body'] as const) {
    const raw = part === 'body' && operation.upload !== undefined ? {} : (request[part] ?? {});
    const result = operation[part].safeParse(raw);
    if (result.success) parts[part] = result.data;
    else faults.push(...fieldFaults(result.error));
  }
  if (faults.length > 0) throw refuse('request.invalid', { count: faults.length }, faults);
  return parts as unknown as InputOf<Operation>;
}
