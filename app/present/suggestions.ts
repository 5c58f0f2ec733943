/** Asks for suggestions while somebody types: the last question wins, an unchanged one is not asked again. */
import { useEffect, useState } from 'react';
import type { Suggestion } from '#api/search/suggest.ts';

/** Rest between two letters before it is asked, in milliseconds. */
const rest = 120;

export function useSuggestions(typed: string, wanted: boolean): readonly Suggestion[] {
  const [found, setFound] = useState<readonly Suggestion[]>([]);
  const q = typed.trim().slice(0, 100);
  useEffect(() => {
    if (!wanted || q === '') {
      setFound([]);
      return;
    }
    const gone = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const answer = await fetch(`/api/v1/suggestions?q=${encodeURIComponent(q)}`, { signal: gone.signal });
        if (answer.ok) setFound(((await answer.json()) as { items: Suggestion[] }).items);
      } catch {
        // Without suggestions the form works as it is.
      }
    }, rest);
    return () => {
      clearTimeout(timer);
      gone.abort();
    };
  }, [q, wanted]);
  return found;
}
