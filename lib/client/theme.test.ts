import { expect, it } from "vitest";
import { parseTheme, themes } from "./theme";

it.each(themes)("reads back the theme %s", (theme) => {
  expect(parseTheme(theme)).toBe(theme);
});

it.each([undefined, "", "sepia", '"><script>'])("follows the computer when the cookie says %j", (value) => {
  expect(parseTheme(value)).toBe("system");
});
