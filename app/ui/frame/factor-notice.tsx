import { Link, useLocation } from 'react-router';
import { duties as dutyWords } from '#api/organizations/rules/codes.ts';
import { security } from '#app/i18n/security.ts';
import { paths } from '#app/paths.ts';
import { useRootData } from '#app/present/root-data.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Notice } from '../notice.tsx';

/** Stands above every page of the desk while a duty asks for a second factor that is not set up. */
export function FactorNotice() {
  const t = useT(security);
  const side = useSide();
  const { pathname } = useLocation();
  const due = useRootData().viewer?.factorDue;
  if (due === undefined || pathname === paths.accountFactor()) return null;
  const names = due.duties.map((duty) => side(dutyWords[duty])).join('、');
  return (
    <Notice tone={due.asleep ? 'refusal' : 'info'}>
      <p>{t(due.asleep ? 'due_asleep' : 'due_soon', { duties: names, from: due.from })}</p>
      <p>
        <Link to={paths.accountFactor()}>{t('set_up')}</Link>
      </p>
    </Notice>
  );
}
