/** The acts of licensing and agreements, each by the person whose act it is. */
import { answerFiling, decideFiling, fileAgreement } from '#api/agreements/filings.ts';
import { listGrantable } from '#api/agreements/records.ts';
import { draftAgreement, offerAgreement, saveAgreement } from '#api/agreements/service.ts';
import { signAgreement } from '#api/agreements/signing.ts';
import { certifyApplication } from '#api/licensing/certificate.ts';
import {
  acceptApplication,
  answerApplication,
  approveApplication,
  chargeApplication,
  confirmApplicationFee,
  refuseApplication,
  reviewApplication,
  supplementApplication,
} from '#api/licensing/decisions.ts';
import { applyForLicence, resubmitApplication, saveApplication, startApplication } from '#api/licensing/service.ts';
import { type Book, look } from './book.ts';
import { type Case, type CaseKey, cases, termsOf } from './cases.ts';
import { password, type Stage } from './stage.ts';

const materialOf = ({ purpose, scenario, scope, degree, from, to }: Case) => ({
  purpose,
  scenario,
  scope,
  degree,
  term_from: from,
  term_to: to,
});

/** The two sides of one case, and where it is decided. */
export function caseOf(stage: Stage, book: Book, key: CaseKey) {
  const one: Case = cases[key];
  const id = () => look(book.applications, key);
  const agreement = () => look(book.agreements, key);
  const agency = () => stage.as(one.agency);
  const head = () => stage.as(`${one.agency}.head`);
  const developer = () => stage.as(one.developer);
  const place = one.agency.split('.')[0] ?? '';
  const datasets = one.datasets.map((name) => look(book.catalogue, name).code);
  /** Tables by the names they have in the published files. */
  const dataOf = async (agreementId: string) => {
    if (one.table === undefined) return [];
    const { columns, filter = [] } = one.table;
    const { items } = await listGrantable(agency(), agreementId);
    return items.map(({ dataset, tables }) => ({
      dataset,
      tables: tables.slice(0, 1).map(({ name }) => ({
        name,
        columns: columns === undefined ? null : [...columns],
        filter: filter.map((condition) => ({
          ...condition,
          value: typeof condition.value === 'object' ? [...condition.value] : condition.value,
        })),
      })),
    }));
  };
  return {
    async start(how: { readonly question?: string; readonly intent: 'draft' | 'apply' }) {
      const material = how.question === undefined ? materialOf(one) : materialOf({ ...one, scenario: '', scope: '' });
      const made = await startApplication(developer(), { kind: 'licensed_development', datasets, ...material, ...how });
      book.applications.set(key, made.id);
    },
    answer: (words: string) => answerApplication(agency(), id(), { words }),
    async apply(revision: number) {
      await saveApplication(developer(), id(), { revision, ...materialOf(one) });
      await applyForLicence(developer(), id());
    },
    supplement: (notice: string) => supplementApplication(agency(), id(), { notice }),
    resubmit: () => resubmitApplication(developer(), id(), {}),
    accept: () => acceptApplication(agency(), id(), {}),
    review: () => reviewApplication(agency(), id()),
    approve: () => approveApplication(agency(), id(), { opinion: '用途明确，安全保障措施符合要求，准予授权开发。' }),
    refuse: (reason: string) =>
      refuseApplication(agency(), id(), {
        reason,
        ground: 'outside_condition',
        legal_basis: '《山西省政务数据管理应用条例》第十四条，数据集的开放条件',
      }),
    charge: (fee_fen: string, basis: string) => chargeApplication(agency(), id(), { fee_fen, basis }),
    payFee: (receipt_no: string, paid_on: string) =>
      confirmApplicationFee(stage.as(`${place}.finance`), id(), { receipt_no, paid_on }),
    certify: () => certifyApplication(head(), id(), { password }),

    async draw(split: Parameters<typeof termsOf>[1]) {
      const drawn = await draftAgreement(agency(), { application_id: id() });
      book.agreements.set(key, drawn.id);
      const data = await dataOf(drawn.id);
      await saveAgreement(agency(), drawn.id, { revision: drawn.revision, terms: termsOf(key, split, data) });
    },
    offer: () => offerAgreement(agency(), agreement()),
    signAsDeveloper: () => signAgreement(developer(), agreement(), { password }),
    signAsAgency: () => signAgreement(head(), agreement(), { password }),
    async file() {
      const filed = await fileAgreement(agency(), agreement(), { words: '协议已由双方签署，现报送备案。' });
      book.filings.set(key, filed.filings.at(-1)?.id ?? '');
    },
    askFiling: (opinion: string) =>
      decideFiling(stage.as(`${place}.information`), look(book.filings, key), { decision: 'supplement', opinion }),
    answerFiling: (words: string) => answerFiling(agency(), look(book.filings, key), { words }),
    acceptFiling: () =>
      decideFiling(stage.as(`${place}.information`), look(book.filings, key), {
        decision: 'accept',
        opinion: '材料齐全，准予备案。',
        password,
      }),
  };
}

export type Acts = ReturnType<typeof caseOf>;
