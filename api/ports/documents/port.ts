/**
 * Papers of the platform as PDF. The words of the papers live in the templates; what is filled in comes
 * from the caller. Equal input gives equal bytes, so a stored digest can be recomputed at any time.
 */
import type { Fen } from '#api/kernel/money.ts';
import type { Day } from '#api/kernel/time.ts';

/** What every paper has. */
export interface PaperBase {
  /** Id of the document: the QR code and the foot point to `<publicUrl>/verify/<id>`. */
  readonly id: string;
  readonly no: string;
  /** Goes into the file's creation date only; what is printed as a date is a field of its own. */
  readonly madeAt: Date;
  /** Prints the quiet line that says the data are for demonstration. */
  readonly demo: boolean;
  /**
   * The canonical text (RFC 8785) that the parties sign. Embedded as `record.json`; its SHA-256 stands in
   * the foot of each page.
   */
  readonly canonical: string;
  /** Where it is looked up, where that is not `<publicUrl>/verify/<id>`. */
  readonly address?: string;
}

export interface PartyName {
  readonly name: string;
  /** Unified social credit code. */
  readonly uscc: string;
}

export interface DatasetLine {
  readonly code: string;
  readonly name: string;
  readonly provider: string;
}

export interface AgreementPaper extends PaperBase {
  readonly kind: 'licensed_development' | 'cooperative_development' | 'authorized_operation';
  /** The agency that authorises, and the developer. */
  readonly agency: PartyName;
  readonly developer: PartyName;
  readonly applicationNo?: string;
  readonly purpose?: string;
  readonly datasets: readonly DatasetLine[];
  /** The five terms of Article 20; free text may hold line breaks. */
  readonly terms: {
    readonly scope: string;
    readonly degree: string;
    readonly from: Day;
    readonly to: Day;
    readonly disposition: string;
    readonly ownership: string;
    /** What is granted of each table. */
    readonly grants?: readonly {
      readonly dataset: string;
      readonly table: string;
      readonly columns: string;
      readonly rows: string;
    }[];
    /** Free texts that are left out where they say nothing. */
    readonly use?: string;
    readonly quota?: string;
    readonly subLicence?: string;
    readonly audit?: string;
  };
  /** Whether the data may be passed on with the agency's consent; so it was before this was agreed in each case. */
  readonly onward?: 'forbidden' | 'with_consent';
  readonly fee: string;
  /** How the shares were found; empty where they were agreed without more. */
  readonly contribution?: string;
  /** Parts per million; the treasury's line names the treasury of the agency's own level (Article 21). */
  readonly split: readonly {
    readonly kind: 'treasury' | 'developer' | 'operator';
    readonly name: string;
    readonly ppm: number;
  }[];
  readonly security: readonly string[];
  readonly other: readonly string[];
  /** The template it was drawn from, and where it is agreed otherwise than that fixes. */
  readonly template?: {
    readonly name: string;
    readonly version: number;
    readonly deviations: readonly { readonly clause: string; readonly reason: string }[];
  };
  /** Who signs first and so gets `signature_1`; the developer when absent (Art. 20: enterprise, then agency). */
  readonly firstSigner?: 'agency' | 'developer';
}

/** 示范文本: a template of agreements as it was published. */
export interface AgreementFormPaper extends PaperBase {
  readonly name: string;
  readonly version: number;
  readonly department: string;
  readonly region: string;
  readonly kind: string;
  readonly inForceFrom: Day;
  readonly note: string;
  /** In words; a text that is empty is left to the parties. */
  readonly clauses: readonly { readonly title: string; readonly mark: string; readonly text: string }[];
}

export interface CertificatePaper extends PaperBase {
  /** What the certificate of its kind is called. */
  readonly title: string;
  readonly conditions?: string | null;
  /** Number of the certificate whose place it takes. */
  readonly replaces?: string | null;
  /** The government that authorised an operator, and its document. */
  readonly government?: { readonly name: string; readonly documentNo: string } | null;
  readonly applicationNo: string;
  readonly holder: PartyName;
  readonly agency: PartyName;
  readonly datasets: readonly DatasetLine[];
  readonly purpose: string;
  readonly scenario?: string;
  readonly scope: string;
  readonly degree: string;
  readonly from: Day;
  readonly to: Day;
  readonly issuedOn: Day;
}

export interface PaymentOrderPaper extends PaperBase {
  readonly issuedOn: Day;
  readonly dueOn: Day;
  /** Accounting period paid for, `YYYY-MM`. */
  readonly period: string;
  readonly payer: PartyName & { readonly bank?: string; readonly account?: string };
  readonly payee: {
    readonly financeName: string;
    readonly treasuryName: string;
    readonly treasuryCode: string;
    readonly account?: string;
  };
  /** Who collects: the agency whose data earned the income. */
  readonly collector: PartyName;
  readonly regionName: string;
  /** In words, e.g. the level of the agency's government. */
  readonly budgetLevel: string;
  readonly budgetYear: number;
  readonly subjectCode: string;
  /** Class, section, item, sub-item: the code alone is not enough on this form (brief 2.5). */
  readonly subjectNames: readonly string[];
  readonly amountFen: Fen;
  /** The amount in Chinese capitals, as recorded with the order. */
  readonly amountWords: string;
  readonly purpose: string;
  readonly agreementNo: string;
  readonly statementNo: string;
  /** The reference the payer quotes at its bank. */
  readonly reference: string;
}

