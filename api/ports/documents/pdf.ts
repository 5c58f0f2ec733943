/** Papers laid out with pdfmake in Noto Sans SC; see docs/decisions on the choice. */
import { PDF } from '@libpdf/core';
import { compose } from './compose.ts';
import { type DocumentInputs, type DocumentsPort, type PaperKind, recordName } from './port.ts';
import type { Sheet } from './sheet.ts';
import { agreementSheet } from './templates/agreement.ts';
import { agreementFormSheet } from './templates/agreement-form.ts';
import { assetCertificateSheet } from './templates/asset-certificate.ts';
import { assetInventorySheet } from './templates/asset-inventory.ts';
import { assetReportSheet } from './templates/asset-report.ts';
import { certificateSheet } from './templates/certificate.ts';
import { citationSheet } from './templates/citation.ts';
import { disclosureSheet } from './templates/disclosure.ts';
import { dispositionProofSheet } from './templates/disposition-proof.ts';
import { filingReceiptSheet } from './templates/filing-receipt.ts';
import { defaultInstrument } from './templates/furniture.ts';
import { incomeStatementSheet } from './templates/income-statement.ts';
import { paymentNoticeSheet } from './templates/payment-notice.ts';
import { paymentOrderSheet } from './templates/payment-order.ts';
import { repaymentOrderSheet } from './templates/repayment-order.ts';
import { rightStatementSheet } from './templates/right-statement.ts';
import { sealSheet } from './templates/seal.ts';
import { securitySheet } from './templates/security.ts';
import { statementSheet } from './templates/statement.ts';
import { supervisionSheet } from './templates/supervision.ts';

export interface PdfDocumentsOptions {
  /** Address of the portal, without the path; printed as text and in the QR code. */
  readonly publicUrl: string;
  /** Title of the governing instrument as papers cite it; the text in force may change without the code. */
  readonly instrument?: string;
}

type Template<K extends PaperKind> = (input: DocumentInputs[K], publicUrl: string, instrument: string) => Sheet;

const templates: { readonly [K in PaperKind]: Template<K> } = {
  agreement: agreementSheet,
  agreement_form: agreementFormSheet,
  certificate: certificateSheet,
  payment_order: paymentOrderSheet,
  repayment_order: repaymentOrderSheet,
  income_statement: incomeStatementSheet,
  statement: statementSheet,
  filing_receipt: filingReceiptSheet,
  disposition_proof: dispositionProofSheet,
  payment_notice: paymentNoticeSheet,
  citation: citationSheet,
  disclosure: disclosureSheet,
  release_report: securitySheet('release_report'),
  right_statement: rightStatementSheet,
  correction_order: supervisionSheet('correction_order'),
  recheck_opinion: supervisionSheet('recheck_opinion'),
  criticism: supervisionSheet('criticism'),
  supervision_letter: supervisionSheet('supervision_letter'),
  inspection_record: supervisionSheet('inspection_record'),
  asset_certificate: assetCertificateSheet,
  asset_inventory: assetInventorySheet,
  asset_report: assetReportSheet,
  audit_proof: securitySheet('audit_proof'),
  incident_report: securitySheet('incident_report'),
  privilege_review: securitySheet('privilege_review'),
  provider_evaluation: securitySheet('provider_evaluation'),
};

export function createPdfDocuments(options: PdfDocumentsOptions): DocumentsPort {
  const instrument = options.instrument ?? defaultInstrument;
  return {
    async render(kind, input) {
      return compose(templates[kind](input, options.publicUrl, instrument));
    },

    async sealAppearance(picture) {
      return compose(sealSheet(picture));
    },

    async readRecord(pdf) {
      try {
        const bytes = (await PDF.load(pdf)).getAttachment(recordName);
        return bytes ? new TextDecoder('utf-8', { fatal: true }).decode(bytes) : null;
      } catch {
        return null;
      }
    },
  };
}
