import { Fragment } from "react";

/** A type in short notation, in which the shapes that have a name lead to their description. */
export function TypeWords({ type, shapes }: { type: string; shapes: ReadonlySet<string> }) {
  const parts = type.split(/\b([A-Z]\w+)\b/).map((part, place) => ({ part, place }));
  return (
    <code className="font-mono text-[0.8125rem] wrap-anywhere">
      {parts.map(({ part, place }) =>
        shapes.has(part) ? (
          <a key={place} href={`#shape-${part}`} className="rounded-sm text-accent-ink underline">
            {part}
          </a>
        ) : (
          <Fragment key={place}>{part}</Fragment>
        ),
      )}
    </code>
  );
}
