import type { Verdict } from "@/lib/domain/review/verdict";
import { verdicts } from "@/lib/domain/review/verdict";
import type { CompareView } from "./compare-view";
import {
  type Command,
  type CommandGroup,
  pageCommands,
  type ReaderPage,
  verdictKeys,
} from "./reader-commands";

/** There are no tags here, so a verdict is one letter; the keys of the annotation page work too. */
export const compareVerdictKeys = { accept: "y", reject: "x", question: "u" } as const satisfies Record<
  Verdict,
  string
>;

const always = () => true;

/** Every command of the comparison page. */
export function compareCommands(view: CompareView, backToText: () => void): readonly Command[] {
  const command = (
    id: string,
    group: CommandGroup,
    keys: readonly string[],
    run: (page: ReaderPage) => void,
    when: () => boolean = always,
  ): Command => ({ id, title: { key: id }, group, keys, run, when });
  const hasItem = () => view.item !== undefined;
  const mayReview = () => view.reader.reviewing.mayReview(view.focused);
  const verdict = (id: Verdict) =>
    command(
      id,
      "review",
      [compareVerdictKeys[id], verdictKeys[id]],
      () => {
        if (view.focused) view.reader.reviewing.press(view.focused, id);
      },
      mayReview,
    );
  return [
    ...verdicts.map(verdict),
    command(
      "correct",
      "review",
      ["e"],
      () => view.correctingId.set(view.focusedId.value),
      () => view.session.seed.mayCorrect && mayReview(),
    ),
    command(
      "reviewMany",
      "review",
      ["b"],
      () => view.isBulkOpen.set(true),
      () => view.session.seed.mayReview,
    ),
    command("nextDifference", "move", ["n"], () => view.step(1)),
    command("previousDifference", "move", ["p"], () => view.step(-1)),
    command("nextVersion", "move", ["v"], () => view.nextVersion(), hasItem),
    command(
      "differenceDetails",
      "move",
      ["Enter"],
      () => view.detailsRequest.set(view.detailsRequest.value + 1),
      hasItem,
    ),
    command("closeDifference", "move", ["Escape"], () => view.escape()),
    command("goRound", "move", ["F6"], (page) => page.focusNext()),
    command("layout", "view", ["o"], () => view.toggleLayout()),
    command("toText", "document", ["Mod+Alt+c"], backToText),
    ...pageCommands,
  ];
}
