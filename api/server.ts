/** Listens, and stops in order: no new connections, what runs may finish, then the jobs, then the database. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { App } from '#api/context.ts';
import { appRouter } from '#api/http/app-router.ts';
import { builtPages, livePages, type Pages } from '#api/http/pages.ts';

export interface Listening {
  /** `http://127.0.0.1:3000`, with the port really taken. */
  readonly url: string;
  readonly port: number;
  /** Lets open requests finish for up to `patience` ms (10 s), then cuts them. */
  close(patience?: number): Promise<void>;
}

export interface ServeOptions {
  readonly port: number;
  readonly host?: string;
  /** `built` (from build/), `live` (hot reload) or `none` (the API alone). */
  readonly pages?: 'built' | 'live' | 'none';
}

export async function startServer(app: App, options: ServeOptions): Promise<Listening> {
  const server = createServer();
  let stopping = false;
  const pages = await pagesFor(server, options.pages ?? 'built');
  server.on('request', appRouter(app, { pages, stopping: () => stopping }));
  // A 300 MB file over a village line takes longer than Node's five minutes.
  server.requestTimeout = 60 * 60_000;
  server.keepAliveTimeout = 65_000;
  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  const close = async (patience = 10_000) => {
    stopping = true;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    const timer = setTimeout(() => server.closeAllConnections(), patience);
    await pages?.close();
    await closed;
    clearTimeout(timer);
  };
  return { url: `http://127.0.0.1:${port}`, port, close };
}

async function pagesFor(server: Server, kind: NonNullable<ServeOptions['pages']>): Promise<Pages | null> {
  if (kind === 'none') return null;
  return kind === 'live' ? livePages(server) : builtPages();
}

function listen(server: Server, { port, host }: ServeOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port} is in use: stop the other program or set PORT.`, { cause: error })
          : error,
      );
    });
    server.listen({ port, ...(host === undefined ? {} : { host }) }, resolve);
  });
}
