/**
 * Invoices of the tax side (数电票). The platform issues nothing: the seller does, in the tax bureau's own system, or a
 * service does that the seller has authorised there. Adapters: `manual` (default) and an issuing service over HTTP
 * (docs/fapiao-service.md). Both answer the same: an invoice with the 20 digits of the tax side and its file.
 */
export interface FapiaoItem {
  readonly name: string;
  readonly tax_code: string;
  readonly unit: string;
  readonly quantity: number;
  /** Digits of fen; negative on a red invoice. */
  readonly amount_fen: string;
  /** `0.06`, or the word for exempt. */
  readonly rate: string;
  readonly tax_fen: string;
  readonly total_fen: string;
}

export interface FapiaoParty {
  readonly name: string;
  readonly tax_no: string;
  readonly address: string;
  readonly phone: string;
  readonly bank_name: string;
  readonly bank_account: string;
}

/** All that the tax side needs, so that nothing is typed twice. */
export interface FapiaoData {
  /** Our own id: of one id there is one invoice, however often it is handed over. */
  readonly id: string;
  readonly no: string;
  readonly colour: 'blue' | 'red';
  readonly kind: 'special' | 'ordinary';
  readonly seller: FapiaoParty;
  readonly buyer: FapiaoParty;
  readonly items: readonly FapiaoItem[];
  readonly amount_fen: string;
  readonly tax_fen: string;
  readonly total_fen: string;
  readonly remark: string;
  /** Day from which it can be issued. */
  readonly not_before: string;
  /** Of a red invoice: what it takes back, and the confirmation sheet. */
  readonly blue: { readonly number: string; readonly issued_on: string; readonly confirmation_no: string } | null;
}

/** What a seller brings who issued by hand. */
export interface Evidence {
  readonly number: string;
  readonly issuedOn: string;
  readonly fileName: string;
  readonly bytes: Buffer;
}

export interface Issued {
  readonly state: 'issued';
  readonly number: string;
  readonly issuedOn: string;
  readonly file: { readonly name: string; readonly kind: 'xml' | 'ofd' | 'pdf'; readonly bytes: Buffer };
}
export type Outcome = Issued | { readonly state: 'waiting' } | { readonly state: 'refused'; readonly reason: string };

export interface FapiaoPort {
  readonly kind: 'manual' | 'http';
  /** Hands the data over; the service's name for it, or null where a person issues. Refuses `fapiao.unreachable`. */
  hand(data: FapiaoData): Promise<string | null>;
  /**
   * What became of it. By hand it takes the seller's evidence, a service its ticket. Refuses what does not agree with the
   * data: `fapiao.bad_number`, `fapiao.number_of_other_year`, `fapiao.bad_day`, `fapiao.file_kind`, `fapiao.not_an_invoice`,
   * `fapiao.file_differs`.
   * @param today day in Asia/Shanghai.
   */
  collect(data: FapiaoData, ticket: string | null, evidence: Evidence | null, today: string): Promise<Outcome>;
}

export const mostFileBytes = 5 * 1024 * 1024;
