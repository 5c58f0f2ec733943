/** A search over 20,000 entries through the API, against the bare statement on a bare connection. */
import type pg from 'pg';
import { queryWords } from '#api/ports/search/words.ts';
import { against, type Bench } from './measure.ts';

const questions = ['空气质量', '高速公路 收费站 流量', '太原 公交', '农产品价格', '医院'];

export function searchBench(url: string, client: pg.Client): Bench {
  return {
    name: 'search over 20,000 entries (page of 20, count, six facets, over HTTP)',
    limit: 'bare SQL: the same words, count, six facets and page in one statement, no HTTP',
    run: () =>
      against(
        async (round) => {
          const q = questions[Math.abs(round) % questions.length] ?? '';
          const answer = await fetch(`${url}/api/v1/datasets?q=${encodeURIComponent(q)}`);
          if (!answer.ok || ((await answer.json()) as { total: number }).total === 0)
            throw new Error(`nothing found for ${q}`);
        },
        async (round) => {
          const q = questions[Math.abs(round) % questions.length] ?? '';
          const words = queryWords(q).map((word) => `'${word}':*`);
          await client.query(
            `WITH hits AS MATERIALIZED (SELECT *, ts_rank(tsv, to_tsquery('simple', $1)) AS rank FROM search_document WHERE tsv @@ to_tsquery('simple', $1))
             SELECT (SELECT count(*) FROM hits),
               (SELECT json_agg(f) FROM (SELECT theme, count(*) FROM hits GROUP BY 1) f), (SELECT json_agg(f) FROM (SELECT provider_id, count(*) FROM hits GROUP BY 1) f),
               (SELECT json_agg(f) FROM (SELECT region_code, count(*) FROM hits GROUP BY 1) f), (SELECT json_agg(f) FROM (SELECT unnest(formats), count(*) FROM hits GROUP BY 1) f),
               (SELECT json_agg(f) FROM (SELECT update_cycle, count(*) FROM hits GROUP BY 1) f), (SELECT json_agg(f) FROM (SELECT open_type, count(*) FROM hits GROUP BY 1) f),
               (SELECT json_agg(p) FROM (SELECT entry_id, title, abstract FROM hits ORDER BY rank DESC LIMIT 20) p)`,
            [words.join(' & ')],
          );
        },
        25,
      ),
  };
}
