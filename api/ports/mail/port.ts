/**
 * Mail: one message to one person. Adapters: a folder that keeps what would have been sent (default; the demonstration needs
 * no server), and SMTP. An address never reaches a log or a refusal.
 */
export interface Mail {
  /** One address, `name@host`; no display name. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** What the mail is about, e.g. the id of a subscription: kept mails are found and forgotten by it. */
  readonly about: string;
  /** Unique left part of the Message-ID; a repeated attempt carries the same. */
  readonly id: string;
  readonly locale: 'zh' | 'en';
  /** Where one POST ends the subscription (RFC 8058). */
  readonly unsubscribeUrl?: string;
}

export interface KeptMail {
  readonly name: string;
  readonly at: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface MailPort {
  readonly kind: 'smtp' | 'folder';
  /**
   * Hands the mail over. Refuses `mail.bad_address` and `mail.rejected` (for good), `mail.deferred` and `mail.unreachable`
   * (try again later).
   */
  send(mail: Mail): Promise<void>;
  /** Newest first, at most 200; none where mail really leaves. */
  kept(): Promise<readonly KeptMail[]>;
  /** The whole message as it would have left (RFC 5322), or null. */
  readKept(name: string): Promise<Buffer | null>;
  /** Forgets what is kept about something. */
  forget(about: string): Promise<void>;
  /** Throws `mail.unreachable` when mail cannot leave. */
  ready(): Promise<void>;
  close(): Promise<void>;
}
