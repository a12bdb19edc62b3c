import "server-only";
import { Password } from "@/lib/contracts/accounts";
import { invalid } from "../app-error";
import { commonWords } from "./common-words";

/** The name of the product is the first word that a person thinks of who is asked for a password for it. */
const PRODUCT = "concord";
const PERSONAL_LENGTH_MIN = 4;
/** How many characters a password has to have besides words that can be guessed. */
const REST_LENGTH_MIN = 6;
const DISTINCT_MIN = 5;

const leet: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "8": "b",
  "@": "a",
  $: "s",
  "!": "i",
  "|": "l",
  "€": "e",
};

/** Rows that fingers or habit run along, forwards and backwards. */
const rows = [
  "01234567890123456789",
  "abcdefghijklmnopqrstuvwxyz",
  "qwertyuiopasdfghjklzxcvbnm",
  "qwertzuiopasdfghjklyxcvbnm",
  "azertyuiopqsdfghjklmwxcvbn",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
  "1q2w3e4r5t6y7u8i9o0p",
  "qazwsxedcrfvtgbyhnujmikolp",
  "q1w2e3r4t5y6u7i8o9p0",
].flatMap((row) => [row, [...row].reverse().join("")]);

/** Refuses a new password that is too short, too long, or among the first that somebody would guess. */
export function checkPassword(password: string, personal: readonly string[], field = "password"): void {
  const parsed = Password.safeParse(password);
  if (!parsed.success) throw invalid(field, parsed.error.issues[0]?.message ?? "This password can't be used");
  if (!isGuessable(password, personal)) return;
  throw invalid(
    field,
    "This password is easy to guess: common words, a pattern, or a name from here. Several unrelated words make a good one.",
  );
}

/** Whether a password is a pattern, or too little of it is left without common words and the given names. */
export function isGuessable(password: string, personal: readonly string[]): boolean {
  const plain = password.normalize("NFKC").toLowerCase();
  if (new Set(plain).size < DISTINCT_MIN || isRepetition(plain)) return true;
  return (
    [plain, unleet(withoutEdges(plain))].some(isCommonWord) ||
    [plain, unleet(plain)].some((text) => restLength(text, personal) < REST_LENGTH_MIN)
  );
}

const unleet = (text: string): string => [...text].map((sign) => leet[sign] ?? sign).join("");

/** Without the digits and signs before and after: what stands there is decoration, not spelling. */
const withoutEdges = (text: string): string => text.replace(/^[^\p{L}]+/u, "").replace(/[^\p{L}]+$/u, "");

/** abcabcabcabc, passwordpassword: one short piece over and over. */
const isRepetition = (text: string): boolean => (text + text).indexOf(text, 1) < text.length;

/** Whether the letters are one common word, once or more; digits and signs around it hide little. */
function isCommonWord(text: string): boolean {
  const words = new Set(text.split(/[^\p{L}]+/u).filter((word) => word !== ""));
  const letters = [...words].join("");
  return words.size === 1 ? commonWords.has(letters) : commonWords.has(text.replace(/[^\p{L}]/gu, ""));
}

/** How much is left when names that belong here, digit runs and keyboard runs are taken out. */
function restLength(text: string, personal: readonly string[]): number {
  const names = [PRODUCT, ...personal.flatMap(namesIn)].sort((a, b) => b.length - a.length);
  let rest = text;
  for (const name of names) rest = rest.replaceAll(name, "");
  return withoutRuns(rest).length;
}

const namesIn = (phrase: string): string[] => {
  const plain = phrase.normalize("NFKC").toLowerCase();
  const words = plain.split(/[^\p{L}\p{N}]+/u);
  return [plain, words.join(""), ...words].filter((word) => word.length >= PERSONAL_LENGTH_MIN);
};

/** Takes out stretches of four and more that run along a row. */
function withoutRuns(text: string): string {
  let rest = "";
  for (let start = 0; start < text.length; ) {
    let end = start + 4;
    const runs = (to: number) => to <= text.length && rows.some((row) => row.includes(text.slice(start, to)));
    if (!runs(end)) {
      rest += text.charAt(start++);
      continue;
    }
    while (runs(end + 1)) end++;
    start = end;
  }
  return rest;
}
