import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { AdjudicationWork } from "@/lib/contracts/adjudication";
import { defaultScheme } from "@/lib/domain/scheme/default-scheme";
import type { Scheme, Tag } from "@/lib/domain/scheme/scheme";
import messages from "@/lib/messages/en/reader.json";
import { adjudicationCommands } from "./adjudication-commands";
import { AdjudicationSession } from "./adjudication-session";
import { compareCommands } from "./compare-commands";
import type { CompareView } from "./compare-view";
import { keyOf } from "./keys";
import { type Command, commandFor, commandGroups, type ReaderPage, readerCommands } from "./reader-commands";
import { actionTitles } from "./undo-history";

const nothingToDo: AdjudicationWork = {
  ...{ state: "ready", items: [], annotations: [], decisions: [], gold: [], sets: [], rules: [] },
  ...{ differing: 0, decided: 0, changed: 0, goldSetId: null, entities: {} },
  ...{ orphaned: [], vanished: [], seq: "0", deciders: {} },
};

type Situation = {
  readonly hasSelection: boolean;
  readonly hasMark: boolean;
  readonly isMine: boolean;
  readonly mayWrite: boolean;
  readonly isKept: boolean;
  readonly isSubmitted: boolean;
};

/** As much of a page as commands ask about. */
function pageIn(now: Situation, scheme: Scheme): ReaderPage {
  const selected = now.hasMark ? { id: "m" } : undefined;
  const view = {
    selected,
    mayEdit: () => now.isMine && now.mayWrite && !now.isSubmitted,
    reviewing: { mayReview: () => now.hasMark && !now.isMine },
    session: {
      seed: { mayComment: true },
      mayWrite: now.mayWrite && !now.isSubmitted,
      selection: { value: now.hasSelection ? { start: 0, end: 1 } : null },
      keptTag: { value: now.isKept ? "ACTOR" : null },
      myState: { value: now.isSubmitted ? "submitted" : "open" },
      store: { scheme, isMine: () => now.isMine },
    },
  };
  // A page without a browser: commands read nothing else before they run.
  return { view } as unknown as ReaderPage;
}

const flag = [true, false];
const situations: Situation[] = flag.flatMap((hasSelection) =>
  flag.flatMap((hasMark) =>
    flag.flatMap((isMine) =>
      flag.flatMap((mayWrite) =>
        flag.flatMap((isKept) =>
          flag.map((isSubmitted) => ({ hasSelection, hasMark, isMine, mayWrite, isKept, isSubmitted })),
        ),
      ),
    ),
  ),
);
const [anything] = situations;
const commandsOf = (scheme: Scheme): readonly Command[] =>
  readerCommands(pageIn(anything as Situation, scheme).view);
const commands = commandsOf(defaultScheme);
const fixed = commands.filter(({ tag }) => tag === undefined);
// As much of a comparison as is asked for before a key is pressed: nothing.
const ofComparison = compareCommands({} as CompareView, () => {});

/** Any scheme that the rules let in: hotkeys are one lower-case letter or digit and differ. */
const schemes = fc
  .uniqueArray(fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz0123456789"), {
    minLength: 1,
    maxLength: 36,
    size: "max",
  })
  .map((hotkeys): Scheme => {
    const [model] = defaultScheme.tags;
    const tags = hotkeys.map((hotkey, at): Tag => ({ ...(model as Tag), key: `T${at}`, hotkey }));
    return { tags, relationTypes: [] };
  });

