import { Link } from 'react-router';
import { frame } from '#app/i18n/frame.ts';
import { paths } from '#app/paths.ts';
import { useRootData } from '#app/present/root-data.ts';
import { useT } from '#app/present/words.ts';

export function Footer() {
  const t = useT(frame);
  const { operator } = useRootData();
  return (
    <footer className="colophon">
      <div className="wrap">
        <section>
          <h2>{t('footer_about')}</h2>
          <p>{t('full_name')}</p>
          <p>
            <Link to={paths.law()}>{t('footer_law')}</Link>
          </p>
        </section>
        <section>
          <h2>{t('footer_use')}</h2>
          <ul>
            <li>
              <Link to={paths.datasets()}>{t('footer_search')}</Link>
            </li>
            <li>
              <Link to={paths.reuses()}>{t('footer_reuses')}</Link>
            </li>
            <li>
              <Link to={paths.requests()}>{t('footer_requests')}</Link>
            </li>
            <li>
              <Link to={paths.takingPart()}>{t('footer_taking_part')}</Link>
            </li>
            <li>
              <Link to={paths.targeted()}>{t('footer_targeted')}</Link>
            </li>
            <li>
              <Link to={paths.bases()}>{t('footer_bases')}</Link>
            </li>
            <li>
              <Link to={paths.registeredAssets()}>{t('footer_assets')}</Link>
            </li>
            <li>
              <Link to={paths.myData()}>{t('footer_my_data')}</Link>
            </li>
            <li>
              <Link to={paths.templates()}>{t('footer_templates')}</Link>
            </li>
            <li>
              <Link to={paths.requirements()}>{t('footer_requirements')}</Link>
            </li>
            <li>
              <Link to={paths.calls()}>{t('footer_calls')}</Link>
            </li>
            <li>
              {/* The year that is over is the newest anyone owes. */}
              <Link to="/disclosures">{t('footer_disclosures')}</Link>
            </li>
            <li>
              <Link to={paths.portals()}>{t('footer_portals')}</Link>
            </li>
            <li>
              <Link to={paths.developers()}>{t('footer_developers')}</Link>
            </li>
            <li>
              {/* Served by the API, not by the pages. */}
              <a href={paths.apiDocs()}>{t('footer_docs')}</a>
            </li>
            <li>
              <Link to={paths.status()}>{t('footer_status')}</Link>
            </li>
            <li>
              <Link to={paths.verify()}>{t('footer_verify')}</Link>
            </li>
            <li>
              <Link to={paths.rankings()}>{t('footer_evaluation')}</Link>
            </li>
            <li>
              <Link to={paths.publicSupervision()}>{t('footer_supervision')}</Link>
            </li>
            <li>
              <Link to={paths.auditRoots()}>{t('footer_audit')}</Link>
            </li>
          </ul>
        </section>
        <section>
          <h2>{t('footer_contact')}</h2>
          {operator === null ? (
            <p>{t('no_contact')}</p>
          ) : (
            <>
              <p>{t('operated_by', { name: operator.name })}</p>
              <p>{operator.contact ?? t('no_contact')}</p>
            </>
          )}
        </section>
      </div>
    </footer>
  );
}
