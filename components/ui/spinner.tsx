import { LoaderCircle } from "lucide-react";
import { classNames } from "./class-names";

/** Decoration only: say in words beside it, or by `aria-busy` around it, what is under way. */
export function Spinner({ className }: { className?: string }) {
  return <LoaderCircle aria-hidden className={classNames("size-4 shrink-0 animate-turn", className)} />;
}
