/** Mail that leaves by SMTP (RFC 5321). `smtps://` speaks TLS at once, `smtp://` asks for STARTTLS where it is offered. */
import { createTransport } from 'nodemailer';
import { isRefusal } from '#api/kernel/refusal.ts';
import { messageOf } from './message.ts';
import type { MailPort } from './port.ts';
import { refuse } from './refusals.ts';

export interface SmtpOptions {
  readonly url: string;
  readonly from: string;
}

export function createSmtpMail({ url, from }: SmtpOptions): MailPort {
  const transport = createTransport({
    url,
    // One connection at a time: the queue behind it is the job runner's, with its own patience.
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    // The library's own log would hold addresses.
    logger: false,
  } as Parameters<typeof createTransport>[0]);
  return {
    kind: 'smtp',
    async send(mail) {
      try {
        await transport.sendMail(messageOf(mail, from));
      } catch (error) {
        throw translated(error);
      }
    },
    kept: async () => [],
    readKept: async () => null,
    forget: async () => {},
    async ready() {
      try {
        await transport.verify();
      } catch (error) {
        throw translated(error);
      }
    },
    async close() {
      transport.close();
    },
  };
}

/** Codes as in nodemailer's errors; its messages quote addresses and stay here. */
function translated(error: unknown): unknown {
  if (isRefusal(error)) return error;
  const { code = 'EUNKNOWN', responseCode } = error as { code?: string; responseCode?: number };
  // A wrong password is the operator's fault, not the recipient's: it is tried again after it is mended.
  if (code === 'EAUTH' || responseCode === undefined) return refuse('mail.unreachable', { reason: code });
  return responseCode >= 500
    ? refuse('mail.rejected', { status: responseCode })
    : refuse('mail.deferred', { status: responseCode });
}
