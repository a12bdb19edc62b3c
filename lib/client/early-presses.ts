declare global {
  // Put there by the page's first script.
  var earlyPresses: EarlyPresses | undefined;
}

/** The last press that came before the page could answer it. */
export type EarlyPress = {
  /** The button; of a form that was sent without one, the form. */
  readonly control: HTMLElement;
  /** The form that it would have sent. */
  readonly form: HTMLFormElement | null;
  /** The key it was pressed with. */
  readonly key: string | null;
  /** Counted as performance.now() does. */
  readonly atMs: number;
  /** Whether it is still there to be pressed, and says what it said. */
  readonly isUnchanged: () => boolean;
};

export type EarlyPresses = {
  /** Ends the recording: from now on the page answers for itself. Answers what it has not. */
  readonly end: () => EarlyPress | null;
};

/** A press that was answered later than this would surprise whoever has given up on it. */
export const ANSWERED_WITHIN_MS = 30_000;

/**
 * Holds the last press on a button, or form that was sent, until the page can answer. React listens once its code is
 * loaded and it knows what to hydrate: a click before that is lost, and it replays none. A form that is sent before
 * would even load the page again, with what was typed into it in the address.
 *
 * Who gets no answer presses again, or turns to something else. So the newest press counts, once, and any other
 * press, key or typing lets go of it.
 *
 * It runs as the page's first script, from its source text: it may use nothing that is not written inside it.
 */
export function recordEarlyPresses(): void {
  let held: (EarlyPress & { readonly event: Event }) | null = null;
  let key: string | null = null;
  const recording = new AbortController();
  const listen = (kinds: readonly string[], heard: (event: Event) => void) => {
    for (const kind of kinds) addEventListener(kind, heard, { capture: true, signal: recording.signal });
  };
  const looks = (control: HTMLElement) =>
    [control.tagName, control.getAttribute("aria-label"), control.textContent].join("\n");
  const hold = (event: Event, control: HTMLElement, form: HTMLFormElement | null) => {
    const before = looks(control);
    const isUnchanged = () =>
      control.isConnected &&
      looks(control) === before &&
      control.getClientRects().length > 0 &&
      !control.matches(":disabled") &&
      !control.closest("[inert], [aria-hidden=true]");
    held = { control, form, key, event, atMs: performance.now(), isUnchanged };
    key = null;
  };

  listen(["pointerdown", "keydown", "input"], (event) => {
    held = null;
    key = event instanceof KeyboardEvent && ["Enter", " "].includes(event.key) ? event.key : null;
  });
  listen(["click"], (event) => {
    const pressed = event.target instanceof Element && event.target.closest("button, [role=button]");
    const isPlain =
      event instanceof MouseEvent && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (pressed instanceof HTMLElement && isPlain) hold(event, pressed, null);
  });
  listen(["submit"], (event) => {
    const form = event.target;
    if (!(event instanceof SubmitEvent && form instanceof HTMLFormElement)) return;
    event.preventDefault();
    hold(event, event.submitter ?? form, form);
  });
  globalThis.earlyPresses = {
    end: () => {
      recording.abort();
      // One that is on its way this very moment has made React hydrate at once, and is answered by it.
      const isAnswered = held !== null && held.event.eventPhase !== Event.NONE;
      return isAnswered ? null : held;
    },
  };
}

/** What the page's first script runs. */
export const earlyPressesScript = `(${recordEarlyPresses.toString()})()`;

/** Presses once more what was pressed too early, if it is as it was then and somebody still waits for it. */
export function answerEarlyPress({ control, form, key, atMs, isUnchanged }: EarlyPress): void {
  if (!isUnchanged() || performance.now() - atMs > ANSWERED_WITHIN_MS) return;
  if (form) form.requestSubmit(control === form ? null : control);
  else if (key === null ? pressWithPointer(control) : pressWithKey(control, key)) control.click();
}

/** Menus open when a button goes down, and dialogs at the click after it: the whole press is told. */
function pressWithPointer(control: HTMLElement): boolean {
  const common = { bubbles: true, cancelable: true, composed: true, view: window };
  const pointer = { ...common, pointerId: 1, pointerType: "mouse", isPrimary: true };
  control.dispatchEvent(new PointerEvent("pointerdown", { ...pointer, buttons: 1 }));
  control.dispatchEvent(new MouseEvent("mousedown", { ...common, buttons: 1 }));
  control.dispatchEvent(new PointerEvent("pointerup", pointer));
  control.dispatchEvent(new MouseEvent("mouseup", common));
  return true;
}

/** False if the key has been answered, so that there is no click as well. */
const pressWithKey = (control: HTMLElement, key: string): boolean =>
  control.dispatchEvent(
    new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, composed: true, view: window }),
  );
