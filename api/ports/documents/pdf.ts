/** Papers laid out with pdfmake in Noto Sans SC; see docs/decisions on the choice. */
import { PDF } from '@libpdf/core';
import { compose } from './compose.ts';
import { type DocumentInputs, type DocumentsPort, type PaperKind, recordName } from './port.ts';
import type { Sheet } from './sheet.ts';
import { agreementSheet } from './templates/agreement.ts';
import { agreementFormSheet } from './templates/agreement-form.ts';
import { certificateSheet } from './templates/certificate.ts';
import { citationSheet } from './templates/citation.ts';
import { disclosureSheet } from './templates/disclosure.ts';
import { dispositionProofSheet } from './templates/disposition-proof.ts';
import { filingReceiptSheet } from './templates/filing-receipt.ts';
import { defaultInstrument } from './templates/furniture.ts';
import { paymentNoticeSheet } from './templates/payment-notice.ts';
import { paymentOrderSheet } from './templates/payment-order.ts';
import { sealSheet } from './templates/seal.ts';
import { statementSheet } from './templates/statement.ts';

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
  statement: statementSheet,
  filing_receipt: filingReceiptSheet,
  disposition_proof: dispositionProofSheet,
  payment_notice: paymentNoticeSheet,
  citation: citationSheet,
  disclosure: disclosureSheet,
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
