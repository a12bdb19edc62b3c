import { type Verdict, verdicts } from "@/lib/domain/review/verdict";
import { isDone } from "@/lib/domain/workflow/assignment-state";
import type { ReaderView } from "./reader-view";

export const commandGroups = [
  "tags",
  "adjudication",
  "annotation",
  "review",
  "talk",
  "move",
  "document",
  "view",
] as const;
export type CommandGroup = (typeof commandGroups)[number];

/** What commands may ask of the page around the text. */
export type ReaderPage = {
  readonly view: ReaderView;
  goToDocument(direction: "next" | "previous"): void;
  /** One's own work; with the gold open, to the page where that is finished. */
  submit(): void;
  reopen(): void;
  compare(): void;
  /** Between one's own work and the gold, where there are both. */
  toggleGold?(): void;
  focusNext(): void;
};

/** One thing a person can do. Keys, palette, toolbar and help sheet all read the same list. */
export type Command = {
  readonly id: string;
  /** A key below reader.commands in the messages, or for tags the scheme's own title. */
  readonly title:
    | { readonly key: string }
    | { readonly text: string; readonly isKept: boolean }
    /** Takes the version of the annotator who is called so. */
    | { readonly text: string; readonly isTaken: true };
  readonly group: CommandGroup;
  readonly keys: readonly string[];
  /** The tag it applies, for colour. */
  readonly tag?: string;
  when(page: ReaderPage): boolean;
  run(page: ReaderPage): void;
};

const always = () => true;
const hasMark = ({ view }: ReaderPage) => view.selected !== undefined;
/** Others' work, as far as this person may say what they think of it; not while words are selected to be tagged. */
const reviewsMark = ({ view }: ReaderPage) =>
  view.session.selection.value === null && view.reviewing.mayReview(view.selected);
const ownsSelected = (view: ReaderView): boolean =>
  view.selected !== undefined && view.mayEdit(view.selected);
const ownsMark = ({ view }: ReaderPage) => ownsSelected(view);
const isGold = ({ view }: ReaderPage) => view.session.isGold;
const mayWrite = ({ view }: ReaderPage) => view.session.mayWrite;

const mayComment = ({ view }: ReaderPage) => view.session.seed.mayComment;

/** A tag is kept and there is text to put it on; Enter does that before it opens anything. */
const mayApplyKept = ({ view: { session } }: ReaderPage) =>
  session.mayWrite && session.keptTag.value !== null && session.selection.value !== null;

/** Letters alone are the tags' here. */
export const verdictKeys = {
  accept: "Mod+Alt+y",
  reject: "Mod+Alt+x",
  question: "Mod+Alt+u",
} as const satisfies Record<Verdict, string>;

const verdict = (id: Verdict, keys: string): Command =>
  command(
    id,
    "review",
    [keys],
    ({ view }) => {
      if (view.selected) view.reviewing.press(view.selected, id);
    },
    reviewsMark,
  );

const command = (
  id: string,
  group: CommandGroup,
  keys: readonly string[],
  run: Command["run"],
  when: Command["when"] = always,
): Command => ({ id, title: { key: id }, group, keys, run, when });

const edge = (id: string, keys: string, ...args: Parameters<ReaderView["moveEdge"]>): Command =>
  command(id, "annotation", [keys], ({ view }) => view.moveEdge(...args), ownsMark);

/** What every page around a text has. */
export const pageCommands: readonly Command[] = [
  command("palette", "view", ["Mod+k"], ({ view }) => view.panel.set("palette")),
  command("help", "view", ["?"], ({ view }) => view.panel.set("help")),
  command("letterKeys", "view", [], ({ view }) => view.hasLetterKeys.set(!view.hasLetterKeys.value)),
];

