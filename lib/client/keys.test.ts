import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keyCaps, keyOf } from "./keys";

type Press = Partial<Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">>;
const on = (platform: string) => vi.stubGlobal("navigator", { platform });
const press = (given: Press) =>
  // Only what is read of an event; a browser isn't needed to press a key.
  keyOf({
    key: "",
    code: "",
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    ...given,
  } as KeyboardEvent);

beforeEach(() => on("Linux x86_64"));
afterEach(() => vi.unstubAllGlobals());

describe("a key press", () => {
  it.each<[string, Press]>([
    ["a", { key: "a", code: "KeyA" }],
    ["Shift+a", { key: "A", code: "KeyA", shiftKey: true }],
    ["7", { key: "7", code: "Digit7" }],
    ["?", { key: "?", code: "Slash", shiftKey: true }],
    ["?", { key: "?", code: "Minus" }],
    ["+", { key: "+", code: "Equal", shiftKey: true }],
    ["Delete", { key: "Delete", code: "Delete" }],
    ["Mod+z", { key: "z", code: "KeyZ", ctrlKey: true }],
    ["Mod+Shift+z", { key: "Z", code: "KeyZ", ctrlKey: true, shiftKey: true }],
    ["Alt+Shift+ArrowRight", { key: "ArrowRight", code: "ArrowRight", altKey: true, shiftKey: true }],
    ["Mod+Alt+Shift+ArrowLeft", { key: "ArrowLeft", ctrlKey: true, altKey: true, shiftKey: true }],
    ["Mod+Enter", { key: "Enter", code: "Enter", ctrlKey: true }],
    ["я", { key: "я", code: "KeyZ" }],
  ])("is written %s", (name, given) => {
    expect(press(given)).toBe(name);
  });

  it("is the same with caps lock as without", () => {
    expect(press({ key: "A", code: "KeyA" })).toBe("a");
  });

  it("on a Mac means Command, and Alt with a letter means the letter and not the sign it types", () => {
    on("MacIntel");
    expect(press({ key: "z", metaKey: true })).toBe("Mod+z");
    expect(press({ key: "ArrowLeft", ctrlKey: true, altKey: true, shiftKey: true })).toBe(
      "Mod+Alt+Shift+ArrowLeft",
    );
    expect(press({ key: "ß", code: "KeyS", altKey: true, metaKey: true })).toBe("Mod+Alt+s");
  });
});

describe("key caps", () => {
  it("say what is printed on the keyboard in front of somebody", () => {
    expect(keyCaps("Mod+Shift+z", true)).toEqual(["⌘", "⇧", "Z"]);
    expect(keyCaps("Mod+Shift+z", false)).toEqual(["Ctrl", "Shift", "Z"]);
    expect(keyCaps("Alt+ArrowDown", false)).toEqual(["Alt", "↓"]);
    expect(keyCaps("+", false)).toEqual(["+"]);
    expect(keyCaps("Mod++", false)).toEqual(["Ctrl", "+"]);
  });
});
