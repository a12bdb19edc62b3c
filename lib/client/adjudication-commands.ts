import { newMark, newTag, withDraftEdge } from "./adjudication-draft";
import type { AdjudicationSession } from "./adjudication-session";
import { linkFrom } from "./link-ends";
import { type Command, readerCommands } from "./reader-commands";
import type { ReaderView } from "./reader-view";

/** What of the annotation page makes sense where nothing is annotated. */
const shared = new Set(["palette", "help", "letterKeys", "caret", "sentence", "focusNext", "tokens"]);

/** The key that takes the version of a set: digits, then the letters that mean nothing else here. */
const takeKeys = [..."123456789", ..."cfhimoqtuwy"] as const;
export const takeKeyOf = (at: number): string | undefined => takeKeys[at];

/** Every command of the adjudication page. Keys, palette and help sheet read this list. */
export function adjudicationCommands(session: AdjudicationSession, view: ReaderView): readonly Command[] {
  // While words are selected, the letters are the tags', as they are where annotators work.
  const isSelecting = () =>
    session.mayAct && session.draft.value === null && view.session.selection.value !== null;
  const idle = () => !isSelecting();
  const mayAct = () => idle() && session.mayAct;
  const mayDecide = () => mayAct() && session.current !== undefined;
  const deciding = () => mayDecide() && session.draft.value === null;
  const onWork = () => deciding() && session.current?.origin === "work";
  const drafting = () => session.draft.value !== null;
  const command = (
    id: string,
    keys: readonly string[],
    run: () => void,
    when: () => boolean = idle,
  ): Command => ({ id, title: { key: id }, group: "adjudication", keys, run, when });

  const versionAt = (at: number) => {
    const set = session.work.sets[at];
    return session.current?.versions.find(({ setId }) => setId === set?.id);
  };
  const taking = session.work.sets.map((_, at): Command => {
    const letter = letterOf(at);
    return {
      id: `take.${letter}`,
      title: { text: letter, isTaken: true },
      group: "adjudication",
      keys: takeKeys.slice(at, at + 1),
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
    ...addingCommands(session, view, isSelecting, mayAct),
    command(
      "takeAll",
      ["b"],
      () => session.take(session.current?.versions.map(({ id }) => id) ?? []),
      onWork,
    ),
    command("takeNeither", ["x"], () => session.takeNeither(), onWork),
    command("editVersion", ["e"], () => session.edit(), deciding),
    command(
      "keepGold",
      ["g"],
      () => session.keepGold(),
      () => deciding() && session.mayKeep,
    ),
    command(
      "dropGold",
      ["Delete", "Backspace"],
      () => session.dropGold(),
      () => deciding() && session.current?.origin !== "work",
    ),
    command(
      "takeBack",
      ["z"],
      () => session.takeBack(),
      () => deciding() && session.mayTakeBack,
    ),
    command(
      "showHeld",
      ["v"],
      () => session.showHeld(),
      () => idle() && session.held.value !== null,
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
      () => session.mayAct && session.history.undoTitle.value !== null,
    ),
    command(
      "redoDecision",
      ["Mod+Shift+z", "Mod+y"],
      () => session.redo(),
      () => session.mayAct && session.history.redoTitle.value !== null,
    ),
    command("settleByRule", ["p"], () => session.isSettling.set(true), mayAct),
    command("showNames", ["a"], () => session.hasNames.set(!session.hasNames.value)),
    ...readerCommands(view).filter(({ id }) => shared.has(id)),
  ];
}

/** Adding gold that nobody has marked: on the words that are selected, between two marks, about the document. */
function addingCommands(
  session: AdjudicationSession,
  view: ReaderView,
  isSelecting: () => boolean,
  mayAct: () => boolean,
): readonly Command[] {
  const { tags, relationTypes } = session.scheme;
  const hasTypes = relationTypes.some(({ retired }) => !retired);
  const spanTags = tags.filter(({ appliesTo, retired }) => appliesTo === "span" && !retired);
  const documentTag = tags.find(({ appliesTo, retired }) => appliesTo === "document" && !retired);
  const own = (id: string, keys: readonly string[], run: () => void, when: () => boolean): Command => ({
    ...{ id, title: { key: id }, group: "adjudication", keys, run, when },
  });
  const mayBegin = () => mayAct() && session.draft.value === null;
  return [
    ...spanTags.map(
      (tag, at): Command => ({
        id: `tag.${tag.key}`,
        title: { text: tag.title, isKept: false },
        group: "tags",
        keys: at < 9 && !/\d/.test(tag.hotkey) ? [tag.hotkey, String(at + 1)] : [tag.hotkey],
        tag: tag.key,
        when: isSelecting,
        run: () => addMark(session, view, tag.key),
      }),
    ),
    own("addMark", ["Enter"], () => addMark(session, view, spanTags[0]?.key), isSelecting),
    own("letSelectionGo", ["Escape"], () => view.clearSelection(), isSelecting),
    ...(hasTypes ? [own("addLink", ["l"], () => addLink(session), mayBegin)] : []),
    own(
      "addAboutDocument",
      ["d"],
      () => documentTag && session.begin(newTag(documentTag.key)),
      () => mayBegin() && documentTag !== undefined,
    ),
  ];
}

/** Begins a gold mark on the words that are selected in the text. */
export function addMark(session: AdjudicationSession, view: ReaderView, tag: string | undefined): void {
  const stretch = view.session.selection.value;
  if (!stretch || tag === undefined) return;
  session.begin(newMark(view.session.store, tag, stretch));
  view.clearSelection();
}

/** Begins a gold link, from the mark at hand where it is one. */
export function addLink(session: AdjudicationSession): void {
  const draft = linkFrom(session.board, session.current);
  if (draft) session.begin(draft);
}

/** What an annotator is called while names are hidden: A, B, … Z, then A1 … */
export const letterOf = (at: number): string =>
  `${String.fromCharCode(65 + (at % 26))}${at < 26 ? "" : Math.floor(at / 26)}`;
