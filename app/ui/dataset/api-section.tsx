import { Link } from 'react-router';
import { dataset as words } from '#app/i18n/dataset.ts';
import { paths } from '#app/paths.ts';
import { isCategory } from '#app/present/dataset-chart.ts';
import { dataPath } from '#app/present/dataset-links.ts';
import { licensedSnippet, snippets } from '#app/present/dataset-snippets.ts';
import { isNarrowed, partsOf, type TableView } from '#app/present/dataset-view.ts';
import { useT } from '#app/present/words.ts';
import { Copyable } from '../copyable.tsx';
import { Section } from '../section.tsx';
import { useDataset } from './dataset-context.ts';

const tools = ['curl', 'python', 'r', 'duckdb'] as const;

export function ApiSection() {
  const t = useT(words);
  const { dataset, version, table, view, code, publicUrl, item } = useDataset();
  if (version === null) return null;
  if (dataset.access !== 'open') {
    return (
      <Section id="api" title={t('s_api')} lead={t('api_lead_key')} actions={<Docs />}>
        <Snippet tool={t('snippet_curl')} text={licensedSnippet({ publicUrl, code })} />
      </Section>
    );
  }
  const columns = (table?.columns ?? version.columns).map((column) => ({
    name: column.name,
    type: column.type,
    code: column.type === 'integer' && isCategory(column, item(column.name)),
    example: column.stats.top_values?.[0]?.value ?? null,
  }));
  const shown = snippets({ publicUrl, code, version: version.number, columns, view: soundView(view) });
  const at = (kind: 'rows' | 'download' | 'query' | 'sql') => `${publicUrl}${dataPath(code, version.number, kind)}`;
  return (
    <Section id="api" title={t('s_api')} lead={t('api_lead', { n: version.number })} actions={<Docs />}>
      <dl className="facts">
        <div>
          <dt>{t('api_rows')}</dt>
          <dd>
            <Copyable text={at('rows')} label={t('api_rows')} />
          </dd>
        </div>
        <div>
          <dt>{t('api_file')}</dt>
          <dd>
            <Copyable text={at('download')} label={t('api_file')} />
          </dd>
        </div>
        <div>
          <dt>{t('api_query')}</dt>
          <dd>
            <Copyable text={at('query')} label={t('api_query')} />
          </dd>
        </div>
        <div>
          <dt>{t('api_sql')}</dt>
          <dd>
            <Copyable text={at('sql')} label={t('api_sql')} />
          </dd>
        </div>
      </dl>
      <p className="help mt-3">{t('api_filters')}</p>
      <p className="help">{t('api_paging')}</p>
      <p className="help">{t('api_sql_text')}</p>
      {isNarrowed(view) && <p className="help">{t('api_view')}</p>}
      <div className="snippets">
        {tools.map((tool) => (
          <Snippet key={tool} tool={t(`snippet_${tool}`)} text={shown[tool]} />
        ))}
      </div>
    </Section>
  );
}

/** A filter that cannot be read is told at the table; no call is written from it. */
const soundView = (view: TableView): TableView => ({
  ...view,
  filters: view.filters.filter((one) => partsOf(one) !== null),
});

function Docs() {
  const t = useT(words);
  return (
    <>
      <Link to={paths.developers()}>{t('api_guide')}</Link>
      <a href={paths.apiDocs()}>{t('api_docs')}</a>
    </>
  );
}

function Snippet({ tool, text }: { readonly tool: string; readonly text: string }) {
  return (
    <div className="snippet">
      <h3>{tool}</h3>
      <Copyable text={text} label={tool} />
    </div>
  );
}
