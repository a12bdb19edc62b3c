import fs from "node:fs";
import path from "node:path";
import { articles } from "@/seeds/two-summits/articles";
import { root } from "./settings";

const shared = path.resolve(root, "../shared/articles");
const isShared = fs.existsSync(shared);
export type NamedText = { readonly name: string; readonly text: string };

/** Which articles those are, for the names of tests. */
export const which = isShared
  ? "the five shared articles"
  : "five demo articles (the shared ones are not here)";

/** Five news articles as files: those that lie beside the checkout, else the demo's own. */
export function fiveArticles(): NamedText[] {
  if (isShared)
    return fs
      .readdirSync(shared)
      .filter((name) => name.endsWith(".txt"))
      .sort()
      .slice(0, 5)
      .map((name) => ({ name, text: fs.readFileSync(path.join(shared, name), "utf8") }));
  return articles.slice(0, 5).map(({ key, text }) => ({ name: `${key}.txt`, text }));
}
