/** Steps 1 to 4 and the registration: entry, file, privacy gate, review, and what a citizen gets. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { type Api, asBytes, codeOf, done, refused, upload } from '#test/support/api-client.ts';
import { at, type Job, one, ownPassword, rows, sectionRows, sha256 } from '#test/support/journey-api.ts';
import {
  buyerUscc,
  developerUscc,
  personalColumns,
  sectionBasis,
  sectionContent,
  sectionFile,
  stationContent,
  stationFile,
  stationHead,
  stationRows,
} from '#test/support/journey-data.ts';

export function compileSteps(j: Job): void {
  describe('5a: enterprises register themselves', () => {
    const enterprise = {
      uscc: developerUscc,
      name: '太原云流信息技术有限公司',
      region_code: '140100',
      contact: 'kefu@yunliu.example',
      login: 'yunliu',
      display_name: '秦岚',
      password: ownPassword,
    };
    it('refuses a social credit code whose check digit is wrong, an agency’s code and a weak password', async () => {
      const wrong = developerUscc.slice(0, 17) + (developerUscc.endsWith('A') ? 'B' : 'A');
      const asked = async (over: object) =>
        codeOf(await j.citizen.POST('/organizations', { body: { ...enterprise, ...over } }));
      expect(await asked({ uscc: wrong })).toBe('organization.uscc_invalid');
      expect(await asked({ password: 'yunliu' })).toBe('people.weak_password');
      const agencies = done(await j.citizen.GET('/agencies'));
      expect(await asked({ uscc: agencies.items[0]!.uscc })).toBe('organization.not_enterprise');
    });

    it('registers two, each once', async () => {
      const made = done(await j.citizen.POST('/organizations', { body: enterprise }));
      expect(made).toMatchObject({ uscc: developerUscc, kind: 'enterprise', level: 'city' });
      expect(codeOf(await j.citizen.POST('/organizations', { body: { ...enterprise, login: 'other' } }))).toBe(
        'organization.uscc_taken',
      );
      const buyer = {
        ...enterprise,
        uscc: buyerUscc,
        name: '大同快运货运有限公司',
        login: 'kuaiyun',
        display_name: '贾峰',
      };
      done(await j.citizen.POST('/organizations', { body: { ...buyer, region_code: '140200' } }));
      await j.everyoneSignsIn();
      const self = done(await j.as.developer.GET('/session'));
      expect(self.duties).toEqual(expect.arrayContaining(['developer', 'buyer', 'signatory']));
    });
  });

  describe('1 and 2: a steward compiles and treats what is personal', () => {
    it('makes an entry and takes a GB18030 file with quoted newlines in', async () => {
      const entry = done(
        await j.as.steward.POST('/catalog/entries', {
          body: { classification_code: '301001', content: stationContent },
        }),
      );
      expect(entry.code).toMatch(/^301001\/\d{6}$/);
      const file = stationFile(rows);
      const params = one(entry.id).params;
      const sent = done(
        await j.as.steward.POST('/catalog/entries/{id}/versions', { params, ...upload('观测站日流量.csv', file) }),
      );
      expect(sent).toMatchObject({ number: 1, state: 'received', source_sha256: sha256(file) });
      await j.t.drain();
      const version = done(await j.as.steward.GET('/versions/{id}', one(sent.id)));
      expect(version).toMatchObject({ state: 'held', encoding: 'gb18030', delimiter: ',', row_count: rows });
      expect(version.columns.map((c) => c.name)).toEqual(stationHead);
      const types = Object.fromEntries(version.columns.map((c) => [c.name, c.type]));
      expect(types).toMatchObject({ 观测站编号: 'text', 日期: 'date', 车流量: 'integer', 货车占比: 'decimal' });
      expect(version.untreated).toEqual([...personalColumns]);
      const blocking = version.findings.filter((f) => f.blocks);
      expect(blocking.map((f) => [f.column, f.kind, f.hits])).toEqual([
        ['值班电话', 'mobile', rows],
        ['值班人证件号', 'citizen_number', rows],
      ]);
      // Examples show what was found without telling whose it is.
      for (const finding of blocking)
        for (const example of finding.examples) {
          expect(example).toMatch(/\*/);
          expect(JSON.stringify(stationRows(rows))).not.toContain(`"${example}"`);
        }
      expect(
        codeOf(await j.as.steward.POST('/catalog/entries/{id}/versions', { params, ...upload('again.csv', file) })),
      ).toBe('datasets.duplicate');
      j.made.station = { id: entry.id, code: entry.code, version: sent.id };
    });

    it('refuses a restriction without reason and legal basis (Article 12)', async () => {
      const body = { classification_code: '301001', content: sectionContent };
      const entry = done(await j.as.steward.POST('/catalog/entries', { body }));
      const { id } = entry;
      const problem = refused(
        await j.as.steward.POST('/catalog/entries/{id}/submission', { ...one(id), body: { revision: entry.revision } }),
      );
      expect(problem).toMatchObject({ status: 422, code: 'catalog.no_basis', article: '12' });
      const faulty = problem.fields?.map((f) => f.path);
      expect(faulty).toEqual(
        expect.arrayContaining(['share_reason', 'share_basis.kind', 'share_basis.instrument', 'share_basis.article']),
      );
      const saved = done(
        await j.as.steward.PUT('/catalog/entries/{id}', {
          ...one(id),
          body: { revision: entry.revision, content: { ...sectionContent, ...sectionBasis } },
        }),
      );
      // Somebody who still looks at the old state is told, and nothing of the newer one is lost.
      const late = await j.as.steward.PUT('/catalog/entries/{id}', {
        ...one(id),
        body: { revision: entry.revision, content: { ...sectionContent, title: '另一个名称' } },
      });
      expect(codeOf(late)).toBe('catalog.changed_meanwhile');
      expect(saved.content.share_basis).toEqual(sectionBasis.share_basis);
      const { params } = one(id);
      done(
        await j.as.steward.POST('/catalog/entries/{id}/versions', {
          params,
          ...upload('路段车速.csv', sectionFile(sectionRows)),
        }),
      );
      await j.t.drain();
      const [version] = done(await j.as.steward.GET('/catalog/entries/{id}/versions', { params })).items;
      expect(version).toMatchObject({ state: 'ready', encoding: 'utf-8', delimiter: ';', row_count: sectionRows });
      j.made.section = { id, code: entry.code };
    });

    it('does not let the entry be opened while a finding stands, and opens the treated table', async () => {
      const { id, version } = j.made.station;
      const submit = async () => {
        const { revision } = done(await j.as.steward.GET('/catalog/entries/{id}', one(id)));
        return done(await j.as.steward.POST('/catalog/entries/{id}/submission', { ...one(id), body: { revision } }));
      };
      const decide = (api: Api, revision: number, decision: 'publish' | 'return', opinion = '') =>
        api.POST('/catalog/entries/{id}/reviews', {
          ...one(id),
          body: { revision, decision, opinion, field_opinions: [] },
        });
      const sent = await submit();
      expect(codeOf(await decide(j.as.reviewer, sent.revision, 'publish'))).toBe('datasets.untreated');
      const back = done(await decide(j.as.reviewer, sent.revision, 'return', '请先处理值班人员信息'));
      expect(back).toMatchObject({ state: 'returned', last_review: { opinion: '请先处理值班人员信息' } });
      const treatments = personalColumns.map((column) => ({ column, action: 'drop' as const }));
      done(await j.as.steward.POST('/versions/{id}/treatment', { ...one(version), body: { treatments } }));
      await j.t.drain();
      const treated = done(await j.as.steward.GET('/versions/{id}', one(version)));
      expect(treated).toMatchObject({ state: 'ready', untreated: [], row_count: rows });
      expect(treated.columns.map((c) => c.name)).toEqual(stationHead.slice(0, -2));
      await submit();
    });
  });

  describe('3: the information department of the region decides', () => {
    it('refuses the department of another region and puts the attempt on record', async () => {
      const { revision } = done(await j.as.reviewer.GET('/catalog/entries/{id}', one(j.made.station.id)));
      const body = { revision, decision: 'publish' as const, opinion: '', field_opinions: [] };
      const problem = refused(
        await j.as.cityReviewer.POST('/catalog/entries/{id}/reviews', { ...one(j.made.station.id), body }),
      );
      expect(problem).toMatchObject({ status: 403, code: 'catalog.no_jurisdiction' });
      const { items } = done(
        await j.as.reviewer.GET('/audit/events', {
          params: { query: { outcome: 'refused', subject_id: j.made.station.id, action: 'catalog.publish' } },
        }),
      );
      expect(items[0]).toMatchObject({
        organization_name: '太原市行政审批服务管理局',
        facts: { code: 'catalog.no_jurisdiction' },
      });
    });

    it('publishes both', async () => {
      const entry = done(await j.as.steward.GET('/catalog/entries/{id}', one(j.made.section.id)));
      const body = { revision: entry.revision };
      done(await j.as.steward.POST('/catalog/entries/{id}/submission', { ...one(entry.id), body }));
      const queue = done(await j.as.reviewer.GET('/catalog/reviews'));
      expect(queue.items.map((item) => item.id).sort()).toEqual([j.made.station.id, j.made.section.id].sort());
      for (const { id, revision } of queue.items) {
        const decision = { revision, decision: 'publish' as const, opinion: '符合编制要求', field_opinions: [] };
        done(await j.as.reviewer.POST('/catalog/entries/{id}/reviews', { ...one(id), body: decision }));
      }
      await j.t.drain();
    });
  });

  describe('4: a citizen without an account', () => {
    it('finds the dataset by words in any order, with counted facets', async () => {
      for (const q of ['观测站 日流量', '日流量 国省干线', 'jiaotongliang']) {
        const found = done(await j.citizen.GET('/datasets', { params: { query: { q } } }));
        expect(
          found.items.map((hit) => hit.code),
          q,
        ).toContain(j.made.station.code);
      }
      const all = done(await j.citizen.GET('/datasets', { params: { query: { q: '' } } }));
      expect(all.total).toBe(2);
      expect(all.facets.open_type.map((f) => [f.value, f.count]).sort()).toEqual([
        ['conditional', 1],
        ['unconditional', 1],
      ]);
    });

    it('reads its page, rows and chart', async () => {
      const params = { path: at(j.made.station.code) };
      const dataset = done(await j.citizen.GET('/datasets/{class}/{seq}', { params }));
      expect(dataset).toMatchObject({
        access: 'open',
        entry: { code: j.made.station.code, provider: { name: '山西省交通运输厅' } },
      });
      expect(dataset.latest?.columns.map((c) => c.name)).toEqual(stationHead.slice(0, -2));
      expect(dataset.latest?.treatments).toEqual(
        personalColumns.map((column) => ({ table: 1, column, action: 'drop' })),
      );
      const latest = { path: { ...at(j.made.station.code), number: 'latest' as const } };
      const query = { filter: ['县区:eq:小店区', '车流量:gte:10000'], sort: ['-车流量'], limit: 5 };
      const page = done(
        await j.citizen.GET('/datasets/{class}/{seq}/versions/{number}/rows', { params: { ...latest, query } }),
      );
      const expected = stationRows(rows).filter((r) => r.county === '小店区' && r.vehicles >= 10000);
      expect(page.total).toBe(expected.length);
      const vehicles = page.columns.findIndex((c) => c.name === '车流量');
      expect(page.rows.map((r) => r[vehicles])).toEqual(
        expected
          .map((r) => r.vehicles)
          .sort((a, b) => b - a)
          .slice(0, 5),
      );
      const chart = done(
        await j.citizen.GET('/datasets/{class}/{seq}/versions/{number}/chart', {
          params: { ...latest, query: { column: '县区' } },
        }),
      );
      expect(chart).toMatchObject({ kind: 'bars', total: rows });
      expect(chart.bars.reduce((sum, bar) => sum + bar.count, 0)).toBe(rows);
      const past = { filter: [], limit: 10, offset: 99_999 };
      const end = done(
        await j.citizen.GET('/datasets/{class}/{seq}/versions/{number}/rows', { params: { ...latest, query: past } }),
      );
      expect(end).toMatchObject({ rows: [], total: rows });
    });

    it('downloads it in every format, without the dropped columns', async () => {
      const want = stationRows(rows);
      const get = async (format: 'csv' | 'json' | 'xlsx' | 'parquet') => {
        const params = { path: { ...at(j.made.station.code), number: 1 }, query: { format } };
        const answer = await j.citizen.GET('/datasets/{class}/{seq}/versions/{number}/download', {
          params,
          ...asBytes,
        });
        return Buffer.from(done(answer) as ArrayBuffer);
      };
      const csv = await get('csv');
      expect(csv.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
      expect(csv.toString('utf8')).toContain(`夜间施工\n改道通行，见""公告0""`);
      const json = JSON.parse((await get('json')).toString('utf8')) as Record<string, unknown>[];
      expect(json).toHaveLength(rows);
      expect(json[5]).toMatchObject({ 观测站编号: want[5]?.code, 车流量: want[5]?.vehicles, 备注: want[5]?.note });
      const book = new ExcelJS.Workbook();
      await book.xlsx.load((await get('xlsx')) as never);
      const sheet = book.worksheets[0]!;
      expect(sheet.actualRowCount).toBe(rows + 1);
      expect(sheet.getRow(2).getCell(1).value).toBe(want[0]?.code);
      const parquet = await get('parquet');
      const folder = await mkdtemp(path.join(tmpdir(), 'jinshu-job-'));
      const file = path.join(folder, 'download.parquet');
      await writeFile(file, parquet);
      const duckdb = await DuckDBInstance.create();
      const connection = await duckdb.connect();
      const read = await connection.runAndReadAll(
        `select count(*)::int as n, sum("车流量")::bigint as total from read_parquet('${file}')`,
      );
      expect(read.getRowObjectsJson()[0]).toEqual({
        n: rows,
        total: String(want.reduce((sum, r) => sum + r.vehicles, 0)),
      });
      connection.closeSync();
      duckdb.closeSync();
      await rm(folder, { recursive: true });
      for (const text of [csv.toString('utf8'), JSON.stringify(json), parquet.toString('latin1')]) {
        expect(text).not.toContain(want[0]?.mobile);
        expect(text).not.toContain(want[0]?.citizen);
      }
    });

    it('is told that the conditional dataset needs an agreement', async () => {
      const params = { path: { ...at(j.made.section.code), number: 'latest' as const } };
      expect(codeOf(await j.citizen.GET('/datasets/{class}/{seq}/versions/{number}/rows', { params }))).toBe(
        'datasets.licence_needed',
      );
    });
  });
}
