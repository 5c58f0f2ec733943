/** What the open side of the province has in the scene of the page tests: changes, views, citations, followers, portals. */
import { createCitation } from '#api/datasets/citations.ts';
import { citationBody } from '#api/datasets/rules/citation-query.ts';
import { saveView } from '#api/datasets/views.ts';
import { viewBody } from '#api/datasets/views-contract.ts';
import { createToken } from '#api/people/tokens.ts';
import { createWebhook } from '#api/subscriptions/webhooks.ts';
import { publishNext, upload } from '#test/support/catalog.ts';
import { qualitySide } from '#test/support/journey-quality.ts';
import type { Market } from '#test/support/market.ts';

/** @returns addresses by name. `open` is a published dataset of the transport department with one version. */
export async function openSide(
  m: Market,
  open: { readonly id: string; readonly code: string },
): Promise<Record<string, string>> {
  const { t } = m;
  const ctx = t.ctx();
  const version = await upload(
    m.agency,
    open.id,
    '站名,车道数,开通日期\n太原北,14,2003-10-01\n忻州,8,2005-06-01\n',
    '二.csv',
  );
  await t.drain();
  await publishNext(m.agency, version.id);
  const view = (asked: object) => saveView(ctx, viewBody.parse({ dataset: open.code, version: 1, ...asked }));
  const table = await view({ title: '各站车道数', view: { kind: 'table' } });
  const chart = await view({
    title: '车道数比较',
    view: { kind: 'chart', chart: { kind: 'bar', x: '站名', y: '车道数', measure: 'sum' } },
  });
  const cited = await createCitation(ctx, open.code, 1, citationBody.parse({ filter: '车道数:gte:10' }));
  // An address of the documentation range: nothing is sent to it while a page is looked at.
  const hook = await createWebhook(m.developer, {
    url: 'https://93.184.216.34/hook',
    target: 'dataset',
    target_value: open.code,
    locale: 'zh',
  });
  await createToken(m.agency, { name: '数据脚本', expires_on: '2026-12-31' });
  await t.drain();
  const harvested = await portal(m);
  const quality = await qualitySide(m, open);
  return {
    changes: `/datasets/${open.code}/versions/2/changes`,
    first_changes: `/datasets/${open.code}/versions/1/changes`,
    view_table: `/views/${table.id}`,
    view_chart: `/views/${chart.id}`,
    cited: `/cite/${cited.id}`,
    hook: `/w/subscriptions/${hook.id}`,
    ...harvested,
    ...quality,
  };
}

/** A portal with one run behind it, as a harvest leaves it. */
async function portal({ t, reviewer }: Market): Promise<Record<string, string>> {
  const at = t.clock.now();
  const { viewer } = reviewer;
  if (viewer === null) throw new Error('the reviewer is signed in');
  await t.app.db.harvestSource.create({
    data: {
      id: 'src_00000000000000000000000001',
      name: '太原市公共数据开放网',
      nameEn: 'Open data of Taiyuan',
      kind: 'ckan',
      url: 'https://data.taiyuan.example',
      regionCode: '140100',
      schedule: 'daily',
      state: 'active',
      createdBy: viewer.personId,
      organizationId: viewer.organization.id,
      createdAt: at,
    },
  });
  await t.app.db.harvestRun.create({
    data: {
      id: 'run_00000000000000000000000001',
      sourceId: 'src_00000000000000000000000001',
      state: 'partial',
      full: true,
      startedAt: at,
      endedAt: at,
      touchedAt: at,
      seen: 2,
      added: 1,
      failed: 1,
      failures: [{ identifier: 'no-title', code: 'federation.record_title', zh: '没有名称。', en: 'It has no title.' }],
    },
  });
  await t.app.db.harvestedRecord.create({
    data: {
      id: 'rec_00000000000000000000000001',
      sourceId: 'src_00000000000000000000000001',
      identifier: 'bus-stops',
      title: '公交站点',
      content: {
        title: '公交站点',
        title_en: 'Bus stops',
        description: '市区公交站点的名称和位置。',
        keywords: ['公交'],
        theme: 'transport',
        publisher: '太原市交通运输局',
        contact: null,
        issued: '2025-01-01',
        modified: '2026-10-01',
        licence: null,
        region_code: '140100',
        spatial: '太原市',
        update_cycle: 'monthly',
        formats: ['csv'],
        items: ['站名'],
        distributions: [
          { title: '站点', format: 'csv', url: 'https://data.taiyuan.example/bus.csv', bytes: 1200, checksum: null },
        ],
        identifier: 'bus-stops',
        landing_page: 'https://data.taiyuan.example/dataset/bus-stops',
      },
      contentHash: '0'.repeat(64),
      originUrl: 'https://data.taiyuan.example/dataset/bus-stops',
      theme: 'transport',
      regionCode: '140100',
      providerName: '太原市交通运输局',
      lastRunId: 'run_00000000000000000000000001',
      firstSeenAt: at,
      changedAt: at,
    },
  });
  const source = '/w/sources/src_00000000000000000000000001';
  return {
    source,
    source_run: `${source}/runs/run_00000000000000000000000001`,
    record: '/harvested/rec_00000000000000000000000001',
  };
}
