import type { Page } from "@playwright/test";
import { batchAnnotations } from "@/lib/contracts/annotations";
import { submitDocument } from "@/lib/contracts/documents";
import { exportCorpus } from "@/lib/contracts/exports";
import type { Annotation } from "@/lib/domain/annotation/annotation";
import { defaultScheme } from "@/lib/domain/scheme/default-scheme";
import { expect, test } from "./fixtures";
import { Reader } from "./reader";
import type { TestProject } from "./test-project";

const TEXT =
  "Minister Oran met the envoy in Lysa on Tuesday. “We agreed,” she said, “on the harvest talks.” " +
  "Observers doubt it. The talks may resume in the capital of Brindle next week.\n";

type Made = { readonly tag: string; readonly words: readonly string[]; readonly attributes?: object };

/** What three people make of it: agreed, stacked, overlapping with the same tag, linked, valued and bounded otherwise. */
const said: readonly (readonly [string, Readonly<Record<string, Made>>, readonly (readonly string[])[]])[] = [
  [
    "Ana Reed",
    {
      minister: { tag: "ACTOR", words: ["Minister Oran"], attributes: { entity_type: "PER" } },
      oran: { tag: "ACTOR", words: ["Oran"] },
      talks: { tag: "EVENT", words: ["harvest talks"], attributes: { polarity: "POS" } },
      topic: { tag: "PROP", words: ["harvest talks"] },
      quote: { tag: "QUOTE", words: ["“We agreed,”", "“on the harvest talks.”"] },
      she: { tag: "ACTOR", words: ["she"] },
      cue: { tag: "CUE", words: ["said"] },
      lysa: { tag: "PLACE", words: ["Lysa"] },
      day: { tag: "TIME", words: ["Tuesday"] },
    },
    [
      ["SOURCE", "quote", "she"],
      ["CUE", "quote", "cue"],
    ],
  ],
  [
    "Ben Sole",
    {
      minister: { tag: "ACTOR", words: ["Minister Oran"], attributes: { entity_type: "ORG" } },
      oran: { tag: "ACTOR", words: ["Oran"] },
      talks: { tag: "EVENT", words: ["harvest talks"], attributes: { polarity: "NEG" } },
      topic: { tag: "PROP", words: ["harvest talks"] },
      quote: { tag: "QUOTE", words: ["“We agreed,”"] },
      she: { tag: "ACTOR", words: ["she"] },
      cue: { tag: "CUE", words: ["said"] },
      lysa: { tag: "PLACE", words: ["in Lysa"] },
      day: { tag: "TIME", words: ["on Tuesday"] },
    },
    [
      ["SOURCE", "quote", "minister"],
      ["CUE", "quote", "cue"],
    ],
  ],
  [
    "Cyr Lind",
    {
      minister: { tag: "ACTOR", words: ["Minister Oran"], attributes: { entity_type: "PER" } },
      talks: { tag: "EVENT", words: ["harvest talks"], attributes: { polarity: "POS" } },
      quote: { tag: "QUOTE", words: ["“We agreed,”", "“on the harvest talks.”"] },
      she: { tag: "ACTOR", words: ["she"] },
      cue: { tag: "CUE", words: ["said"] },
      day: { tag: "EVENT", words: ["Tuesday"] },
      observers: { tag: "ACTOR", words: ["Observers"] },
    },
    [["SOURCE", "quote", "she"]],
  ],
];

const spanOf = (words: string) => {
  const start = [...TEXT.slice(0, TEXT.indexOf(words))].length;
  return { start, end: start + [...words].length };
};

async function submitted(project: TestProject): Promise<string> {
  const document = await project.document({ title: "Harvest talks in Lysa", text: TEXT });
  const params = { project: project.id, document };
  const people = await Promise.all(said.map(([name]) => project.join(name)));
  for (const [at, [, marks, links]] of said.entries()) {
    const { api } = people[at] ?? { api: project.owner };
    const names = Object.keys(marks);
    const { items } = await api.call(batchAnnotations, {
      params,
      body: {
        annotations: Object.values(marks).map(({ tag, words, attributes }) => ({
          ...{ kind: "span" as const, tag, spans: words.map(spanOf), attributes: { ...attributes } },
        })),
      },
    });
    const idOf = (name = "") => items[names.indexOf(name)]?.id ?? "";
    await api.call(batchAnnotations, {
      params,
      body: {
        annotations: links.map(([tag = "", from, to]) => ({
          ...{ kind: "relation" as const, tag, fromId: idOf(from), toId: idOf(to) },
        })),
      },
    });
    await api.call(submitDocument, { params });
  }
  return document;
}

/** What the gold says, in the words of the page: a tag or type of link and what it is on. */
const titleOf = (key: string): string =>
  [...defaultScheme.tags, ...defaultScheme.relationTypes].find((one) => one.key === key)?.title ?? key;

