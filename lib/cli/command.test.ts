import { describe, expect, it } from "vitest";
import { readWords, refuseMore, UsageProblem } from "./command";

describe("the words of a command line", () => {
  it("are its options and the rest", () => {
    expect(
      readWords(["--project", "P", "a.txt", "--dry-run", "b"], { project: "text", "dry-run": "flag" }),
    ).toEqual({ options: { project: "P", "dry-run": true }, rest: ["a.txt", "b"] });
    expect(readWords([], { project: "text", strict: "flag" }).options).toEqual({
      project: undefined,
      strict: false,
    });
  });

  it("are refused in plain words where they mean nothing", () => {
    expect(() => readWords(["--foo"], { project: "text" })).toThrow(
      "There is no option --foo. Options are --project.",
    );
    expect(() => readWords(["--project"], { project: "text" })).toThrow(UsageProblem);
    expect(() => refuseMore(["x"])).toThrow("“x” means nothing here.");
  });
});
