/** An MCP server for one request: five tools that only read, and datasets as resources (modelcontextprotocol.io, 2025-11-25). */
import { McpServer, ResourceTemplate } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { Ctx } from '#api/context.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import * as shapes from './contract.ts';
import { limitQuestions } from './limiter.ts';
import * as questions from './questions.ts';

/** The version of this interface, not of the platform. */
const version = '1.0.0';

const annotations = (title: string) => ({
  title,
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
});

export function makeMcpServer(ctx: Ctx): McpServer {
  const server = new McpServer(
    { name: 'jinshu', title: 'Jinshu, public data of Shanxi', version },
    { capabilities: { tools: {}, resources: {} }, instructions: shapes.words.instructions },
  );
  const about = (name: keyof typeof shapes.tools) => {
    const title = shapes.tools[name].title.join(' / ');
    return { title, description: shapes.tools[name].description, annotations: annotations(title) };
  };
  server.registerTool(
    'search',
    { ...about('search'), inputSchema: shapes.searchIn, outputSchema: shapes.searchOut },
    (input) => told(ctx, () => questions.searchDatasets(ctx, input)),
  );
  server.registerTool(
    'describe',
    { ...about('describe'), inputSchema: shapes.describeIn, outputSchema: shapes.describeOut },
    (input) => told(ctx, () => questions.describeDataset(ctx, input)),
  );
  server.registerTool(
    'query',
    { ...about('query'), inputSchema: shapes.queryIn, outputSchema: shapes.queryOut },
    (input, { signal }) => told(ctx, () => questions.queryTable(ctx, input, signal), true),
  );
  server.registerTool(
    'sql',
    { ...about('sql'), inputSchema: shapes.sqlIn, outputSchema: shapes.sqlOut },
    (input, { signal }) => told(ctx, () => questions.askSql(ctx, input, signal), true),
  );
  server.registerTool('cite', { ...about('cite'), inputSchema: shapes.citeIn, outputSchema: shapes.citeOut }, (input) =>
    told(ctx, () => questions.citeDataset(ctx, input)),
  );
  server.registerResource(
    'dataset',
    new ResourceTemplate('jinshu://datasets/{class}/{seq}', {
      list: async () => ({ resources: await questions.listResources(ctx) }),
    }),
    {
      title: shapes.tools.describe.title.join(' / '),
      description: shapes.tools.describe.description,
      mimeType: 'application/json',
    },
    async (uri, { class: classification, seq }) => {
      const described = await questions.describeDataset(ctx, {
        code: `${String(classification)}/${String(seq)}`,
        version: undefined,
      });
      return { contents: [{ uri: uri.href, mimeType: 'application/json', text: JSON.stringify(described) }] };
    },
  );
  return server;
}

/** A refusal is an answer the model can act on; anything else is a bug and says nothing of itself. */
async function told(
  ctx: Ctx,
  ask: () => Promise<Record<string, unknown>>,
  isQuestion = false,
): Promise<CallToolResult> {
  try {
    if (isQuestion) await limitQuestions(ctx);
    const answer = await ask();
    return { content: [{ type: 'text', text: JSON.stringify(answer) }], structuredContent: answer };
  } catch (error) {
    if (isRefusal(error)) {
      const said = { code: error.code, zh: error.sentence('zh'), en: error.sentence('en'), fields: error.fields };
      return { isError: true, content: [{ type: 'text', text: JSON.stringify(said) }] };
    }
    ctx.log.error({ err: error, requestId: ctx.requestId }, 'an MCP tool failed');
    return {
      isError: true,
      content: [{ type: 'text', text: JSON.stringify({ code: 'server.failed', request_id: ctx.requestId }) }],
    };
  }
}
