/**
 * A key press as the registry of commands writes it: modifiers in the order Mod, Alt, Shift, then the key.
 * Mod is ⌘ on a Mac and Ctrl elsewhere.
 */
export function keyOf(event: KeyboardEvent): string {
  const isMac = isApple();
  const isMod = isMac ? event.metaKey : event.ctrlKey;
  // On a Mac, Ctrl is a key of its own: Ctrl with an arrow moves an edge by a character there too.
  const parts = [isMod || (isMac && event.ctrlKey) ? "Mod" : "", event.altKey ? "Alt" : ""];
  const name = nameOf(event);
  // A sign like ? is typed with Shift on some keyboards and without on others; the sign is what counts.
  const hasShift = event.shiftKey && (name.length > 1 || /^[a-z0-9]$/.test(name));
  return [...parts, hasShift ? "Shift" : "", name].filter(Boolean).join("+");
}

function nameOf(event: KeyboardEvent): string {
  // With Alt, a Mac types another sign; the key's own letter is meant.
  if (event.altKey && /^Key[A-Z]$/.test(event.code)) return event.code.slice(3).toLowerCase();
  return event.key.length === 1 ? event.key.toLowerCase() : event.key;
}

export const isApple = (): boolean => /Mac|iPhone|iPad/.test(navigator.platform);

const symbols: Readonly<Record<string, string>> = {
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  Delete: "Del",
  Escape: "Esc",
  Enter: "↵",
};

/** The parts of a combination as they are printed on a key cap. */
export function keyCaps(combination: string, isMac: boolean): string[] {
  return combination.split(/\+(?=.)/).map((part) => {
    if (part === "Mod") return isMac ? "⌘" : "Ctrl";
    if (part === "Alt") return isMac ? "⌥" : "Alt";
    if (part === "Shift") return isMac ? "⇧" : "Shift";
    return symbols[part] ?? (part.length === 1 ? part.toUpperCase() : part);
  });
}
