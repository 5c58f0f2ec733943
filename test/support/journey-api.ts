/** The main job over HTTP: one server, everyone who acts, and what one step leaves for the next. */
import { createHash } from 'node:crypto';
import type { Listening } from '#api/server.ts';
import { demoPassword } from '#prisma/seed/organizations.ts';
import { type Api, apiClient, signIn } from '#test/support/api-client.ts';
import { type TestApp, testApp } from '#test/support/app.ts';
import { makeWorld } from '#test/support/world.ts';

/** Rows of the two files. */
export const rows = 480;
export const sectionRows = 1500;
/** Of the bodies' accounts, as a body of a signature; the enterprises choose their own. */
export const password = { password: demoPassword };
export const ownPassword = 'qiuyu-zhuo-shan-2026';
export const productFile = Buffer.from(`路段编号,时段,参考通行时间\n${'G1-0,8,23.5\n'.repeat(400)}`);

export const at = (code: string) => {
  const [cls = '', seq = ''] = code.split('/');
  return { class: cls, seq };
};
export const one = (id: string) => ({ params: { path: { id } } });
export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

const logins = {
  steward: 'province.transport',
  head: 'province.transport.head',
  reviewer: 'province.information',
  cityReviewer: 'taiyuan.information',
  finance: 'province.finance',
  cashier: 'province.finance.cashier',
  developer: 'yunliu',
  buyer: 'kuaiyun',
} as const;
type Actor = keyof typeof logins;

export class Job {
  /** Clients of the signed-in; filled by `everyoneSignsIn`. */
  as = {} as Record<Actor, Api>;
  readonly made = {
    station: { id: '', code: '', version: '' },
    section: { id: '', code: '' },
    application: '',
    agreement: { id: '', no: '', document: '' },
    filing: '',
    key: '',
    product: { id: '', no: '' },
    order: '',
    statement: '',
  };
  private running: { t: TestApp; server: Listening; citizen: Api } | null = null;

  /** The bodies of two governments with their accounts, and nothing else. */
  async start(): Promise<void> {
    const t = await testApp({ at: '2026-11-02T12:00:00+08:00' });
    await makeWorld(t.app);
    const server = await t.serve();
    this.running = { t, server, citizen: apiClient(server.url) };
  }

  private get all() {
    if (this.running === null) throw new Error('not started');
    return this.running;
  }
  get t(): TestApp {
    return this.all.t;
  }
  get server(): Listening {
    return this.all.server;
  }
  get citizen(): Api {
    return this.all.citizen;
  }

  /** Sessions last twelve hours: after a leap of the clock everyone signs in again. */
  async everyoneSignsIn(): Promise<void> {
    for (const [actor, login] of Object.entries(logins)) {
      const own = actor === 'developer' || actor === 'buyer';
      this.as[actor as Actor] = await signIn(this.server.url, login, own ? ownPassword : demoPassword);
    }
  }
}
