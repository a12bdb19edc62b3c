"use client";

import { useCompare } from "./compare-context";

/** Whose it is: initials and the line pattern that marks of this set have where several share a text. */
export function PersonSign({ setId }: { setId: string }) {
  const view = useCompare();
  const { initials, pattern } = view.personOf(setId);
  return (
    <span aria-hidden className="compare-person" data-pattern={pattern}>
      {initials}
    </span>
  );
}
