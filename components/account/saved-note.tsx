import { Check } from "lucide-react";
import type { ReactNode } from "react";

/** Beside a form's button: what has just been saved; read aloud. Always render it, empty before. */
export function SavedNote({ children }: { children?: ReactNode }) {
  return (
    <p role="status" className="mr-auto flex min-h-6 items-center gap-1.5 text-sm text-success">
      {children && <Check aria-hidden className="size-4 shrink-0" />}
      {children}
    </p>
  );
}
