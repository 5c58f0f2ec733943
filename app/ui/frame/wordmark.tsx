import { Link } from 'react-router';
import { frame } from '#app/i18n/frame.ts';
import { paths } from '#app/paths.ts';
import { useT } from '#app/present/words.ts';

/** 晋数 in a seal's shape, set in type, beside the platform's full name. */
export function Wordmark() {
  const t = useT(frame);
  const [first, second] = [...frame.name[0]];
  return (
    <Link to={paths.home()} className="wordmark">
      <b aria-hidden="true" lang="zh-CN">
        <span>{first}</span>
        <span>{second}</span>
      </b>
      <span>
        <strong>{t('name')}</strong>
        <small>{t('full_name')}</small>
      </span>
    </Link>
  );
}
