import { classNames } from "./class-names";

/** Holds the place of what is loading; give it the size of the real thing, so that nothing moves. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={classNames("animate-breathe rounded-md bg-sunken", className)} />;
}
