import { beforeEach, describe, expect, it, vi } from "vitest";
import type { DocumentSet } from "@/lib/contracts/documents";
import type { StoredAnnotation } from "@/lib/domain/annotation/annotation";
import { defaultScheme } from "@/lib/domain/scheme/default-scheme";
import { AnnotationStore } from "./annotation-store";
import { readCompareAddress } from "./compare-address";
import { CompareView } from "./compare-view";
import { countKinds } from "./comparison";
import type { ReaderSession } from "./reader-session";
import type { ReaderView } from "./reader-view";
import { ReviewStore } from "./review-store";
import { Signal } from "./signal";
import { quoteParts, versionFacts } from "./version-facts";

const text = "Minister Oran met President Vell.\nThe summit ended.";
const [ana, ben, gold] = ["a", "b", "c"].map((digit) => `${digit.repeat(8)}-0000-7000-8000-000000000000`) as [
  string,
  string,
  string,
];
const setOf = (id: string, name: string, change: Partial<DocumentSet> = {}): DocumentSet => ({
  ...{ id, name, kind: "annotator", isMine: false, state: "submitted", annotations: 3 },
  ...change,
});
let number = 0;
const mark = (setId: string, tag: string, words: string, change: object = {}): StoredAnnotation => {
  const start = text.indexOf(words);
  return {
    ...{ id: `dddddddd-0000-7000-8000-${String(++number).padStart(12, "0")}`, kind: "span" as const },
    ...{ documentId: "d", setId, tag, attributes: {}, note: "", revision: 1, entityId: null },
    ...{ createdBy: null, createdAt: "", updatedAt: "", deletedAt: null },
    spans: [{ start, end: start + words.length, quote: words }],
    ...change,
  };
};

let rows: Record<"anasOran" | "bensOran" | "anasVell" | "bensVell" | "anasSummit", StoredAnnotation>;
let store: AnnotationStore;
/** What waits for the next frame of the window. */
let frames: (() => void)[];

function open(query: Record<string, string> = {}, sets = [setOf(ana, "Ana Ruiz"), setOf(ben, "Ben Ode")]) {
  const session = {
    store,
    reviews: new ReviewStore(),
    isLoaded: new Signal(true),
    announce: () => {},
  } as unknown as ReaderSession;
  // As much of the page as comparing asks about: no network, no document.
  const reader = { session, reveal: new Signal(0) } as unknown as ReaderView;
  return new CompareView(reader, { sets, entityKeys: {}, address: readCompareAddress(query) });
}

beforeEach(() => {
  frames = [];
  vi.stubGlobal("requestAnimationFrame", (work: () => void) => frames.push(work));
  vi.stubGlobal("cancelAnimationFrame", () => {});
  rows = {
    anasOran: mark(ana, "ACTOR", "Minister Oran"),
    bensOran: mark(ben, "ACTOR", "Oran"),
    anasVell: mark(ana, "ACTOR", "President Vell"),
    bensVell: mark(ben, "ACTOR", "President Vell"),
    anasSummit: mark(ana, "EVENT", "summit"),
  };
  store = new AnnotationStore("d", "owner", defaultScheme, null);
  store.setText(text);
  store.load(Object.values(rows));
  return () => vi.unstubAllGlobals();
});

