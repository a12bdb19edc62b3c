import { classNames } from "@/components/ui/class-names";

/** The product's mark: two readings of one line, and where they agree. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 32 32" className={classNames("shrink-0", className)}>
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <path
        d="M6 11h14M12 21h14"
        className="stroke-on-accent"
        strokeWidth="2.6"
        strokeLinecap="round"
        fill="none"
      />
      <path d="M12 16h8" className="stroke-mark" strokeWidth="4" strokeLinecap="round" fill="none" />
    </svg>
  );
}