const fixed: readonly Command[] = [
  command("undo", "annotation", ["Mod+z"], ({ view }) => view.session.undo(), mayWrite),
  command("redo", "annotation", ["Mod+Shift+z", "Mod+y"], ({ view }) => view.session.redo(), mayWrite),
  command("remove", "annotation", ["Delete", "Backspace"], ({ view }) => view.remove(), ownsMark),
  command(
    "addFragment",
    "annotation",
    ["+", "="],
    ({ view }) => view.addFragment(),
    (page) => ownsMark(page) && page.view.session.selection.value !== null,
  ),
  command("applyKept", "annotation", ["Enter"], ({ view }) => view.applyKept(), mayApplyKept),
  command(
    "details",
    "annotation",
    ["Enter"],
    ({ view }) => view.requestFocus("details"),
    (page) => hasMark(page) && !mayApplyKept(page),
  ),
  command("note", "annotation", [","], ({ view }) => view.requestFocus("note"), hasMark),
  command("unsure", "annotation", ["."], ({ view }) => view.toggleUnsure(), ownsMark),
  edge("endRightWord", "Alt+Shift+ArrowRight", "end", "word", 1),
  edge("endLeftWord", "Alt+Shift+ArrowLeft", "end", "word", -1),
  edge("startLeftWord", "Alt+Shift+ArrowUp", "start", "word", -1),
  edge("startRightWord", "Alt+Shift+ArrowDown", "start", "word", 1),
  edge("endRightCharacter", "Mod+Alt+Shift+ArrowRight", "end", "character", 1),
  edge("endLeftCharacter", "Mod+Alt+Shift+ArrowLeft", "end", "character", -1),
  edge("startLeftCharacter", "Mod+Alt+Shift+ArrowUp", "start", "character", -1),
  edge("startRightCharacter", "Mod+Alt+Shift+ArrowDown", "start", "character", 1),
  command("comment", "talk", ["Mod+Alt+m"], ({ view }) => view.talk.begin(), mayComment),
  command("conversations", "talk", ["Mod+Alt+o"], ({ view }) => view.tab.set("talk")),
  ...verdicts.map((one) => verdict(one, verdictKeys[one])),
  command("next", "move", ["]", "Alt+ArrowDown"], ({ view }) => view.step(1)),
  command("previous", "move", ["[", "Alt+ArrowUp"], ({ view }) => view.step(-1)),
  command("caret", "move", ["F2"], ({ view }) => view.isCaretOn.set(!view.isCaretOn.value)),
  command(
    "sentence",
    "move",
    ["Mod+Alt+s"],
    ({ view }) => view.selectSentence(),
    ({ view }) => view.session.selection.value !== null,
  ),
  command("focusNext", "move", ["F6"], (page) => page.focusNext()),
  command("escape", "move", ["Escape"], ({ view }) => view.escape()),
  command("nextDocument", "document", ["Alt+ArrowRight"], (page) => page.goToDocument("next")),
  command("previousDocument", "document", ["Alt+ArrowLeft"], (page) => page.goToDocument("previous")),
  command("compare", "document", ["Mod+Alt+c"], (page) => page.compare()),
  command(
    "submit",
    "document",
    ["Mod+Enter"],
    (page) => page.submit(),
    (page) => mayWrite(page) && !isGold(page),
  ),
  command(
    "adjudicate",
    "document",
    ["Mod+Enter"],
    (page) => page.submit(),
    (page) => mayWrite(page) && isGold(page),
  ),
  command(
    "toggleGold",
    "document",
    [],
    (page) => page.toggleGold?.(),
    (page) => page.toggleGold !== undefined,
  ),
  command(
    "reopen",
    "document",
    [],
    (page) => page.reopen(),
    ({ view: { session } }) => session.seed.mayAnnotate && isDone(session.myState.value),
  ),
  command("tokens", "view", [], ({ view }) => view.snapsToTokens.set(!view.snapsToTokens.value)),
  ...pageCommands,
];

/** Every command of the annotation page for a scheme: two for each tag, then what is always there. */
export function readerCommands(view: ReaderView): readonly Command[] {
  const tags = view.session.store.scheme.tags.filter((tag) => tag.appliesTo === "span" && !tag.retired);
  const apply = tags.map(
    (tag, at): Command => ({
      id: `tag.${tag.key}`,
      title: { text: tag.title, isKept: false },
      group: "tags",
      keys: at < 9 && !/\d/.test(tag.hotkey) ? [tag.hotkey, String(at + 1)] : [tag.hotkey],
      tag: tag.key,
      when: ({ view: now }) =>
        (now.session.mayWrite && now.session.selection.value !== null) || ownsSelected(now),
      run: ({ view: now }) => now.applyTag(tag.key),
    }),
  );
  const keep = tags.map(
    (tag): Command => ({
      id: `keep.${tag.key}`,
      title: { text: tag.title, isKept: true },
      group: "tags",
      keys: [`Shift+${tag.hotkey}`],
      tag: tag.key,
      when: mayWrite,
      run: ({ view: now }) => now.keepTag(tag.key),
    }),
  );
  return [...apply, ...keep, ...fixed];
}

/** The command that a combination means here and now; a digit of a tag yields to another tag's own key. */
export function commandFor(
  commands: readonly Command[],
  combination: string,
  page: ReaderPage,
): Command | undefined {
  const candidates = commands.filter(({ keys }) => keys.includes(combination));
  return candidates
    .sort((a, b) => a.keys.indexOf(combination) - b.keys.indexOf(combination))
    .find((candidate) => candidate.when(page));
}
