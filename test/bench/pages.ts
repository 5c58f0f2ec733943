/** The dataset page with its preview, chart and metadata, against a page of the same frame with a form of two fields. */
import { against, type Bench } from './measure.ts';

export function pageBench(url: string, dataset: string): Bench {
  const get = async (path: string) => {
    const answer = await fetch(`${url}${path}`);
    const text = await answer.text();
    if (answer.status !== 200 || !text.includes('<h1')) throw new Error(`${path}: ${answer.status}`);
  };
  return {
    name: 'dataset page (preview of 20 rows, chart, fields, versions)',
    limit: 'a bare Remix page of the same frame (/login)',
    run: () =>
      against(
        () => get(`/datasets/${dataset}`),
        () => get('/login'),
        30,
      ),
  };
}
