import type { ReactNode } from "react";

/** One key cap. For a chord write several. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-flex min-w-5 items-center justify-center rounded-sm border border-edge/60 border-b-2 bg-surface px-1 font-sans text-xs leading-4.5 text-soft">
      {children}
    </kbd>
  );
}
