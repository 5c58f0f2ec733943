/**
 * The pages inside Express. Built pages and this server are two module graphs in one process: the router's context keys
 * must be taken from the build, never imported here (as types only).
 */
import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createRequestHandler } from '@react-router/express';
import express, { type RequestHandler, Router } from 'express';
import { type RouterContext, RouterContextProvider, type ServerBuild } from 'react-router';
import type { App } from '#api/context.ts';
import { nonceOf } from '#api/http/security.ts';
import { requestContext } from '#api/http/session.ts';
import { services } from '#api/services.ts';
import type { AppContext } from '#app/context.ts';

export interface Pages {
  /** Serves the browser's files. */
  readonly files: RequestHandler;
  readonly build: () => Promise<ServerBuild>;
  /** False under Vite, whose scripts no policy could allow. */
  readonly policy: boolean;
  close(): Promise<void>;
}

interface Contexts {
  readonly appContext: RouterContext<AppContext>;
  readonly nonceContext: RouterContext<string | undefined>;
}

const root = path.resolve(import.meta.dirname, '../..');

export function builtPages(directory = path.join(root, 'build')): Pages {
  const entry = path.join(directory, 'server', 'index.js');
  if (!existsSync(entry)) throw new Error('The pages are not built: build/server/index.js is missing.');
  const files = Router();
  const client = path.join(directory, 'client');
  // Names under assets/ carry a hash of their content.
  files.use(
    '/assets',
    express.static(path.join(client, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }),
  );
  files.use(express.static(client, { maxAge: '1h', index: false }));
  let loaded: Promise<ServerBuild> | null = null;
  const build = () => {
    loaded ??= import(pathToFileURL(entry).href) as Promise<ServerBuild>;
    return loaded;
  };
  return { files, build, policy: true, close: async () => {} };
}

/** Hot reload: Vite compiles what is asked for and pushes what changed over the same port. */
export async function livePages(server: Server): Promise<Pages> {
  const { createServer } = await import('vite');
  const vite = await createServer({ root, server: { middlewareMode: true, hmr: { server } }, appType: 'custom' });
  return {
    files: vite.middlewares,
    build: () => vite.ssrLoadModule('virtual:react-router/server-build') as Promise<ServerBuild>,
    policy: false,
    close: () => vite.close(),
  };
}

export function pagesRouter(app: App, pages: Pages): Router {
  const router = Router();
  router.use(pages.files);
  router.all(
    '/{*path}',
    createRequestHandler({
      build: pages.build,
      mode: pages.policy ? 'production' : 'development',
      async getLoadContext(request, response) {
        const build = await pages.build();
        const { appContext, nonceContext } = (build.entry.module as unknown as { contexts: Contexts }).contexts;
        const context = new RouterContextProvider();
        context.set(appContext, { services, ctx: await requestContext(app, request) });
        if (pages.policy) context.set(nonceContext, nonceOf(response));
        return context;
      },
    }),
  );
  return router;
}
