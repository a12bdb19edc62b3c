import "server-only";

/** A piece of text where a PDF puts it; y grows upwards. */
export type PlacedText = {
  readonly str: string;
  readonly x: number;
  readonly y: number;
  readonly fontSize: number;
  readonly hasEOL: boolean;
};

type Line = { readonly text: string; readonly x: number; readonly y: number; readonly size: number };

/** A gap between lines this much wider than usual is a gap between paragraphs. */
const paragraphGap = 1.35;

/**
 * Puts the lines of a PDF together again to paragraphs. A PDF knows only lines on pages, and a quote that goes
 * over two of them must not have a line end inside. No character is dropped: a hyphen at the end of a line stays,
 * since nothing says whether it belongs to the word.
 */
export function pdfParagraphs(pages: readonly (readonly PlacedText[])[]): string {
  let text = "";
  let last: Line | null = null;
  for (const page of pages) {
    const lines = pageLines(page);
    const gap = usualGap(lines);
    for (const [index, line] of lines.entries()) {
      if (last) text += joint(last, line, index === 0 ? null : gap);
      text += line.text;
      last = line;
    }
  }
  return text;
}

function pageLines(page: readonly PlacedText[]): Line[] {
  const lines: Line[] = [];
  let open: PlacedText[] = [];
  const close = () => {
    const text = open
      .map((piece) => piece.str)
      .join("")
      .replace(/\s+/g, " ")
      .trim();
    const first = open.find((piece) => piece.str.trim() !== "");
    if (first) lines.push({ text, x: first.x, y: first.y, size: first.fontSize });
    open = [];
  };
  for (const piece of page) {
    open.push(piece);
    if (piece.hasEOL) close();
  }
  close();
  return lines;
}

/** The median distance of lines that follow each other downwards. */
function usualGap(lines: readonly Line[]): number {
  const gaps: number[] = [];
  for (const [index, line] of lines.entries()) {
    const gap = (lines[index - 1]?.y ?? 0) - line.y;
    if (index > 0 && gap > 0) gaps.push(gap);
  }
  return gaps.sort((a, b) => a - b)[Math.floor((gaps.length - 1) / 2)] ?? 0;
}

/** What goes between two lines; `gap` is null at a new page. */
function joint(above: Line, below: Line, gap: number | null): string {
  const distance = above.y - below.y;
  const endsSentence = /[.!?:…"”»)\]]$/.test(above.text);
  const isNewColumn = gap === null || distance <= 0;
  const isApart = !isNewColumn && distance > Math.max(gap, above.size) * paragraphGap;
  const isOtherType = Math.abs(above.size - below.size) > 1;
  const isIndented = !isNewColumn && endsSentence && below.x - above.x > below.size * 0.7;
  if (isApart || isOtherType || isIndented || (isNewColumn && endsSentence)) return "\n\n";
  return /\p{L}-$/u.test(above.text) && /^\p{Ll}/u.test(below.text) ? "" : " ";
}
