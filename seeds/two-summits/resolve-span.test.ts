import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resolveSpan } from "./resolve-span";

describe("resolveSpan", () => {
  it("counts code points, so that a ship is one character", () => {
    expect(resolveSpan("🚢🚢 ahoy", ["ahoy"])).toEqual({ ok: true, spans: [{ start: 3, end: 7 }] });
  });

  it("does not find a word inside another", () => {
    expect(resolveSpan("the other one he met", ["he"])).toEqual({
      ok: true,
      spans: [{ start: 14, end: 16 }],
    });
    expect(resolveSpan("Žofia Harnášek", ["Harn"])).toMatchObject({ ok: false });
    expect(resolveSpan("Harna\u0301šek", ["Harna"])).toMatchObject({ ok: false });
  });

  it("picks the occurrence that was asked for", () => {
    expect(resolveSpan("ask, ask, ask", ["ask"], 3)).toEqual({ ok: true, spans: [{ start: 10, end: 13 }] });
    expect(resolveSpan("ask, ask, ask", ["ask"], 4)).toMatchObject({ ok: false });
  });

  it("looks for a further fragment only after the one before it", () => {
    expect(resolveSpan("no. “Yes,” she said, “no.”", ["“Yes,”", "no."])).toEqual({
      ok: true,
      spans: [
        { start: 4, end: 10 },
        { start: 22, end: 25 },
      ],
    });
    expect(resolveSpan("b a", ["a", "b"])).toMatchObject({ ok: false });
  });
});

describe("what resolveSpan answers", () => {
  it("names what could not be found", () => {
    expect(resolveSpan("text", ["nowhere"])).toEqual({ ok: false, reason: 'not found: "nowhere"' });
    expect(resolveSpan("text", [])).toMatchObject({ ok: false });
    expect(resolveSpan("text", [""])).toMatchObject({ ok: false });
  });

  it("is spans whose text is the quote, never missing one that is there", () => {
    const word = fc.constantFrom("a", "ab", "é", "e\u0301", "🚢", "“a”", "說");
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), fc.nat(), (words, pick) => {
        const text = words.join(" ");
        const at = pick % words.length;
        const wanted = words[at] ?? "";
        const resolution = resolveSpan(text, [wanted]);
        if (!resolution.ok) throw new Error(resolution.reason);
        const [span] = resolution.spans;
        expect(Array.from(text).slice(span?.start, span?.end).join("")).toBe(wanted);
        expect(span?.start).toBeLessThanOrEqual(Array.from(words.slice(0, at).join(" ")).length + 1);
      }),
    );
  });
});
