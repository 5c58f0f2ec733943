/**
 * MCP over Streamable HTTP at /mcp, without sessions: each POST is answered by a server of its own, so that any number of processes
 * can answer and nothing is kept between calls. There are no server-sent events to subscribe to, hence no GET.
 */
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import express, { type RequestHandler, Router } from 'express';
import type { App } from '#api/context.ts';
import { requestContext } from '#api/http/session.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { limitCalls } from '#api/mcp/limiter.ts';
import { makeMcpServer } from '#api/mcp/service.ts';

/** JSON-RPC's codes: what the server itself has no room for begins at -32000. */
const failure = (code: number, message: string, data?: object) => ({
  jsonrpc: '2.0',
  error: { code, message, ...(data === undefined ? {} : { data }) },
  id: null,
});

export function mcpRouter(app: App): Router {
  const router = Router();
  router.post('/mcp', express.json({ limit: '256kb' }), answer(app));
  router.all('/mcp', (_request, response) => {
    response
      .status(405)
      .set('Allow', 'POST')
      .json(failure(-32000, 'Method not allowed: this endpoint keeps no sessions'));
  });
  return router;
}

function answer(app: App): RequestHandler {
  return async (request, response) => {
    // Whoever asks is a passer-by here, also with a token: the answers are for everyone to repeat.
    const ctx = { ...(await requestContext(app, request, null)), viewer: null };
    try {
      await limitCalls(ctx);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const { code, params } = error;
      response
        .status(429)
        .set('Retry-After', String(params.seconds ?? 60))
        .json(failure(-32000, `${error.sentence('zh')} / ${error.sentence('en')}`, { code }));
      return;
    }
    const server = makeMcpServer(ctx);
    // Left out, the generator of session ids means: no sessions.
    const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
    response.once('close', () => void server.close());
    response.set('Cache-Control', 'no-store');
    // Its optional callbacks are typed for compilers that do not tell "absent" from "undefined".
    await server.connect(transport as Transport);
    await transport.handleRequest(request, response, request.body);
  };
}
