import { mkdtemp, readdir, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SMTPServer } from 'smtp-server';
import { describe, expect, it } from 'vitest';
import { createFolderMail } from '#api/ports/mail/folder.ts';
import type { MailPort } from '#api/ports/mail/port.ts';
import { createSmtpMail } from '#api/ports/mail/smtp.ts';
import { mailContract } from '#test/support/mail-contract.ts';

const from = 'Jinshu <no-reply@data.example.cn>';

async function folder(): Promise<{ mail: MailPort; dir: string }> {
  const dir = await mkdtemp(path.join(tmpdir(), 'jinshu-mail-'));
  let tick = Date.UTC(2026, 10, 2);
  const now = () => {
    tick += 1000;
    return new Date(tick);
  };
  return { dir, mail: createFolderMail({ dir, from, clock: { now } }) };
}

mailContract('folder', async () => {
  const { mail, dir } = await folder();
  return {
    mail,
    recipient: 'reader@example.cn',
    arrived: async () => mail.readKept((await mail.kept())[0]?.name ?? ''),
    close: () => rm(dir, { recursive: true }),
  };
});

interface Double {
  readonly server: SMTPServer;
  readonly port: number;
  readonly messages: Buffer[];
}

/** A real SMTP server that answers as told. */
async function smtpDouble(answer: { rcpt?: number; data?: number; auth?: boolean } = {}): Promise<Double> {
  const messages: Buffer[] = [];
  const fault = (status: number) => Object.assign(new Error('told to'), { responseCode: status });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onAuth: (_auth, _session, done) => done(fault(535)),
    onRcptTo: (_address, _session, done) => done(answer.rcpt === undefined ? null : fault(answer.rcpt)),
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (answer.data !== undefined) return done(fault(answer.data));
        messages.push(Buffer.concat(chunks));
        done();
      });
    },
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { server, port: (server.server.address() as AddressInfo).port, messages };
}

mailContract('SMTP, against a server of this test', async () => {
  const double = await smtpDouble();
  const mail = createSmtpMail({ url: `smtp://127.0.0.1:${double.port}`, from });
  return {
    mail,
    recipient: 'reader@example.cn',
    arrived: async () => double.messages.at(-1) ?? null,
    close: async () => {
      await mail.close();
      await new Promise<void>((done) => double.server.close(done));
    },
  };
});

const { SMTP_URL, MAIL_FROM, SMTP_TEST_TO } = process.env;
if (SMTP_URL !== undefined && SMTP_TEST_TO !== undefined) {
  mailContract('SMTP, the server of the environment', async () => {
    const mail = createSmtpMail({ url: SMTP_URL, from: MAIL_FROM ?? from });
    return { mail, recipient: SMTP_TEST_TO, arrived: null, close: () => mail.close() };
  });
}

describe('SMTP refusals', () => {
  const letter = {
    to: 'secret-reader@example.cn',
    subject: 's',
    text: 't',
    about: 'a',
    id: 'i',
    locale: 'en',
  } as const;
  const sendTo = async (answer: Parameters<typeof smtpDouble>[0], user = '') => {
    const double = await smtpDouble(answer);
    const mail = createSmtpMail({ url: `smtp://${user}127.0.0.1:${double.port}`, from });
    try {
      return await mail.send(letter).then(
        () => null,
        (error: { code: string; params: object; message: string }) => error,
      );
    } finally {
      await mail.close();
      await new Promise<void>((done) => double.server.close(done));
    }
  };
  it('tells for good from later, and the recipient from the server', async () => {
    expect(await sendTo({ rcpt: 550 })).toMatchObject({ code: 'mail.rejected', params: { status: 550 } });
    expect(await sendTo({ rcpt: 450 })).toMatchObject({ code: 'mail.deferred', params: { status: 450 } });
    expect(await sendTo({ data: 554 })).toMatchObject({ code: 'mail.rejected' });
    expect(await sendTo({}, 'user:wrong@')).toMatchObject({ code: 'mail.unreachable', params: { reason: 'EAUTH' } });
    const closed = createSmtpMail({ url: 'smtp://127.0.0.1:1', from });
    await expect(closed.send(letter)).rejects.toMatchObject({ code: 'mail.unreachable' });
    await expect(closed.ready()).rejects.toMatchObject({ code: 'mail.unreachable' });
  });
  it('never names the address', async () => {
    const said = await sendTo({ rcpt: 550 });
    expect(JSON.stringify([said, said?.message])).not.toContain('secret-reader');
  });
});

describe('the folder', () => {
  it('forgets what is kept about one thing only, and opens nothing else', async () => {
    const { mail, dir } = await folder();
    for (const [about, id] of [
      ['sub_a', 'msg_1'],
      ['sub_b', 'msg_2'],
      ['sub_a', 'msg_3'],
    ] as const)
      await mail.send({ to: 'r@example.cn', subject: id, text: id, about, id, locale: 'zh' });
    expect((await mail.kept()).map((one) => one.subject)).toEqual(['msg_3', 'msg_2', 'msg_1']);
    await mail.forget('sub_a');
    expect((await mail.kept()).map((one) => one.subject)).toEqual(['msg_2']);
    expect(await readdir(dir)).toHaveLength(2);
    expect(await mail.readKept('../secret')).toBeNull();
    await rm(dir, { recursive: true });
  });
});
