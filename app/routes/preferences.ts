import { redirect } from 'react-router';
import { askedPreferences, safeBack } from '../present/preferences.ts';
import type { Route } from './+types/preferences.ts';

/** `/preferences?lng=en&back=/law`: a plain link, so the switches work without JavaScript. It changes nothing but how pages look. */
export function loader({ url }: Route.LoaderArgs) {
  const headers = new Headers();
  for (const cookie of askedPreferences(url.searchParams)) headers.append('Set-Cookie', cookie);
  const back = new URL(safeBack(url.searchParams.get('back')), 'http://localhost');
  back.searchParams.delete('lng'); // an old ?lng= would win over the cookie just set
  return redirect(`${back.pathname}${back.search}`, { status: 303, headers });
}
