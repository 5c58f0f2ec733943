/**
 * The exchange port: the government's data sharing and exchange platform (政务数据共享交换平台, Article 13), which carries batches
 * between agencies. Where none is named this platform carries them itself; where one exists it goes on doing so, and is told of
 * every grant. docs/decisions/0066 says how an existing platform is connected.
 */
import type { Readable } from 'node:stream';

export interface ExchangeUnit {
  /** Unified social credit code, by which an outside platform knows a unit. */
  readonly uscc: string;
  readonly name: string;
}

/** What may flow from whom to whom until when; `open` false closes the channel. */
export interface ExchangeGrant {
  /** Number of the request: the name of the channel. */
  readonly no: string;
  readonly dataset: { readonly code: string; readonly title: string };
  readonly provider: ExchangeUnit;
  readonly requester: ExchangeUnit;
  /** `interface`, `batch` or `file`. */
  readonly method: string;
  readonly until: string;
  readonly open: boolean;
}

export interface ExchangeBatch {
  /** Of one id there is one batch, however often it is sent. */
  readonly id: string;
  readonly no: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: number;
  readonly sha256: string;
  open(): Readable;
}

export interface ExchangePort {
  /** `embedded` or `outside`. */
  readonly kind: 'embedded' | 'outside';
  /** Opens, changes or closes a channel; may be told the same twice. Refuses `exchange.unreachable`, `exchange.declined`. */
  tell(grant: ExchangeGrant): Promise<void>;
  /** Hands over a batch whole or not at all and answers the receipt. Refuses as `tell` does. */
  send(batch: ExchangeBatch): Promise<{ readonly receipt: string }>;
  /** A batch to be taken here; null where another platform hands it out, or it is gone. */
  take(id: string): Promise<{ readonly stream: Readable; readonly bytes: number } | null>;
  /** Forgets a batch kept here. */
  forget(id: string): Promise<void>;
}
