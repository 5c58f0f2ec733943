import type { Snippet } from '#app/present/developer-snippets.ts';

/** Code to paste, one figure a language. */
export function Snippets({ snippets }: { readonly snippets: readonly Snippet[] }) {
  return snippets.map(({ language, text }) => (
    <figure key={language} className="mt-4">
      <figcaption className="help">{language}</figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, so the keyboard must reach it */}
      <pre className="code-block" tabIndex={0}>
        <code>{text}</code>
      </pre>
    </figure>
  ));
}
