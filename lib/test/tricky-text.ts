import fc from "fast-check";

/** Characters that offsets, line readers, spreadsheets and object keys stumble over. */
const tricky = fc.constantFrom(
  ...[
    "a",
    "Oran",
    " ",
    "  ",
    "\n",
    "\t",
    "\u2028",
    "\u2029",
    "\u0085",
    "\u00a0",
    "\ufeff",
    "\u000b",
    "\u001e",
  ],
  ...["🕊️", "👩‍👩‍👧", "👍🏽", "🇨🇭", "e\u0301", "שלום", "مرحبا", "ש\u05b8", "क्षि", "漢", "𠮷", "“", "”"],
  ...[
    '"',
    "'",
    "=",
    "+",
    "-",
    "@",
    "＝",
    ",",
    ";",
    "|",
    ":",
    "#",
    "\\",
    "/",
    "%",
    "<b>",
    "</script>",
    "\\u0041",
  ],
);
/** Short texts of those. */
export const trickyText = (maxLength: number) =>
  fc.array(tricky, { maxLength }).map((parts) => parts.join(""));
