import { Link } from 'react-router';
import { releases } from '#api/datasets/rules/privacy-codes.ts';
import type { PrivacyOut } from '#api/deidentification/show.ts';
import { privacy } from '#app/i18n/privacy.ts';
import { paths } from '#app/paths.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Mixed } from '#app/ui/mixed.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Steps, stepsOf } from '#app/ui/steps.tsx';
import type { PrivacyTable } from './classify.tsx';

const course = ['classify', 'treat', 'risk', 'sign', 'publish'] as const;
const at: Readonly<Record<PrivacyTable['need'], number>> = {
  nothing: 4,
  subject: 0,
  classes: 0,
  direct: 1,
  failed: 1,
  returned: 1,
  report: 2,
  signature: 3,
  done: 4,
};

/** Where a table stands, in a sentence, and the steps it goes through. */
export function Standing({
  table,
  demand,
  closed,
  published,
}: {
  readonly table: PrivacyTable;
  readonly demand: PrivacyOut['demand'];
  /** The entry is opened to nobody: what is demanded is for handing over by name. */
  readonly closed: boolean;
  readonly published: boolean;
}) {
  const t = useT(privacy);
  const side = useSide();
  return (
    <div className="stack">
      {table.need !== 'nothing' && (
        <Steps
          label={t('course')}
          steps={stepsOf(course, published ? course.length : at[table.need], (step) => t(`step_${step}`))}
        />
      )}
      {closed && table.need !== 'nothing' && <p>{t('not_opened')}</p>}
      {table.need !== 'nothing' && (
        <p>
          {t('demand_text', {
            release: side(releases.words[demand.release]),
            k: demand.k,
            risk: (100 / demand.k).toFixed(1),
          })}
        </p>
      )}
      <JudgedNotice table={table} />
      <NeedNotice table={table} />
    </div>
  );
}

/** What was public before the gate, and falls short by what is proposed. */
function JudgedNotice({ table }: { readonly table: PrivacyTable }) {
  const t = useT(privacy);
  const { judged } = table;
  if (judged === null || table.report !== null || table.need === 'nothing') return null;
  if (judged.smallest >= judged.demanded_k && judged.direct.length === 0) return null;
  return (
    <Notice tone="refusal">
      <p>{t('judged', { k: judged.smallest, demanded: judged.demanded_k })}</p>
      {judged.direct.length > 0 && (
        <p>
          <Mixed>{t('judged_direct', { columns: judged.direct.join('、') })}</Mixed>
        </p>
      )}
    </Notice>
  );
}

export function NeedNotice({ table }: { readonly table: PrivacyTable }) {
  const t = useT(privacy);
  const locale = useLocale();
  const columns = table.need_columns.join(locale === 'zh' ? '、' : ', ');
  switch (table.need) {
    case 'nothing':
      return (
        <Notice tone="success">
          <Mixed>
            {table.persons === false ? t('need_things', { reason: table.reason ?? '—' }) : t('need_nothing')}
          </Mixed>
        </Notice>
      );
    case 'failed':
      return (
        <Notice tone="refusal">
          {t('need_failed', { k: table.report?.after.smallest ?? 0, demanded: table.report?.demand.k ?? 0 })}
        </Notice>
      );
    case 'returned':
      return (
        <Notice tone="refusal">
          <Mixed>{t('need_returned', { opinion: table.report?.opinion ?? '—' })}</Mixed>
        </Notice>
      );
    case 'done':
      return (
        <Notice tone="success">
          <Mixed>{t('signed', { who: table.report?.checked_by ?? '—', no: table.report?.no ?? '—' })}</Mixed>{' '}
          {table.report?.document_id != null && <Link to={paths.verify(table.report.document_id)}>{t('verify')}</Link>}
        </Notice>
      );
    case 'subject':
    case 'classes':
    case 'direct':
      return (
        <Notice tone="warn">
          <Mixed>{t(`need_${table.need}`, { columns })}</Mixed>
        </Notice>
      );
    default:
      return <Notice>{t(`need_${table.need}`)}</Notice>;
  }
}