describe("a comparison", () => {
  it("counts what differs, and never what all say alike", () => {
    const view = open();
    expect(view.wanted.value.map(({ differences }) => differences)).toEqual([["boundary"], ["missing"]]);
    expect(view.comparison.value.items).toHaveLength(3);
    expect(countKinds(view.comparison.value.items, view.filter.value)).toMatchObject({
      boundary: 1,
      missing: 1,
      tag: 0,
    });
  });

  it("walks the differences round, from wherever one is", () => {
    const view = open();
    const opened = () => store.get(view.focusedId.value ?? "");
    view.step(1);
    expect(opened()).toMatchObject({ tag: "ACTOR" });
    view.step(1);
    expect(opened()).toBe(rows.anasSummit);
    view.step(1);
    expect(opened()).toMatchObject({ tag: "ACTOR" });
    view.step(-1);
    expect(opened()).toBe(rows.anasSummit);
    // What all agree on lies between the two.
    view.focusedId.set(rows.anasVell.id);
    view.step(1);
    expect(opened()).toBe(rows.anasSummit);
    view.focusedId.set(rows.anasVell.id);
    view.step(-1);
    expect(opened()).toMatchObject({ tag: "ACTOR" });
  });

  it("turns to each version of what is open", () => {
    const view = open();
    view.open(rows.anasOran.id);
    view.nextVersion();
    expect(view.focused).toBe(rows.bensOran);
    view.nextVersion();
    expect(view.focused).toBe(rows.anasOran);
  });

  it("narrows to a tag, a person, a kind, or the annotations of a link", () => {
    const view = open();
    const left = () => view.wanted.value.map(({ versions }) => versions[0]?.tag);
    view.narrow({ tag: "EVENT" });
    expect(left()).toEqual(["EVENT"]);
    view.narrow({ tag: "", kind: "boundary" });
    expect(left()).toEqual(["ACTOR"]);
    view.narrow({ kind: "", set: ben });
    expect(left()).toEqual(["ACTOR", "EVENT"]);
    view.narrow({ set: "", annotations: new Set([rows.bensOran.id]) });
    expect(left()).toEqual(["ACTOR"]);
    expect(view.step(1)).toBe(true);
    view.narrow({ tag: "QUOTE" });
    expect(view.step(1)).toBe(false);
  });

  it("follows what changes meanwhile", () => {
    const view = open();
    const stop = view.follow();
    store.receive({
      ...rows.bensOran,
      ...mark(ben, "ACTOR", "Minister Oran"),
      id: rows.bensOran.id,
      revision: 2,
    });
    store.receive({ ...rows.anasVell, note: "Seen", revision: 2 });
    // Compared once for all that happened before a frame.
    expect(frames).toHaveLength(1);
    for (const work of frames) work();
    expect(view.wanted.value).toHaveLength(1);
    stop();
    store.receive({ ...rows.anasSummit, deletedAt: "2026-01-01T00:00:00Z", revision: 2 });
    expect(frames).toHaveLength(1);
  });

  it("draws what all say alike once, and each version of what differs", () => {
    const view = open();
    const drawn = view.overlay.views.view(0).map(({ id }) => id);
    expect(drawn).toHaveLength(3);
    expect(drawn).toEqual(expect.arrayContaining([rows.anasOran.id, rows.bensOran.id]));
    const looks = view.overlay.views.view(0).map((one) => view.overlay.source.looks.of(one));
    expect(looks.filter(({ state }) => state === "agreed")).toHaveLength(1);
    expect(looks.map(({ before }) => before).toSorted()).toEqual(["", "AR\u00a0", "BO\u00a0"]);
    expect(
      view
        .textOf(ben)
        .views.view(0)
        .map(({ id }) => id),
    ).toEqual([rows.bensOran.id, rows.bensVell.id]);
  });

  it("begins with work that is done, with what its address names, or with whatever there is", () => {
    const three = [
      setOf(ana, "Ana Ruiz"),
      setOf(gold, "Gold", { kind: "gold", state: "none" }),
      setOf(ben, "Ben Ode"),
    ];
    expect(open({}, three).chosen.value).toEqual([ana, ben]);
    expect(open({ sets: `${gold},${ana}` }, three).chosen.value).toEqual([gold, ana]);
    const unfinished = three.map((set) => ({ ...set, state: "open" as const }));
    expect(open({}, unfinished).chosen.value).toEqual([ana, gold, ben]);
    expect(open({ item: rows.anasSummit.id }).focused).toBe(rows.anasSummit);
    expect(open({ item: gold }).focused).toBeUndefined();
  });
});

describe("what a version says", () => {
  it("names exactly what differs, and leaves out what nobody says", () => {
    store.receive({ ...rows.bensVell, attributes: { certainty: "UNSURE" }, revision: 2 });
    const view = open();
    const item = view.comparison.value.itemOf.get(rows.anasVell.id);
    if (!item) throw new Error("Not compared");
    expect(item.differences).toEqual(["attribute"]);
    const facts = versionFacts(store, item, rows.anasVell);
    expect(facts.filter(({ differs }) => differs)).toMatchObject([{ value: null }]);
    expect(facts.map(({ name }) => name)).not.toContain("entity");
  });

  it("sets the words apart that another version leaves out", () => {
    const view = open();
    const item = view.comparison.value.itemOf.get(rows.anasOran.id);
    if (!item) throw new Error("Not compared");
    expect(quoteParts(item, rows.anasOran)).toEqual([
      [
        { start: 0, words: "Minister ", isOwn: true },
        { start: 9, words: "Oran", isOwn: false },
      ],
    ]);
    expect(quoteParts(item, rows.bensOran)).toEqual([[{ start: 9, words: "Oran", isOwn: false }]]);
  });
});
