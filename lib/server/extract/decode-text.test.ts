import { describe, expect, it } from "vitest";
import { decodeText } from "./decode-text";
import { encodeLegacy, encodeUtf16 } from "./encode-legacy";

const mixed = "Der Präsident sagte „ja“ — 👍\nМинистр заявил";
const russian =
  "Министр иностранных дел заявил в понедельник, что переговоры «продолжатся» — на следующей неделе.";
const french = "Le ministre a déclaré que l’été serait très chaud à Genève, où les délégués sont arrivés.";

describe("decodeText", () => {
  it.each([
    ["utf-8", Buffer.from(mixed), "utf-8"],
    ["utf-8 with its mark", Buffer.from(`\uFEFF${mixed}`), "utf-8"],
    ["utf-16le with its mark", encodeUtf16(mixed, "le", true), "utf-16le"],
    ["utf-16be with its mark", encodeUtf16(mixed, "be", true), "utf-16be"],
    ["utf-16le", encodeUtf16(mixed, "le", false), "utf-16le"],
    ["utf-16be", encodeUtf16(mixed, "be", false), "utf-16be"],
  ])("reads %s", (_, bytes, charset) => {
    expect(decodeText(bytes)).toMatchObject({ ok: true, text: mixed, charset });
  });

  it.each([
    ["windows-1251", russian],
    ["koi8-r", "Министр иностранных дел заявил в понедельник, что переговоры продолжатся."],
    ["windows-1252", french],
    ["windows-1252", "The minister said “we will meet” — soon, at the café."],
    ["windows-1252", "Café"],
    [
      "windows-1250",
      "Prezydent powiedział, że spotkanie odbędzie się w środę, a później zakończy się wieczorem.",
    ],
    ["windows-1253", "Ο πρόεδρος δήλωσε ότι η συνάντηση θα γίνει την επόμενη εβδομάδα."],
    [
      "windows-1254",
      "Cumhurbaşkanı görüşmenin önümüzdeki hafta İstanbul'da yapılacağını söyledi ve şöyle dedi.",
    ],
    ["windows-1255", "הנשיא אמר כי הפגישה תתקיים בשבוע הבא בעיר הבירה"],
    ["windows-1256", "قال الرئيس إن الاجتماع سيعقد الأسبوع المقبل في العاصمة"],
  ])("guesses %s and says that it guessed: %s", (charset, text) => {
    const decoded = decodeText(encodeLegacy(charset, text));
    expect(decoded).toMatchObject({ ok: true, text });
    expect(decoded.ok && decoded.warnings.join()).toMatch(/guessed/);
  });

  it("believes a declaration that fits before it guesses", () => {
    const bytes = encodeLegacy("windows-1251", "Да.");
    expect(decodeText(bytes, "windows-1251")).toMatchObject({ ok: true, text: "Да.", warnings: [] });
  });

  it("doubts a declaration that the bytes contradict, and says so", () => {
    expect(decodeText(Buffer.from("Genève — Zürich"), "windows-1252")).toMatchObject({
      ok: true,
      text: "Genève — Zürich",
      warnings: [expect.stringContaining("windows-1252")],
    });
  });

  it.each([
    ["a zero byte", Buffer.from("abc\0def"), 3, "binary"],
    ["a control byte in a text that is not UTF-8", Buffer.from([0x61, 0xe9, 0x01, 0x62]), 2, "binary"],
    ["UTF-32", Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), 0, "charset_unknown"],
    [
      "half a character after the UTF-8 mark",
      Buffer.from([0xef, 0xbb, 0xbf, 0x61, 0xff]),
      4,
      "charset_unknown",
    ],
    ["half a pair in UTF-16", Buffer.from([0xff, 0xfe, 0x61, 0, 0x3d, 0xd8, 0x62, 0]), 7, "charset_unknown"],
    [
      "UTF-8 with one damaged byte",
      Buffer.concat([Buffer.from(russian), Buffer.from([0xff]), Buffer.from(russian)]),
      Buffer.byteLength(russian),
      "charset_unknown",
    ],
  ])("refuses %s with the place of the byte", (_, bytes, at, code) => {
    expect(decodeText(bytes)).toMatchObject({ ok: false, at, code });
  });
});
