import "server-only";

/** Never text for a reader. */
const unread = new Set(
  "audio,button,canvas,datalist,embed,head,iframe,input,map,math,noscript,object,script,select,style,svg,template,textarea,title,video".split(
    ",",
  ),
);
/** A blank line before and after. */
const paragraphs = new Set(
  "address,article,aside,blockquote,dl,fieldset,figure,footer,form,h1,h2,h3,h4,h5,h6,header,hr,main,nav,ol,p,pre,section,table,ul".split(
    ",",
  ),
);
/** A line of their own. */
const lines = new Set("body,dd,details,div,dt,figcaption,html,legend,li,option,summary".split(","));
/** A line of their own, whatever is in their cells. */
const rows = new Set("caption,tbody,tfoot,thead,tr".split(","));

/** Collects text the way a page shows it: white space collapses, blocks are apart. */
class ReadableText {
  readonly #parts: string[] = [];
  #breaks = 0;
  #gap = "";
  /** Between the border of a cell and its text, where paragraphs make no breaks: cells share a line. */
  #isAtCell = false;

  text(raw: string, verbatim: boolean): void {
    if (verbatim) {
      if (raw !== "") this.#push(raw.replace(/\r\n?/g, "\n"));
      return;
    }
    // Only these five collapse in HTML; a no-break space is a character of the text.
    const collapsed = raw.replace(/[ \t\n\f\r]+/g, " ");
    if (collapsed.startsWith(" ")) this.#gap ||= " ";
    const body = collapsed.replace(/^ | $/g, "");
    if (body === "") return;
    this.#push(body);
    if (collapsed.endsWith(" ")) this.#gap = " ";
  }

  break(count: number): void {
    if (!this.#isAtCell) this.#breaks = Math.max(this.#breaks, count);
  }

  row(): void {
    this.#isAtCell = false;
    this.break(1);
  }

  enterCell(): void {
    this.#isAtCell = true;
  }

  leaveCell(): void {
    this.#isAtCell = true;
    this.#breaks = 0;
    this.#gap = "\t";
  }

  lineBreak(): void {
    this.#breaks = Math.min(2, this.#breaks + 1);
  }

  #push(body: string): void {
    if (this.#parts.length > 0) this.#parts.push(this.#breaks > 0 ? "\n".repeat(this.#breaks) : this.#gap);
    this.#parts.push(body);
    this.#breaks = 0;
    this.#gap = "";
    this.#isAtCell = false;
  }

  toString(): string {
    return this.#parts.join("");
  }
}

/**
 * The text below `root` as a reader sees it. `textContent` would glue the end of one block to the start of the
 * next. Walks without recursion: the depth of a page is chosen by whoever wrote it.
 */
export function blockText(root: Element): string {
  const out = new ReadableText();
  let verbatim = 0;
  for (const { node, step } of steps(root, (element) => !isUnread(element))) {
    if (node.nodeType === 3 || node.nodeType === 4) {
      out.text(node.nodeValue ?? "", verbatim > 0);
      continue;
    }
    const name = node.nodeName.toLowerCase();
    if (name === "pre") verbatim += step === "enter" ? 1 : -1;
    if (name === "br") {
      if (step === "enter") out.lineBreak();
    } else if (name === "td" || name === "th") {
      if (step === "enter") out.enterCell();
      else out.leaveCell();
    } else if (rows.has(name)) out.row();
    else if (paragraphs.has(name)) out.break(2);
    else if (lines.has(name)) out.break(1);
  }
  return out.toString();
}

/** How many elements lie inside each other at most, counted up to one past `max`. */
export function depthUpTo(root: Element, max: number): number {
  let depth = 0;
  let deepest = 0;
  for (const { node, step } of steps(root, () => depth <= max)) {
    if (node.nodeType !== 1) continue;
    depth += step === "enter" ? 1 : -1;
    deepest = Math.max(deepest, depth);
    if (deepest > max) break;
  }
  return deepest;
}

type Step = { readonly node: Node; readonly step: "enter" | "leave" };

/** Every node below and with `root`, elements twice: when entered and when left. */
function* steps(root: Element, into: (element: Node) => boolean): Generator<Step> {
  let node: Node = root;
  for (;;) {
    const enters = into(node);
    if (enters) yield { node, step: "enter" };
    const child: Node | null = enters ? node.firstChild : null;
    if (child) {
      node = child;
      continue;
    }
    if (enters && node.nodeType === 1) yield { node, step: "leave" };
    while (node !== root && !node.nextSibling) {
      const parent: Node | null = node.parentNode;
      if (!parent) return;
      node = parent;
      yield { node, step: "leave" };
    }
    const next: Node | null = node === root ? null : node.nextSibling;
    if (!next) return;
    node = next;
  }
}

function isUnread(node: Node): boolean {
  if (node.nodeType === 3 || node.nodeType === 4) return false;
  if (node.nodeType !== 1) return true;
  // Of node types only elements are 1.
  const element = node as Element;
  if (unread.has(element.localName.toLowerCase()) || element.hasAttribute("hidden")) return true;
  return /display\s*:\s*none/i.test(element.getAttribute("style") ?? "");
}