export interface StatementPaper extends PaperBase {
  readonly period: string;
  readonly agreementNo: string;
  readonly agency: PartyName;
  readonly developer: PartyName;
  readonly treasuryName: string;
  readonly drawnOn: Day;
  readonly dueOn?: Day;
  readonly lines: readonly {
    readonly orderNo: string;
    readonly product: string;
    readonly on: Day;
    readonly grossFen: Fen;
    readonly refundsFen: Fen;
    readonly netFen: Fen;
  }[];
  readonly totals: { readonly grossFen: Fen; readonly refundsFen: Fen; readonly netFen: Fen };
  /** They must add up to the net total; the template refuses to print a statement that does not. */
  readonly parts: readonly {
    readonly kind: 'treasury' | 'developer' | 'operator';
    readonly name: string;
    readonly ppm: number;
    readonly amountFen: Fen;
  }[];
  readonly confirmations: readonly { readonly name: string; readonly act: string; readonly at: Date }[];
}

export interface FilingReceiptPaper extends PaperBase {
  readonly filingNo: string;
  readonly informationDepartment: PartyName;
  readonly filer: PartyName;
  readonly developer: PartyName;
  readonly agreementNo: string;
  /** SHA-256 of the canonical text of the agreement filed. */
  readonly agreementSha256: string;
  readonly datasets: readonly DatasetLine[];
  readonly from: Day;
  readonly to: Day;
  readonly submittedOn: Day;
  readonly acceptedOn: Day;
  readonly opinion?: string;
}

/** 付款通知书: what a buyer's accountant needs to pay an order. Its QR code holds the reference, ready to be pasted. */
export interface PaymentNoticePaper extends PaperBase {
  readonly issuedOn: Day;
  readonly reference: string;
  readonly amountFen: Fen;
  readonly payBy: Day;
  readonly payee: { readonly name: string; readonly bank: string; readonly account: string };
  readonly buyer: PartyName;
  readonly seller: PartyName;
  readonly product: string;
  /** Who collects, in words. */
  readonly bureau: string;
  /** Already received in part. */
  readonly arrivedFen: Fen;
  /** Address of the order, printed in the foot. */
  readonly orderUrl: string;
}

export interface DispositionProofPaper extends PaperBase {
  readonly agency: PartyName;
  readonly developer: PartyName;
  readonly agreementNo: string;
  readonly endedOn: Day;
  readonly filedOn: Day;
  /** In words. */
  readonly mode: string;
  readonly statement: string;
  readonly files: readonly { readonly sha256: string; readonly name: string }[];
}

/** 数据来源证书: what a product was made from, as the access log has it. */
export interface CitationPaper extends PaperBase {
  readonly product: { readonly no: string; readonly title: string; readonly kind: string; readonly hash: string };
  readonly developer: PartyName;
  readonly issuer: PartyName;
  readonly issuedOn: Day;
  /** Number of the certificate before it. */
  readonly supersedes?: string;
  readonly sources: readonly {
    readonly provider: string;
    readonly resource: string;
    readonly code: string;
    readonly version: number;
    readonly acquiredOn: Day;
    readonly deliveryId: string;
    readonly contentHash: string;
    readonly agreementNo: string;
    readonly authorizationNo: string;
  }[];
}

/** 年度信息披露: facts in groups, each a table. */
export interface DisclosurePaper extends PaperBase {
  readonly year: number;
  readonly role: string;
  readonly organization: PartyName;
  readonly publishedOn: Day;
  readonly version: number;
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly tables: readonly {
    readonly title: string;
    readonly heads: readonly string[];
    readonly rows: readonly (readonly string[])[];
  }[];
  readonly remarks: string;
}

/** What the picture of one signature shows. */
export interface SealPicture {
  readonly name: string;
  readonly signedOn: Day;
  /** Serial of the signing certificate, hexadecimal. */
  readonly serial?: string;
}

export interface DocumentInputs {
  agreement: AgreementPaper;
  agreement_form: AgreementFormPaper;
  certificate: CertificatePaper;
  payment_order: PaymentOrderPaper;
  statement: StatementPaper;
  filing_receipt: FilingReceiptPaper;
  disposition_proof: DispositionProofPaper;
  payment_notice: PaymentNoticePaper;
  citation: CitationPaper;
  disclosure: DisclosurePaper;
}
export type PaperKind = keyof DocumentInputs;

/** Names of the empty signature fields each paper is made with, in the order of signing; `seal.signPdf` fills them. */
export const signatureFields = {
  agreement: ['signature_1', 'signature_2'],
  agreement_form: [],
  certificate: ['signature_1'],
  payment_order: ['signature_1'],
  statement: [],
  filing_receipt: ['signature_1'],
  disposition_proof: ['signature_1'],
  payment_notice: [],
  citation: ['signature_1'],
  disclosure: ['signature_1'],
} as const satisfies Record<PaperKind, readonly string[]>;

/** Name of the embedded canonical text. */
export const recordName = 'record.json';

export interface DocumentsPort {
  /**
   * Refuses `documents.missing_glyph` when a character can be printed with none of the fonts: nothing is
   * ever printed as a box or left out.
   */
  render<K extends PaperKind>(kind: K, input: DocumentInputs[K]): Promise<Uint8Array>;
  /** A PDF of one small page for `SignPdfOptions.appearance`. Refuses `documents.missing_glyph`. */
  sealAppearance(picture: SealPicture): Promise<Uint8Array>;
  /** The canonical text embedded in a paper; null when the bytes are no PDF or hold none. */
  readRecord(pdf: Uint8Array): Promise<string | null>;
}
