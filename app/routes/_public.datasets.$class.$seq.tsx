import { appContext } from '#app/context.ts';
import { loadDataset, pageHeaders } from '#app/present/dataset.server.ts';
import { DatasetPage } from '#app/ui/dataset/dataset-page.tsx';
import type { Route } from './+types/_public.datasets.$class.$seq.ts';

export function loader({ context, params, url, request }: Route.LoaderArgs) {
  return loadDataset(context.get(appContext), { url, request }, `${params.class}/${params.seq}`, null);
}

export const headers: Route.HeadersFunction = () => pageHeaders;

export default function Dataset({ loaderData }: Route.ComponentProps) {
  return <DatasetPage shown={loaderData} />;
}