describe("the commands of the annotation page", () => {
  it("each have an id of their own, a group and words for people", () => {
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
    for (const { title, group } of commands) {
      expect(commandGroups).toContain(group);
      if ("key" in title) expect(messages.commands).toHaveProperty(title.key);
      else expect(title.text).not.toBe("");
    }
    for (const group of commandGroups) expect(messages.groups).toHaveProperty(group);
  });

  it("are all that the messages have words for", () => {
    const adjudication = adjudicationCommands(
      new AdjudicationSession(
        { userId: "u", userName: "Olga", projectId: "p", documentId: "d" },
        defaultScheme,
        nothingToDo,
        true,
      ),
      pageIn(anything as Situation, defaultScheme).view,
    );
    const named = [...fixed, ...ofComparison, ...adjudication].flatMap(({ title }) =>
      "key" in title ? title.key : [],
    );
    // Two sentences serve all tags, one all annotators.
    const wanted = new Set([...named, "apply", "keep", "take"]);
    expect(Object.keys(messages.commands).toSorted()).toEqual([...wanted].toSorted());
  });

  it("never share a key in the same situation, whatever the scheme", () => {
    fc.assert(
      fc.property(schemes, (scheme) => {
        const all = commandsOf(scheme);
        const keys = new Set(all.flatMap((command) => command.keys));
        for (const situation of situations) {
          const page = pageIn(situation, scheme);
          for (const key of keys) {
            const able = all.filter((command) => command.keys.includes(key) && command.when(page));
            // The digit that counts a tag yields to the tag whose own key it is.
            const first = commandFor(all, key, page);
            expect(able.length === 0).toBe(first === undefined);
            const rivals = able.filter((one) => one !== first);
            const isDigit = /^\d$/.test(key) && first?.keys[0] === key;
            if (!isDigit) expect(rivals.map(({ id }) => id)).toEqual([]);
          }
        }
      }),
      { numRuns: 12 },
    );
  });

  it("leave every letter and digit to the tags", () => {
    const single = fixed.flatMap(({ keys }) => keys).filter((key) => /^(Shift\+)?[a-z0-9]$/.test(key));
    expect(single).toEqual([]);
  });

  it("apply each tag by its own key, whatever digits the others have", () => {
    fc.assert(
      fc.property(schemes, (scheme) => {
        const all = commandsOf(scheme);
        const page = pageIn({ ...(anything as Situation), isSubmitted: false }, scheme);
        for (const tag of scheme.tags) expect(commandFor(all, tag.hotkey, page)?.tag).toBe(tag.key);
      }),
    );
  });

  it("change nothing for who may only read, and after submitting", () => {
    for (const situation of situations.filter(({ mayWrite, isSubmitted }) => !mayWrite || isSubmitted)) {
      const page = pageIn(situation, defaultScheme);
      const able = commands.filter((command) => command.when(page)).map(({ id }) => id);
      for (const id of [
        "undo",
        "redo",
        "remove",
        "addFragment",
        "unsure",
        "endRightWord",
        "submit",
        "applyKept",
      ])
        expect(able).not.toContain(id);
      expect(able.filter((id) => /^(tag|keep)\./.test(id))).toEqual([]);
    }
  });

  it("never change somebody else's mark", () => {
    for (const situation of situations.filter(({ isMine, hasMark }) => hasMark && !isMine)) {
      const page = pageIn({ ...situation, hasSelection: false }, defaultScheme);
      const able = commands.filter((command) => command.when(page)).map(({ id }) => id);
      expect(able.filter((id) => /^tag\.|^(remove|unsure|addFragment)$|(Word|Character)$/.test(id))).toEqual(
        [],
      );
    }
  });
});

describe("the commands of the comparison", () => {
  it("have ids and keys of their own", () => {
    expect(new Set(ofComparison.map(({ id }) => id)).size).toBe(ofComparison.length);
    const keys = ofComparison.flatMap((command) => command.keys);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { group } of ofComparison) expect(commandGroups).toContain(group);
  });
});

describe("the keys of commands", () => {
  beforeEach(() => vi.stubGlobal("navigator", { platform: "Linux x86_64" }));
  afterEach(() => vi.unstubAllGlobals());

  it("are written as a press of them is", () => {
    for (const combination of new Set([...fixed, ...ofComparison].flatMap(({ keys }) => keys))) {
      const parts = combination.split(/\+(?=.)/);
      const key = parts.at(-1) ?? "";
      const has = (part: string) => parts.slice(0, -1).includes(part);
      const event = {
        key,
        code: "",
        ctrlKey: has("Mod"),
        metaKey: false,
        altKey: has("Alt"),
        shiftKey: has("Shift"),
      };
      // Only what is read of an event.
      expect(keyOf(event as KeyboardEvent)).toBe(combination);
    }
  });
});

describe("what can be undone", () => {
  it("has words for each action", () => {
    for (const title of actionTitles) expect(JSON.stringify(messages)).toContain(`"${title}":`);
  });
});
