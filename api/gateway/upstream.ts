/** Calling a developer's own server: through the outbound port, signed, bounded in time and size, its errors named. */
import { createHmac } from 'node:crypto';
import type { Ctx } from '#api/context.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { guardedStream, type OutboundStream } from '#api/ports/outbound/fetch.ts';
import { unsealText } from '#api/ports/seal/sealed-text.ts';
import { apiFactsOf } from '#api/products/facts.ts';
import type { Endpoint } from '#api/products/rules/facts.ts';
import type { Opened } from './gate.ts';
import { upstreamSecretKind } from './keys.ts';
import { refuse } from './rules/refusals.ts';

export const bounds = { bytes: 20_000_000, text: '20 MB', timeoutMs: 20_000 } as const;

export function endpointOf(opened: Opened, name: string, method: string): Endpoint {
  const facts = apiFactsOf(opened.product);
  const found = facts?.mode === 'upstream' ? facts.endpoints.find((one) => one.name === name) : undefined;
  if (found === undefined) throw refuse('gateway.no_such_endpoint', { name: name.slice(0, 40) });
  if (found.method !== method) throw refuse('gateway.wrong_method', { name, method: found.method });
  return found;
}

/** The developer's address with the caller's query; what the address itself asks is not overwritten. */
export function targetOf(endpoint: Endpoint, search: string): string {
  const url = new URL(endpoint.url);
  const own = new Set(url.searchParams.keys());
  for (const [name, value] of new URLSearchParams(search)) if (!own.has(name)) url.searchParams.append(name, value);
  return url.href;
}

export async function callUpstream(
  ctx: Ctx,
  opened: Opened,
  endpoint: Endpoint,
  asked: { readonly search: string; readonly body: unknown; readonly accept: string | undefined },
): Promise<OutboundStream> {
  const url = targetOf(endpoint, asked.search);
  const body = endpoint.method === 'POST' ? JSON.stringify(asked.body ?? {}) : null;
  const headers = {
    accept: asked.accept ?? '*/*',
    ...(body === null ? {} : { 'content-type': 'application/json' }),
    'jinshu-order': opened.order.no,
    'jinshu-product': opened.product.no,
    ...(await signed(ctx, opened, endpoint.method, url)),
  };
  try {
    const answer = await guardedStream(ctx, url, {
      method: endpoint.method,
      headers,
      ...(body === null ? {} : { body }),
      maxBytes: bounds.bytes,
      timeoutMs: bounds.timeoutMs,
    });
    const good = answer.status >= 200 && answer.status < 300;
    // Said before anything is sent on; what grows beyond it on the way is cut off.
    const large = good && Number(answer.headers['content-length'] ?? 0) > bounds.bytes;
    if (good && !large) return answer;
    answer.body.on('error', () => {}).destroy();
    if (large) throw refuse('gateway.too_large', { limit: bounds.text });
    // A redirect is not followed: the developer declared another address than the one that answers.
    throw refuse(answer.status >= 400 && answer.status < 500 ? 'gateway.upstream_refused' : 'gateway.upstream_failed', {
      status: answer.status,
    });
  } catch (error) {
    throw named(error);
  }
}

/** What the outbound port refuses, as the caller of a product is told it: the developer's address is not theirs to know. */
export function named(error: unknown): unknown {
  if (!isRefusal(error) || !error.code.startsWith('outbound.')) return error;
  if (error.code === 'outbound.timeout') return refuse('gateway.upstream_slow');
  if (error.code === 'outbound.too_large') return refuse('gateway.too_large', { limit: bounds.text });
  return refuse('gateway.upstream_unreachable', { code: error.code.slice('outbound.'.length) });
}

async function signed(ctx: Ctx, { product }: Opened, method: string, url: string): Promise<Record<string, string>> {
  const sealed = product.upstreamSecretSealed;
  if (sealed === null) return {};
  const secret = await unsealText(ctx, upstreamSecretKind, sealed);
  const timestamp = String(Math.floor(ctx.clock.now().getTime() / 1000));
  const signature = createHmac('sha256', secret)
    .update(`${ctx.requestId}.${timestamp}.${method} ${url}`)
    .digest('base64');
  return { 'jinshu-id': ctx.requestId, 'jinshu-timestamp': timestamp, 'jinshu-signature': `v1,${signature}` };
}
