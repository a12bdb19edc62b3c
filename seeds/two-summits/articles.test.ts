import { describe, expect, it } from "vitest";
import { articles } from "./articles";
import { entities } from "./entities";
import type { SeedArticle } from "./seed-article";

const corpus: readonly SeedArticle[] = articles;
const isUnique = (keys: readonly string[]) => new Set(keys).size === keys.length;

function textOf(key: string): string {
  const article = corpus.find((candidate) => candidate.key === key);
  if (!article) throw new Error(`no article ${key}`);
  return article.text;
}

describe("the articles", () => {
  it("are ten, from ten outlets, each as long as a short news article", () => {
    expect(corpus).toHaveLength(10);
    expect(isUnique(corpus.map((article) => article.outlet))).toBe(true);
    expect(isUnique(corpus.map((article) => article.key))).toBe(true);
    for (const { key, text } of corpus) {
      const words = text.split(/\s+/).length;
      expect(words, key).toBeGreaterThanOrEqual(250);
      expect(words, key).toBeLessThanOrEqual(500);
    }
  });

  it("are stored as they will be imported: trimmed, with plain line ends, well-formed", () => {
    for (const { key, text, url, publishedAt } of corpus) {
      expect(text, key).toBe(text.trim());
      expect(text, key).not.toMatch(/\r|\0|[ \t]\n/);
      expect(text.isWellFormed(), key).toBe(true);
      expect(new URL(url).hostname, key).toMatch(/\.example$/);
      expect(new Date(publishedAt).toISOString(), key).toBe(publishedAt.replace("Z", ".000Z"));
    }
    const dates = corpus.map((article) => article.publishedAt);
    expect(dates).toEqual(dates.toSorted());
  });

  it("exercise what offsets and quotation marks get wrong", () => {
    const whole = corpus.map((article) => article.text).join("\n");
    expect(whole).toMatch(/[\u{10000}-\u{10ffff}]/u);
    for (const rarity of ["—", "“", "”", "’", '"', "'", "Žofia Harnášek", "Une porte entrouverte"])
      expect(whole).toContain(rarity);
    expect(corpus.some(({ text }) => text.includes("\n\n"))).toBe(true);
    expect(corpus.some(({ text }) => !text.includes("\n\n"))).toBe(true);
  });
});

describe("the articles' wording", () => {
  it("shares no sentence but credited wire copy and quoted utterances", () => {
    const shared = corpus.flatMap((one, index) =>
      corpus.slice(index + 1).flatMap((other) => sharedRuns(one, other)),
    );
    expect(shared).toEqual([]);
  });

  it("is wire copy in two outlets, with credit", () => {
    const [courier, post] = [textOf("talks-courier"), textOf("talks-evening-post")].map((t) =>
      t.split("\n\n"),
    );
    expect(courier?.filter((paragraph) => post?.includes(paragraph))).toHaveLength(3);
    for (const key of ["talks-courier", "talks-evening-post"])
      expect(corpus.find((article) => article.key === key)?.credit).toBe("HPA");
  });
});

const paragraphsOf = (article: SeedArticle) => article.text.split(/\n+/);

/** The runs of 60 code points that two articles share, but for whole paragraphs of one agency's copy. */
function sharedRuns(one: SeedArticle, other: SeedArticle): string[] {
  const wire = one.credit !== undefined && one.credit === other.credit;
  const copied = paragraphsOf(one).filter((paragraph) => wire && paragraphsOf(other).includes(paragraph));
  const own = (article: SeedArticle) =>
    paragraphsOf(article).filter((paragraph) => !copied.includes(paragraph));
  const runs = runsOf(own(other));
  return [...runsOf(own(one))].filter((run) => runs.has(run));
}

/** All runs of 60 code points, with the utterances taken out that anyone may quote. */
function runsOf(paragraphs: readonly string[]): Set<string> {
  const utterances = entities
    .filter(({ kind }) => kind === "UTTERANCE")
    .map(({ name }) => name.replace(/\.$/, ""));
  const runs = new Set<string>();
  for (const paragraph of paragraphs) {
    const characters = Array.from(
      utterances.reduce((text, wording) => text.replaceAll(wording, "§"), paragraph),
    );
    for (let start = 0; start + 60 <= characters.length; start += 1)
      runs.add(characters.slice(start, start + 60).join(""));
  }
  return runs;
}
