import { draftOf, withDraftEdge } from "./adjudication-draft";
import type { AdjudicationSession } from "./adjudication-session";
import { type Command, readerCommands } from "./reader-commands";
import type { ReaderView } from "./reader-view";

/** What of the annotation page makes sense where nothing is annotated. */
const shared = new Set(["palette", "help", "letterKeys", "caret"]);
const VERSIONS_MAX = 9;

/** Every command of the adjudication page. Keys, palette and help sheet read this list. */
export function adjudicationCommands(session: AdjudicationSession, view: ReaderView): readonly Command[] {
  const mayDecide = () => session.mayDecide && !session.isFinished && session.current !== undefined;
  const deciding = () => mayDecide() && session.draft.value === null;
  const drafting = () => session.draft.value !== null;
  const command = (
    id: string,
    keys: readonly string[],
    run: () => void,
    when: () => boolean = () => true,
  ): Command => ({ id, title: { key: id }, group: "adjudication", keys, run, when });

  const versionAt = (at: number) => {
    const set = session.work.sets[at];
    return session.current?.versions.find(({ setId }) => setId === set?.id);
  };
  const taking = session.work.sets.slice(0, VERSIONS_MAX).map((_, at): Command => {
    const letter = letterOf(at);
    return {
      id: `take.${letter}`,
      title: { text: letter, isTaken: true },
      group: "adjudication",
      keys: [String(at + 1)],
      when: () => deciding() && versionAt(at) !== undefined,
      run: () => {
        const version = versionAt(at);
        if (version) session.take([version.id]);
      },
    };
  });
  const edge = (id: string, keys: string, ...[edgeOf, by, direction]: Parameters<ReaderView["moveEdge"]>) =>
    command(
      id,
      [keys],
      () => {
        const draft = session.draft.value;
        if (draft)
          session.draft.set(withDraftEdge(view.session.store, draft, { edge: edgeOf, by, direction }));
      },
      drafting,
    );
  return [
    ...taking,
    command(
      "takeAll",
      ["b"],
      () => session.take(session.current?.versions.map(({ id }) => id) ?? []),
      deciding,
    ),
    command("takeNeither", ["x"], () => session.takeNeither(), deciding),
    command(
      "editVersion",
      ["e"],
      () => {
        const [first] = session.current?.versions ?? [];
        session.draft.set(first ? draftOf(first) : null);
      },
      () => deciding() && session.current?.kind !== "relation",
    ),
    command("saveEdited", ["Mod+Enter"], () => session.saveDraft(), drafting),
    command("cancelEdited", ["Escape"], () => session.draft.set(null), drafting),
    edge("endRightWord", "Alt+Shift+ArrowRight", "end", "word", 1),
    edge("endLeftWord", "Alt+Shift+ArrowLeft", "end", "word", -1),
    edge("startLeftWord", "Alt+Shift+ArrowUp", "start", "word", -1),
    edge("startRightWord", "Alt+Shift+ArrowDown", "start", "word", 1),
    command("nextItem", ["j", "]", "s"], () => session.step(1)),
    command("previousItem", ["k", "["], () => session.step(-1)),
    command(
      "giveReason",
      ["r"],
      () => document.querySelector<HTMLElement>("[data-reason] select")?.focus(),
      mayDecide,
    ),
    command(
      "undoDecision",
      ["Mod+z"],
      () => session.undo(),
      () => session.undoable.value > 0,
    ),
    command(
      "redoDecision",
      ["Mod+Shift+z", "Mod+y"],
      () => session.redo(),
      () => session.redoable.value > 0,
    ),
    command(
      "settleByRule",
      ["p"],
      () => session.isSettling.set(true),
      () => session.mayDecide && !session.isFinished,
    ),
    command("showNames", ["a"], () => session.hasNames.set(!session.hasNames.value)),
    ...readerCommands(view).filter(({ id }) => shared.has(id)),
  ];
}

/** What an annotator is called while names are hidden: A, B, … Z, then A1 … */
export const letterOf = (at: number): string =>
  `${String.fromCharCode(65 + (at % 26))}${at < 26 ? "" : Math.floor(at / 26)}`;
