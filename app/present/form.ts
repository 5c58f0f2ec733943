/** How a page's action reads a form, calls a service once, and shows a refusal. For loaders and actions only. */
import { createHash } from 'node:crypto';
import { data, type RouterContextProvider, redirect } from 'react-router';
import type { z } from 'zod';
import type { Ctx, Viewer } from '#api/context.ts';
import { isRefusal, refuse } from '#api/kernel/refusal.ts';
import type { Services } from '#api/services.ts';
import { appContext } from '#app/context.ts';
import { paths } from '#app/paths.ts';
import { faultsOf } from './faults.ts';
import { type Decoded, decodeForm } from './form-data.ts';
import { type Refused, viewOf } from './refused.ts';

export interface SentForm {
  /** The button that sent it (`<Button name="intent" value="…">`), or the empty string. */
  readonly intent: string;
  /** The form's name, where the page has several. */
  readonly name: string | null;
  /** The body as the contract takes it, or the refusal `request.invalid` with one fault a field. */
  read<S extends z.ZodType>(schema: S): z.output<S>;
  /**
   * Calls a service under the form's idempotency key: the second press of a button gets the first answer.
   * One call a form; further services of the same action take the plain `ctx`.
   */
  once<R>(call: (ctx: Ctx) => Promise<R>): Promise<R>;
}

/** Reads the form of a request; a shape that the schema refuses is thrown as `request.invalid`. */
export async function readForm<S extends z.ZodType>(request: Request, schema: S): Promise<z.output<S>> {
  return parse(decodeForm(await request.formData()), schema);
}

function parse<S extends z.ZodType>(decoded: Decoded, schema: S): z.output<S> {
  let result = schema.safeParse(decoded.body, { reportInput: true });
  // A group whose fields are all blank is absent; the faults belong to its fields, so it is tried again as an empty group.
  for (let depth = 0; depth < 4 && !result.success && openGroups(decoded, result.error); depth++) {
    result = schema.safeParse(decoded.body, { reportInput: true });
  }
  const named = new Set(decoded.faults.map((fault) => fault.path));
  const found = result.success ? [] : faultsOf(result.error).filter((fault) => !named.has(fault.path));
  // In the order of the page, not of the schema; what has no field comes last.
  const place = ({ path }: { path: string }) => decoded.order.indexOf(path) + 1 || decoded.order.length + 1;
  const faults = [...decoded.faults, ...found].sort((one, other) => place(one) - place(other));
  if (!result.success || faults.length > 0) throw refuse('request.invalid', { count: faults.length }, faults);
  return result.data;
}

/** Makes the missing groups that the page has fields for; answers whether there were any. */
function openGroups(decoded: Decoded, error: z.ZodError): boolean {
  let opened = false;
  for (const issue of error.issues) {
    if (issue.code !== 'invalid_type' || issue.input !== undefined || issue.expected !== 'object') continue;
    const path = issue.path.map(String);
    if (!decoded.order.some((field) => field.startsWith(`${path.join('.')}.`))) continue;
    let node: unknown = decoded.body;
    for (const key of path.slice(0, -1)) node = (node as Record<string, unknown> | undefined)?.[key];
    if (typeof node !== 'object' || node === null) continue;
    (node as Record<string, unknown>)[path.at(-1) ?? ''] = {};
    opened = true;
  }
  return opened;
}

/**
 * The body of an action. Refusals become `data(Refused, {status})`, which `<Form>` shows with what was typed;
 * everything else is thrown on. Return a redirect when the work is done.
 */
export async function withRefusals<R>(
  request: Request,
  context: Readonly<RouterContextProvider>,
  run: (form: SentForm, app: { readonly services: Services; readonly ctx: Ctx }) => Promise<R>,
) {
  const { services, ctx } = context.get(appContext);
  const sent = await request.formData();
  const decoded = decodeForm(sent);
  const name = textOf(sent.get('_form'));
  const key = textOf(sent.get('_key'));
  const form: SentForm = {
    intent: textOf(sent.get('intent')) ?? '',
    name,
    read: (schema) => parse(decoded, schema),
    once: (call) => callOnce(ctx, key, hashOf(request, sent), call),
  };
  try {
    return await run(form, { services, ctx });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const refused: Refused = { refusal: viewOf(error), form: name, typed: decoded.typed };
    return data(refused, { status: error.status });
  }
}

async function callOnce<R>(ctx: Ctx, key: string | null, hash: string, call: (ctx: Ctx) => Promise<R>): Promise<R> {
  if (key === null) return call(ctx);
  try {
    return await call({ ...ctx, idempotency: { key: `page:${key}`, hash } });
  } catch (error) {
    // Told by its mark, not by its class: the server and the built pages hold separate copies of it.
    if (error instanceof Error && 'replayed' in error && 'answer' in error) return error.answer as R;
    throw error;
  }
}

function hashOf(request: Request, sent: FormData): string {
  const fields = [...sent].map(([name, value]) => [
    name,
    typeof value === 'string' ? value : `${value.name}:${value.size}`,
  ]);
  return createHash('sha256')
    .update(JSON.stringify([request.method, new URL(request.url).pathname, fields]))
    .digest('hex');
}

function textOf(value: FormDataEntryValue | null): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The body of a loader: refusals become the 404, 410, 403 … page. */
export async function orRefusal<R>(run: () => Promise<R> | R): Promise<R> {
  try {
    return await run();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    throw data({ refusal: viewOf(error) }, { status: error.status });
  }
}

/** The signed-in viewer, or a way to the sign-in page and back. `url` is the loader's own argument. */
export function requireViewer(ctx: Ctx, url: URL): Viewer {
  if (ctx.viewer === null) throw redirect(paths.login(`${url.pathname}${url.search}`));
  return ctx.viewer;
}

/** A form that could not be read at all, answered in the same shape. */
export function refusalResponse(error: unknown) {
  if (!isRefusal(error)) throw error;
  const refused: Refused = { refusal: viewOf(error), form: null, typed: {} };
  return data(refused, { status: error.status });
}
