/** What every adapter of the mail port must do. */
import { type ParsedMail, simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Mail, MailPort } from '#api/ports/mail/port.ts';

export interface MailUnderTest {
  readonly mail: MailPort;
  /** The newest message as it arrived; null where nobody can look (a real server's mailbox). */
  arrived: (() => Promise<Buffer | null>) | null;
  /** A recipient that can be written to. */
  readonly recipient: string;
  close(): Promise<void>;
}

export function mailContract(name: string, make: () => Promise<MailUnderTest>): void {
  describe(`mail port: ${name}`, () => {
    let under: MailUnderTest;
    beforeAll(async () => {
      under = await make();
    });
    afterAll(() => under.close());
    const letter = (over: Partial<Mail> = {}): Mail => ({
      to: under.recipient,
      subject: '数据更新：高速公路收费站日车流量',
      text: '您订阅的数据集有新版本。\n\n.一行以点开头\nhttps://data.example.cn/datasets/301001/1?a=1&b=2\n',
      about: 'sub_one',
      id: 'msg_one',
      locale: 'zh',
      unsubscribeUrl: `https://data.example.cn/api/v1/subscriptions/one-click/${'t'.repeat(60)}`,
      ...over,
    });

    it('is ready', async () => {
      await under.mail.ready();
    });

    it('delivers Chinese whole, with the headers of one-click unsubscribing (RFC 8058)', async () => {
      await under.mail.send(letter());
      if (under.arrived === null) return;
      const raw = await under.arrived();
      expect(raw).not.toBeNull();
      const seen: ParsedMail = await simpleParser(raw ?? '');
      expect(seen.subject).toBe(letter().subject);
      expect(seen.text?.trim()).toBe(letter().text.trim());
      expect(seen.messageId).toMatch(/^<msg_one@/);
      expect(seen.headers.get('auto-submitted')).toBe('auto-generated');
      expect(seen.headers.get('content-language')).toBe('zh-CN');
      // Read unfolded from the bytes: a client looks for exactly this.
      const unfolded = (raw ?? Buffer.alloc(0)).toString().replace(/\r?\n[ \t]+/g, ' ');
      expect(unfolded).toContain(`List-Unsubscribe: <${letter().unsubscribeUrl}>`);
      expect(unfolded).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r?$/m);
      expect(JSON.stringify(seen.to)).toContain(under.recipient);
    });

    it('lets nobody smuggle headers through a subject', async () => {
      await under.mail.send(letter({ subject: 'one\r\nBcc: other@example.cn', id: 'msg_two' }));
      if (under.arrived === null) return;
      const seen = await simpleParser((await under.arrived()) ?? '');
      expect(seen.bcc).toBeUndefined();
      expect(seen.subject).toBe('one Bcc: other@example.cn');
    });

    it.each([
      '',
      'nobody',
      'a@b',
      'a b@example.cn',
      'a@example.cn, c@example.cn',
      'a@example.cn\r\nBcc: x@y.cn',
      '<a@example.cn>',
      '..a@example.cn',
    ])('refuses %j as an address', async (to) => {
      await expect(under.mail.send(letter({ to }))).rejects.toMatchObject({ code: 'mail.bad_address' });
    });
  });
}
