import { describe, expect, it } from "vitest";
import { processorMs } from "@/lib/test/processor-ms";
import { AppError } from "../app-error";
import { checkPassword, isGuessable } from "./check-password";

const personal = ["Ana Marković", "ana.markovic@herald.example", "Two Summits"];

describe("new passwords", () => {
  it.each([
    "passwordpassword",
    "password1234",
    "Password2026!",
    "P@ssw0rd1234",
    "p455w0rd!!!!",
    "123456789012",
    "098765432109",
    "aaaaaaaaaaaa",
    "abcabcabcabc",
    "qwertyuiop12",
    "1qaz2wsx3edc",
    "1q2w3e4r5t6y",
    "iloveyou1234",
    "iloveyouforever",
    "letmeinletmein",
    "welcome2024!!",
    "administrator1",
    "changeme1234",
    "sunshine2025",
    "dragonmonkey12",
    "Concord12345",
    "concord-concord",
    "marković12345",
    "AnaMarković1!",
    "herald-herald1",
    "twosummits2026",
    "Love! Love! Love!",
    "abcdefghijkl",
    "            ",
    "!!!!!!!!!!!!!!!!",
  ])("refuses %s, which anybody would guess", (password) => {
    expect(isGuessable(password, personal)).toBe(true);
    expect(() => checkPassword(password, personal)).toThrow(AppError);
  });

  it.each([
    "plum ladder quartz onion",
    "vB7#kq-TzL2p",
    "Zvezdano nebo iznad reke",
    "夜空に輝く星たちの静かな歌声",
    "ключ лежит под третьим камнем",
    "🦉🌋🧭🪁🎻🧵🛶🪨🧊🫐🎲🗿",
    "kettle-vinegar-oboe",
    "tuesday my violin drowned in porridge",
  ])("takes %s", (password) => {
    expect(() => checkPassword(password, personal)).not.toThrow();
  });

  it("counts characters, not code units, and takes the shortest and the longest", () => {
    expect(() => checkPassword("🦉🌋🧭🪁🎻🧵", [])).toThrow("At least 12");
    expect(() => checkPassword("vB7#kq-TzL2", [])).toThrow("At least 12");
    const long = Array.from({ length: 500 }, (_, at) => String.fromCodePoint(0x4e00 + at)).join("");
    expect(() => checkPassword(long, [])).not.toThrow();
    expect(() => checkPassword(`${long}好`, [])).toThrow("At most 500");
    expect(() => checkPassword("vB7#kq-TzL2p\ud800", [])).toThrow(AppError);
  });

  it("answers a hostile password at once", () => {
    const took = processorMs(() => {
      isGuessable("a".repeat(500), ["a".repeat(200)]);
      isGuessable("passwordqwerty".repeat(35), personal);
    });
    expect(took).toBeLessThan(1_000);
  });
});
