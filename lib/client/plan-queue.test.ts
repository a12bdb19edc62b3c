import { expect, it } from "vitest";
import { ApiError } from "./api";
import type { MatrixChange } from "./matrix-draft";
import { PlanQueue, type PlanSaving } from "./plan-queue";

const change = (documentId: string, op: "add" | "remove" = "add"): MatrixChange => ({
  documentId,
  userId: "a",
  op,
});

function queue(refuses: boolean[] = []) {
  const sent: MatrixChange[][] = [];
  const heard: PlanSaving[] = [];
  const held: (() => void)[] = [];
  const made = new PlanQueue(
    async (changes) => {
      await new Promise<void>((resolve) => held.push(resolve));
      sent.push([...changes]);
      if (refuses.shift()) throw new ApiError("offline", 0, "The server can't be reached", null);
    },
    (saving) => heard.push(saving),
  );
  const answer = async () => {
    held.shift()?.();
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  };
  return { made, sent, heard, answer };
}

it("sends one request at a time, and of each cell only the last word", async () => {
  const { made, sent, heard, answer } = queue();
  void made.push([change("d")]);
  void made.push([change("d", "remove"), change("e")]);
  void made.push([change("e", "remove")]);
  expect(made.unsaved).toBe(2);
  await answer();
  await answer();
  expect(sent).toEqual([[change("d")], [change("d", "remove"), change("e", "remove")]]);
  expect(heard.at(-1)).toEqual({ unsaved: 0, error: null });
});

it("holds what was refused, and sends it again unless the cell was changed meanwhile", async () => {
  const { made, sent, heard, answer } = queue([true]);
  void made.push([change("d"), change("e")]);
  void made.push([change("e", "remove")]);
  await answer();
  expect(heard.at(-1)).toMatchObject({ unsaved: 2, error: { code: "offline" } });
  void made.retry();
  await answer();
  expect(sent.at(-1)).toEqual([change("d"), change("e", "remove")]);
  expect(made.unsaved).toBe(0);
});

it("sends a great many in several requests", async () => {
  const { made, sent, answer } = queue();
  void made.push(Array.from({ length: 2_001 }, (_, at) => change(`d${at}`)));
  await answer();
  await answer();
  expect(sent.map((changes) => changes.length)).toEqual([2_000, 1]);
});
