import { data, redirect } from 'react-router';
import { appContext } from '#app/context.ts';
import { paths } from '#app/paths.ts';
import { loadDataset, pageHeaders } from '#app/present/dataset.server.ts';
import { DatasetPage } from '#app/ui/dataset/dataset-page.tsx';
import type { Route } from './+types/_public.datasets.$class.$seq_.versions.$number.ts';

/** The permanent address of one version, the one that citations name. */
export function loader({ context, params, url, request }: Route.LoaderArgs) {
  const code = `${params.class}/${params.seq}`;
  if (params.number === 'latest') throw redirect(`${paths.dataset(code)}${url.search}`);
  if (!/^[1-9]\d{0,5}$/.test(params.number)) throw data(null, 404);
  return loadDataset(context.get(appContext), { url, request }, code, Number(params.number));
}

export const headers: Route.HeadersFunction = () => pageHeaders;

export default function DatasetVersion({ loaderData }: Route.ComponentProps) {
  return <DatasetPage shown={loaderData} />;
}
