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
  /** How it divides between treasuries, where a filed rule shares it. */
  readonly shares?: readonly { readonly treasuryCode: string; readonly ppm: number; readonly amountFen: Fen }[];
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

/** 数据产品权属声明: what its owner may do with a product, as its agreements and their filings say. */
export interface RightStatementPaper extends PaperBase {
  readonly product: { readonly no: string; readonly title: string; readonly kind: string; readonly hash: string };
  readonly owner: PartyName;
  readonly issuer: PartyName;
  readonly issuedOn: Day;
  readonly validTo: Day;
  readonly agreements: readonly {
    readonly no: string;
    readonly version: number;
    readonly sha256: string;
    readonly agency: PartyName;
    readonly filingNo: string;
    readonly from: Day;
    readonly to: Day;
    readonly ownership: string;
  }[];
  readonly sources: readonly { readonly code: string; readonly name: string; readonly provider: string }[];
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

/** 收入退还书: a treasury gives back what it holds and should not. */
export interface RepaymentOrderPaper extends PaperBase {
  readonly issuedOn: Day;
  readonly financeName: string;
  readonly treasury: { readonly code: string; readonly name: string };
  readonly budgetLevel: string;
  readonly regionName: string;
  /** The collecting agency that applied. */
  readonly collector: PartyName;
  /** Who paid in, and is paid back through the supervised account. */
  readonly payer: PartyName;
  readonly ground: string;
  readonly reason: string;
  readonly caseNo: string;
  readonly statementNo: string;
  readonly period: string;
  readonly paymentOrderNo: string;
  readonly receiptNo: string;
  readonly amountFen: Fen;
  readonly amountWords: string;
  readonly shares: readonly { readonly treasuryCode: string; readonly ppm: number; readonly amountFen: Fen }[];
  readonly evidenceSha256: string;
}

/** 收益对账单 of one enterprise and month: what it sold, what was split to it, what was paid out. */
export interface IncomeStatementPaper extends PaperBase {
  readonly period: string;
  readonly owner: PartyName;
  readonly issuer: PartyName;
  readonly issuedOn: Day;
  readonly lines: readonly {
    readonly orderNo: string;
    readonly product: string;
    readonly on: Day;
    readonly netFen: Fen;
    readonly ownFen: Fen;
    readonly paidOutFen: Fen;
  }[];
  readonly totals: {
    readonly grossFen: Fen;
    readonly refundsFen: Fen;
    readonly netFen: Fen;
    readonly treasuryFen: Fen;
    readonly operatorFen: Fen;
    readonly ownFen: Fen;
    readonly paidOutFen: Fen;
    readonly openFen: bigint;
  };
}

/** A paper of the security desk: facts, texts and tables under one heading, sealed by who answers for them. */
export interface SecurityPaper extends PaperBase {
  readonly title: string;
  readonly issuer: PartyName;
  readonly issuedOn: Day;
  /** What is being attested, in one or two sentences. */
  readonly opening: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly texts: readonly (readonly [heading: string, text: string])[];
  readonly tables: readonly {
    readonly title: string;
    readonly heads: readonly string[];
    readonly rows: readonly (readonly string[])[];
  }[];
}

/** 登记证书 of a data asset. */
export interface AssetCertificatePaper extends PaperBase {
  readonly code: string;
  readonly name: string;
  readonly holder: PartyName;
  readonly authority: PartyName;
  /** In words: kind of the registration, rights, acquisition, grade, scale. */
  readonly kind: string;
  readonly number: number;
  readonly caseNo: string;
  readonly noticed: boolean;
  readonly rights: string;
  readonly acquisition: string;
  readonly grade: string;
  readonly scale: string;
  readonly scenario: string;
  readonly evidence: string | null;
  readonly registeredOn: Day;
  readonly validTo: Day;
  readonly issuedOn: Day;
  readonly datasets: readonly DatasetLine[];
}

/** 年度资产报告 of an agency, or of the department of a region. */
export interface AssetReportPaper extends PaperBase {
  readonly year: string;
  /** Of what: a region, or an agency; in words. */
  readonly over: string;
  readonly unit: PartyName;
  readonly signedOn: Day;
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** Of a region; amounts in yuan. */
  readonly agencies: readonly {
    readonly name: string;
    readonly cards: string;
    readonly cost: string;
    readonly treasury: string;
    readonly received: string;
  }[];
}

/** 盘点表 of an agency's data assets. */
export interface AssetInventoryPaper extends PaperBase {
  readonly title: string;
  readonly agency: PartyName;
  readonly asOf: Day;
  readonly signedOn: Day;
  readonly counted: {
    readonly cards: number;
    readonly entries: number;
    readonly files: number;
    readonly equal: number;
  };
  /** In words. */
  readonly lines: readonly {
    readonly kind: string;
    readonly subject: string;
    readonly expected: string;
    readonly found: string;
    readonly settled: string;
  }[];
}

/** A paper of supervision (Articles 23, 27): in whose name, to whom, on what basis, item by item. */
export interface SupervisionPaper extends PaperBase {
  readonly title: string;
  /** Number that the issuing body gave it. */
  readonly documentNo: string;
  /** In whose name it is issued; the seal is that of the department that keeps the file. */
  readonly issuer: string;
  readonly signatory: string;
  readonly issuedOn: Day;
  readonly to: string;
  readonly opening: string;
  readonly sections: readonly { readonly head: string; readonly lines: readonly string[] }[];
  readonly keeper: PartyName;
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
  repayment_order: RepaymentOrderPaper;
  income_statement: IncomeStatementPaper;
  statement: StatementPaper;
  filing_receipt: FilingReceiptPaper;
  disposition_proof: DispositionProofPaper;
  payment_notice: PaymentNoticePaper;
  citation: CitationPaper;
  disclosure: DisclosurePaper;
  release_report: SecurityPaper;
  right_statement: RightStatementPaper;
  correction_order: SupervisionPaper;
  recheck_opinion: SupervisionPaper;
  criticism: SupervisionPaper;
  supervision_letter: SupervisionPaper;
  inspection_record: SupervisionPaper;
  asset_certificate: AssetCertificatePaper;
  asset_inventory: AssetInventoryPaper;
  asset_report: AssetReportPaper;
  audit_proof: SecurityPaper;
  incident_report: SecurityPaper;
  privilege_review: SecurityPaper;
  provider_evaluation: SecurityPaper;
}
export type PaperKind = keyof DocumentInputs;

/** Names of the empty signature fields each paper is made with, in the order of signing; `seal.signPdf` fills them. */
export const signatureFields = {
  agreement: ['signature_1', 'signature_2'],
  agreement_form: [],
  certificate: ['signature_1'],
  payment_order: ['signature_1'],
  repayment_order: ['signature_1'],
  income_statement: ['signature_1'],
  statement: [],
  filing_receipt: ['signature_1'],
  disposition_proof: ['signature_1'],
  payment_notice: [],
  citation: ['signature_1'],
  disclosure: ['signature_1'],
  release_report: ['signature_1'],
  right_statement: ['signature_1'],
  correction_order: ['signature_1'],
  recheck_opinion: ['signature_1'],
  criticism: ['signature_1'],
  supervision_letter: ['signature_1'],
  inspection_record: ['signature_1'],
  asset_certificate: ['signature_1'],
  asset_inventory: ['signature_1'],
  asset_report: ['signature_1'],
  audit_proof: ['signature_1'],
  incident_report: ['signature_1'],
  privilege_review: ['signature_1'],
  provider_evaluation: ['signature_1'],
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
