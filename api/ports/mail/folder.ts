/** Mail that stays here: each message as it would have left (.eml), beside what the operator's page shows of it. */
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import type { Clock } from '#api/kernel/time.ts';
import { messageOf } from './message.ts';
import type { KeptMail, Mail, MailPort } from './port.ts';
import { refuse } from './refusals.ts';

const shown = 200;
/** What is older than the newest so many goes: a demonstration is no archive of addresses. */
const most = 1000;
const nameShape = /^\d{17}-[\w-]+$/;

export interface FolderOptions {
  readonly dir: string;
  readonly from: string;
  readonly clock: Clock;
}

export function createFolderMail({ dir, from, clock }: FolderOptions): MailPort {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const at = (name: string, ending: string) => path.join(dir, `${name}.${ending}`);
  const names = async () =>
    (await readdir(dir).catch(() => [] as string[]))
      .filter((file) => file.endsWith('.json'))
      .map((file) => file.slice(0, -5))
      .filter((name) => nameShape.test(name))
      .sort()
      .reverse();
  const drop = async (name: string) => {
    await rm(at(name, 'json'), { force: true });
    await rm(at(name, 'eml'), { force: true });
  };
  const write = async (file: string, content: string | Buffer) => {
    await writeFile(`${file}.part`, content, { mode: 0o600 });
    await rename(`${file}.part`, file);
  };
  return {
    kind: 'folder',
    async send(mail: Mail) {
      const now = clock.now();
      const info = (await transport.sendMail({ ...messageOf(mail, from), date: now })) as { message: Buffer };
      const plain = (text: string) => text.replace(/[^\w]/g, '');
      const name = `${now.toISOString().replace(/\D/g, '').slice(0, 17)}-${plain(mail.about)}-${plain(mail.id)}`;
      const kept: KeptMail = { name, at: now.toISOString(), to: mail.to, subject: mail.subject, text: mail.text };
      try {
        await mkdir(dir, { recursive: true, mode: 0o700 });
        await write(at(name, 'eml'), info.message);
        await write(at(name, 'json'), JSON.stringify(kept));
        for (const old of (await names()).slice(most)) await drop(old);
      } catch (error) {
        throw refuse('mail.unreachable', { reason: String((error as { code?: string }).code ?? 'EIO') });
      }
    },
    async kept() {
      const found: KeptMail[] = [];
      for (const name of (await names()).slice(0, shown)) {
        const text = await readFile(at(name, 'json'), 'utf8').catch(() => null);
        if (text !== null) found.push(JSON.parse(text) as KeptMail);
      }
      return found;
    },
    async readKept(name) {
      return nameShape.test(name) ? readFile(at(name, 'eml')).catch(() => null) : null;
    },
    async forget(about) {
      const mark = `-${about.replace(/[^\w]/g, '')}-`;
      for (const name of await names()) if (name.includes(mark)) await drop(name);
    },
    async ready() {
      await mkdir(dir, { recursive: true, mode: 0o700 });
    },
    async close() {},
  };
}
