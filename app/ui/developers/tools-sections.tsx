import { Link } from 'react-router';
import { tools as mcpTools } from '#api/mcp/contract.ts';
import { callsAMinute, mostRows, questionsAMinute } from '#api/mcp/rules/limits.ts';
import { tools } from '#app/i18n/tools.ts';
import { paths } from '#app/paths.ts';
import { ckanReadSnippets, ckanWriteSnippets } from '#app/present/tool-snippets.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Copyable } from '#app/ui/copyable.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { Section } from '#app/ui/section.tsx';
import { Snippets } from './snippets.tsx';

export interface ToolsSectionsProps {
  /** Address of the portal. */
  readonly base: string;
  /** Code of an open dataset for the examples. */
  readonly code: string | null;
}

/** CKAN's clients and assistants: what people have already and use as it is. */
export function ToolsSections({ base, code }: ToolsSectionsProps) {
  const t = useT(tools);
  return (
    <>
      <Section margin id="ckan" title={t('ckan')} lead={t('ckan_lead', { base })}>
        <h3>{t('ckan_read')}</h3>
        <Snippets snippets={ckanReadSnippets(base, code)} />
        <p className="mt-4">{t('ckan_names')}</p>
        <h3 className="mt-8">{t('ckan_write')}</h3>
        <p>
          {t('ckan_write_text')} <Link to={paths.tokens()}>{t('ckan_tokens')}</Link>
        </p>
        <Snippets snippets={ckanWriteSnippets(base)} />
      </Section>
      <Section margin id="mcp" title={t('mcp')} lead={t('mcp_lead')}>
        <Copyable text={`${base}/mcp`} label={t('mcp_address')} />
        <p className="mt-4">{t('mcp_limits', { calls: callsAMinute, questions: questionsAMinute, rows: mostRows })}</p>
        <McpTools />
      </Section>
    </>
  );
}

type Row = readonly [string, (typeof mcpTools)[keyof typeof mcpTools]];

function McpTools() {
  const t = useT(tools);
  const side = useSide();
  const columns: readonly Column<Row>[] = [
    { key: 'name', head: t('mcp_tool'), kind: 'fixed', cell: ([name]) => <code>{name}</code> },
    { key: 'does', head: t('mcp_does'), cell: ([, tool]) => side(tool.title) },
  ];
  return (
    <DataTable
      caption={t('mcp_tools')}
      captionHidden
      columns={columns}
      rows={Object.entries(mcpTools)}
      rowKey={([name]) => name}
    />
  );
}