/** All gold as the page shows it, item by item. */
async function shownGold(page: Page): Promise<string[]> {
  await page.getByText(/^Filter: /).click();
  await page.getByLabel("Show", { exact: true }).selectOption("all");
  await page.getByText(/^Filter: /).click();
  const rows = page.getByRole("region", { name: "Items" }).getByRole("listitem").getByRole("button");
  const gold: string[] = [];
  for (const row of await rows.all()) {
    await row.click();
    await expect(row).toHaveAttribute("aria-current", "true");
    for (const shown of await page.getByRole("group", { name: "Gold" }).all()) {
      const [tag, words = ""] = await shown.getByRole("paragraph").allTextContents();
      const marked = await shown.locator("mark").allTextContents();
      gold.push(`${tag}: ${marked.length > 0 ? marked.join(" … ") : words}`);
    }
  }
  return gold.toSorted();
}

/** All gold as a file holds it. */
async function exportedGold(project: TestProject): Promise<string[]> {
  const response = await project.owner.send(exportCorpus, {
    params: { project: project.id },
    query: { format: "jsonl", set: "gold" },
  });
  const lines = (await response.text()).split("\n").filter(Boolean);
  // The native format: one line for the corpus, one for each document.
  const [document] = lines.map((line) => JSON.parse(line)).filter(({ type }) => type === "document");
  const annotations = document.annotations as readonly Annotation[];
  const quoteOf = (id: string): string => {
    const one = annotations.find((end) => end.id === id);
    return one?.kind === "span" ? one.spans.map(({ quote }) => quote).join(" … ") : "";
  };
  return annotations
    .map((one) =>
      one.kind === "relation"
        ? `${titleOf(one.tag)}: ${quoteOf(one.fromId)} → ${quoteOf(one.toId)}`
        : `${titleOf(one.tag)}: ${quoteOf(one.id)}`,
    )
    .toSorted();
}

// Three accounts, then some forty decisions, each of which waits for the server.
test.describe.configure({ timeout: 180_000 });

/** Opens three people's work for a curator. */
async function opened(project: TestProject, page: Page) {
  const document = await submitted(project);
  await new Reader(page).open(project.page(`/documents/${document}/adjudicate`));
  const decided = (count: number) => expect(page.getByText(`${count} of 12 decided`)).toBeVisible();
  await decided(0);
  const versions = page
    .getByRole("region", { name: /^Item (\d|at)/ })
    .getByRole("button", { name: /^Take .*version$/ });
  return { document, decided, versions };
}

test("three people’s work is decided by keys alone, undone, done again, and exported as it is shown", async ({
  asOwner,
  project,
}) => {
  const { page } = asOwner;
  const { document, decided, versions } = await opened(project, page);
  // The first version that there is of each.
  for (let count = 0; count < 12; count++) {
    const [key = ""] = await versions.allInnerTexts();
    await page.keyboard.press(key.trim().charAt(0));
    await decided(count + 1);
  }
  const first = [
    "Actor: Minister Oran",
    "Actor: Observers",
    "Actor: Oran",
    "Actor: she",
    "Cue: said",
    "Cue: “We agreed,” … “on the harvest talks.” → said",
    "Event: harvest talks",
    "Place: Lysa",
    "Prop: harvest talks",
    "Quote: “We agreed,” … “on the harvest talks.”",
    "Source: “We agreed,” … “on the harvest talks.” → she",
    "Time: Tuesday",
  ];
  await expect.poll(() => exportedGold(project)).toEqual(first);
  expect(await shownGold(page)).toEqual(first);
  for (let count = 12; count > 0; count--) {
    await page.keyboard.press("ControlOrMeta+z");
    await decided(count - 1);
  }
  expect(await project.goldMarks(document)).toEqual([]);
  for (let count = 0; count < 12; count++) {
    await page.keyboard.press("ControlOrMeta+Shift+z");
    await decided(count + 1);
  }
  expect(await exportedGold(project)).toEqual(first);
});

test("three people’s work is settled and decided by mouse, undone, and finished as it is exported", async ({
  asOwner,
  project,
}) => {
  const { page } = asOwner;
  const { decided, versions } = await opened(project, page);
  await page.getByRole("button", { name: "Settle by a rule" }).click();
  await page.getByRole("button", { name: "Settle 2 items" }).click();
  await decided(2);
  for (let count = 2; count < 12; count++) {
    await versions.last().click();
    await decided(count + 1);
  }
  for (const count of [11, 10]) {
    await page.getByRole("button", { name: /^Undo: / }).click();
    await decided(count);
  }
  for (const count of [11, 12]) {
    await page.getByRole("button", { name: /^Redo: / }).click();
    await decided(count);
  }
  const last = [
    "Actor: Minister Oran",
    "Actor: Observers",
    "Actor: Oran",
    "Actor: she",
    "Cue: said",
    "Cue: “We agreed,” … “on the harvest talks.” → said",
    "Event: Tuesday",
    "Event: harvest talks",
    "Place: in Lysa",
    "Prop: harvest talks",
    "Quote: “We agreed,” … “on the harvest talks.”",
    "Source: “We agreed,” … “on the harvest talks.” → she",
  ];
  await expect.poll(() => exportedGold(project)).toEqual(last);
  expect(await shownGold(page)).toEqual(last);
  await page.getByRole("button", { name: "Finish" }).click();
  await expect(page.getByRole("button", { name: "Take it up again" })).toBeVisible();
  expect(await exportedGold(project)).toEqual(last);
});
