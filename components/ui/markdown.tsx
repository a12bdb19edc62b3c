import ReactMarkdown, { type Components } from "react-markdown";
import { classNames } from "./class-names";

/** Headings begin below those of the page that the text stands on; pictures are named and not fetched. */
const components: Components = {
  h1: ({ children }) => <h4 className="mt-2 font-serif text-lg font-semibold">{children}</h4>,
  h2: ({ children }) => <h5 className="mt-2 font-serif font-semibold">{children}</h5>,
  h3: ({ children }) => <h6 className="mt-2 font-semibold">{children}</h6>,
  h4: ({ children }) => <h6 className="mt-2 font-semibold">{children}</h6>,
  h5: ({ children }) => <h6 className="mt-2 font-semibold">{children}</h6>,
  h6: ({ children }) => <h6 className="mt-2 font-semibold">{children}</h6>,
  ul: ({ children }) => <ul className="list-disc pl-6 grid gap-1">{children}</ul>,
  ol: ({ children, start }) => (
    <ol start={start} className="list-decimal pl-6 grid gap-1">
      {children}
    </ol>
  ),
  blockquote: ({ children }) => (
    <blockquote className="border-line border-l-3 pl-4 text-soft">{children}</blockquote>
  ),
  code: ({ children }) => (
    <code className="rounded-sm bg-sunken px-1 font-mono text-[0.9em]">{children}</code>
  ),
  pre: ({ children }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable with keys.
    <pre tabIndex={0} className="overflow-x-auto rounded-md bg-sunken p-3 text-sm">
      {children}
    </pre>
  ),
  hr: () => <hr className="border-line" />,
  img: ({ alt }) => <>{alt}</>,
  a: ({ children, href }) => (
    <a
      href={href}
      rel="noreferrer nofollow"
      target="_blank"
      className="rounded-sm text-accent-ink underline decoration-1 underline-offset-3 hover:decoration-2"
    >
      {children}
    </a>
  ),
};

/** What people wrote in Markdown. Markup of other kinds in it is shown as the letters that it is. */
export function Markdown({ children, className }: { children: string; className?: string }) {
  return (
    <div className={classNames("grid max-w-prose gap-2.5 text-pretty wrap-anywhere", className)}>
      <ReactMarkdown components={components}>{children}</ReactMarkdown>
    </div>
  );
}
