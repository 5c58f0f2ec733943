/**
 * A stand-in for Meilisearch over real HTTP, written from its API reference: tasks that are done a moment after they were
 * enqueued, indexes, settings, documents, multi-search, swap. It searches honestly with the settings it was given: without
 * `localizedAttributes` Han text falls apart into single characters, without `disableOnAttributes` it forgives Han for Han.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { MeiliIndex, type Settings } from './meilisearch-index.ts';

export interface MeiliDouble {
  readonly url: string;
  readonly key: string;
  /** Everything that was ever sent to it, as text. */
  readonly received: string[];
  readonly indexes: ReadonlyMap<string, MeiliIndex>;
  /** `up`; `gone`: connections are cut; `broken`: 500 to everything; `slow`: answers come too late. */
  set(state: 'up' | 'gone' | 'broken' | 'slow'): void;
  close(): Promise<void>;
}

interface Task {
  uid: number;
  indexUid: string | null;
  status: 'enqueued' | 'processing' | 'succeeded' | 'failed';
  type: string;
  enqueuedAt: string;
  error: { message: string; code: string; type: string; link: string } | null;
}

class Fault extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(code);
  }
}

export async function meilisearchDouble(): Promise<MeiliDouble> {
  const key = 'a-master-key-of-the-double';
  const indexes = new Map<string, MeiliIndex>();
  const tasks: Task[] = [];
  const received: string[] = [];
  let state: 'up' | 'gone' | 'broken' | 'slow' = 'up';
  let queue = Promise.resolve();

  const enqueue = (type: string, indexUid: string | null, work: () => void) => {
    const task: Task = {
      uid: tasks.length,
      indexUid,
      status: 'enqueued',
      type,
      enqueuedAt: new Date().toISOString(),
      error: null,
    };
    tasks.push(task);
    queue = queue.then(async () => {
      await sleep(2);
      task.status = 'processing';
      try {
        work();
        task.status = 'succeeded';
      } catch (error) {
        task.status = 'failed';
        task.error = {
          message: String(error),
          code: error instanceof Fault ? error.code : 'internal',
          type: 'invalid_request',
          link: '',
        };
      }
    });
    return {
      status: 202,
      body: { taskUid: task.uid, indexUid, status: 'enqueued', type, enqueuedAt: task.enqueuedAt },
    };
  };
  const need = (uid: string): MeiliIndex => {
    const index = indexes.get(uid);
    if (index === undefined) throw new Fault(404, 'index_not_found');
    return index;
  };
  /** Documents make an index that is not there. */
  const made = (uid: string): MeiliIndex => {
    const index = indexes.get(uid) ?? new MeiliIndex();
    indexes.set(uid, index);
    return index;
  };

  function answer(method: string, path: string, body: unknown): { status: number; body: unknown } {
    const [, first, uid = '', part, last] = path.split('/').map(decodeURIComponent);
    const route = `${method} ${first}${part === undefined ? '' : `/${part}`}`;
    const given = body as { uid?: string; queries?: { indexUid: string }[] };
    switch (route) {
      case 'GET health':
        return { status: 200, body: { status: 'available' } };
      case 'GET tasks': {
        const task = tasks[Number(uid)];
        if (task === undefined) throw new Fault(404, 'task_not_found');
        return {
          status: 200,
          body: {
            ...task,
            batchUid: 0,
            canceledBy: null,
            details: {},
            duration: null,
            startedAt: null,
            finishedAt: null,
          },
        };
      }
      case 'POST indexes':
        return enqueue('indexCreation', String(given.uid), () => {
          if (indexes.has(String(given.uid))) throw new Fault(409, 'index_already_exists');
          made(String(given.uid));
        });
      case 'GET indexes':
        need(uid);
        return { status: 200, body: { uid, primaryKey: 'id', createdAt: '', updatedAt: '' } };
      case 'DELETE indexes':
        return enqueue('indexDeletion', uid, () => {
          need(uid);
          indexes.delete(uid);
        });
      case 'PATCH indexes/settings':
        return enqueue('settingsUpdate', uid, () => made(uid).configure(body as Settings));
      case 'GET indexes/settings':
        return { status: 200, body: need(uid).settings };
      case 'POST indexes/documents':
        return enqueue('documentAdditionOrUpdate', uid, () => made(uid).put(body as never[], true));
      case 'PUT indexes/documents':
        return enqueue('documentAdditionOrUpdate', uid, () => made(uid).put(body as never[], false));
      case 'DELETE indexes/documents':
        return enqueue('documentDeletion', uid, () => need(uid).remove(last ?? ''));
      case 'POST swap-indexes': {
        const pairs = (body as { indexes: [string, string] }[]).map((one) => one.indexes);
        for (const pair of pairs) for (const one of pair) need(one);
        return enqueue('indexSwap', null, () => {
          for (const [one, two] of pairs) {
            const [a, b] = [need(one), need(two)];
            indexes.set(one, b);
            indexes.set(two, a);
          }
        });
      }
      case 'POST multi-search':
        return {
          status: 200,
          body: {
            results: (given.queries ?? []).map((one) => need(one.indexUid).search(one as never)),
          },
        };
      default:
        throw new Fault(404, 'not_found');
    }
  }

  const sockets = new Set<Socket>();
  const server = createServer(async (request, response) => {
    const text = await bodyOf(request);
    if (text !== '') received.push(text);
    if (state === 'gone') return void request.socket.destroy();
    if (state === 'slow') await sleep(1000);
    const send = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    const fail = (status: number, code: string) =>
      send(status, { message: code, code, type: 'invalid_request', link: '' });
    const path = (request.url ?? '').split('?')[0] ?? '';
    if (state === 'broken') return fail(500, 'internal');
    if (path !== '/health' && request.headers.authorization !== `Bearer ${key}`) return fail(403, 'invalid_api_key');
    try {
      const { status, body } = answer(request.method ?? '', path, (text === '' ? {} : JSON.parse(text)) as unknown);
      send(status, body);
    } catch (error) {
      if (error instanceof Fault) fail(error.status, error.code);
      else fail(400, `bad_request: ${String(error)}`);
    }
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    key,
    received,
    indexes,
    set: (next) => {
      state = next;
      if (next === 'gone') for (const socket of sockets) socket.destroy();
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
