/**
 * The web of the story: portals of cities and receivers that do not exist, answered in this process. The demonstration is made
 * without a network, and nothing of it leaves the machine, on whatever machine it is made.
 */
import { MockAgent } from 'undici';
import type { OutboundMeans } from '#api/ports/outbound/fetch.ts';

export interface Question {
  readonly method: string;
  /** With the query. */
  readonly path: string;
}

export interface Reply {
  readonly status: number;
  readonly type?: string;
  readonly body?: string;
}

export interface StoryWeb {
  readonly means: OutboundMeans;
  /** For OUTBOUND_ALLOW: names that stand in no name server are else refused. */
  readonly allow: readonly string[];
  /** What a host says from now on. */
  answer(host: string, reply: (asked: Question) => Reply): void;
  close(): Promise<void>;
}

export const hosts = {
  taiyuan: 'data.taiyuan.example',
  datong: 'data.datong.example',
  receiver: 'hooks.road.example',
} as const;

export function makeWeb(): StoryWeb {
  const agent = new MockAgent();
  agent.disableNetConnect();
  const answers = new Map<string, (asked: Question) => Reply>();
  for (const host of Object.values(hosts))
    agent
      .get(`https://${host}`)
      .intercept({ path: () => true, method: () => true })
      .reply(({ path, method }) => {
        const { status, type = 'text/plain', body = '' } = answers.get(host)?.({ path, method }) ?? { status: 503 };
        return { statusCode: status, data: body, responseOptions: { headers: { 'content-type': type } } };
      })
      .persist();
  return {
    means: { resolve: async () => [{ address: '127.0.0.1', family: 4 }], dispatcher: agent },
    allow: Object.values(hosts).map((host) => `${host}:443`),
    answer: (host, reply) => void answers.set(host, reply),
    close: () => agent.close(),
  };
}
