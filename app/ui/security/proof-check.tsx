/** Send the proof at hand and read whether it holds. Works without JavaScript. */
import { Form } from 'react-router';
import type { ProofCheckOut } from '#api/security/roots.ts';
import { proofFaults } from '#api/security/rules/codes.ts';
import { auditRoots } from '#app/i18n/audit-roots.ts';
import { isRefused } from '#app/present/refused.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '../button.tsx';
import { DateText } from '../date-text.tsx';
import { DescriptionList } from '../description-list.tsx';
import { ErrorSummary } from '../error-summary.tsx';
import { FileInput } from '../file-input.tsx';

export function ProofCheck({ answer }: { readonly answer: unknown }) {
  const t = useT(auditRoots);
  return (
    <>
      {isRefused(answer) && <ErrorSummary refusal={answer.refusal} />}
      {hasChecked(answer) && <Checked seen={answer.checked} />}
      <Form method="post" encType="multipart/form-data" className="form" preventScrollReset>
        <FileInput name="file" label={t('proof_file')} help={t('proof_file_help')} accept="application/json,.json" />
        <Button>{t('proof_check')}</Button>
      </Form>
    </>
  );
}

function Checked({ seen: { holds, fault, record, root } }: { readonly seen: ProofCheckOut }) {
  const t = useT(auditRoots);
  const side = useSide();
  return (
    <div className="mb-6" aria-live="polite">
      <div className="verdict" data-tone={holds ? 'done' : 'refused'}>
        <p>{t(holds ? 'proof_holds' : 'proof_fails', { seq: record.seq })}</p>
        {fault !== null && <p>{side(proofFaults.words[fault])}</p>}
        {holds && root !== null && <p>{t('proof_holds_text', { number: root.number })}</p>}
      </div>
      <DescriptionList
        columns={2}
        facts={[
          { term: t('record_title', { seq: record.seq }), value: <DateText instant={record.at} /> },
          { term: t('action'), value: <code>{record.action}</code> },
          {
            term: t('outcome'),
            value: record.outcome === 'done' || record.outcome === 'refused' ? t(record.outcome) : null,
          },
          { term: t('subject'), value: <span className="break-all">{record.subject}</span> },
          {
            term: t('root'),
            value:
              root === null ? null : (
                <>
                  {root.number} · <DateText day={root.day} />
                  <br />
                  <span className="hash">{root.root_hash}</span>
                </>
              ),
          },
          { term: t('canon'), value: <code className="break-all">{record.canon}</code> },
        ]}
      />
    </div>
  );
}

const hasChecked = (answer: unknown): answer is { readonly checked: ProofCheckOut } =>
  typeof answer === 'object' && answer !== null && 'checked' in answer;
