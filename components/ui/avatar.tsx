import { classNames } from "./class-names";

const sizes = { sm: "size-6 text-[0.625rem]", md: "size-8 text-xs", lg: "size-11 text-base" } as const;

const looks = [
  "bg-accent-soft text-accent-ink",
  "bg-info-soft text-info",
  "bg-warning-soft text-warning",
  "bg-danger-soft text-danger",
  "bg-success-soft text-success",
] as const;

function initials(name: string): string {
  const words = name.trim().split(/\s+/u);
  const picked = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return picked
    .map((word) => [...(word ?? "")][0] ?? "")
    .join("")
    .toLocaleUpperCase();
}

/** The same name gets the same colour on every screen. */
function lookOf(name: string): string {
  const sum = [...name].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  return looks[sum % looks.length] ?? looks[0];
}

/** A person's initials. It is decoration: put the name beside it, or `label` on it when it stands alone. */
export function Avatar({
  name,
  size = "md",
  label,
}: {
  name: string;
  size?: keyof typeof sizes;
  label?: string;
}) {
  return (
    <span
      {...(label ? { role: "img", "aria-label": label } : { "aria-hidden": true })}
      data-fill
      className={classNames(
        "inline-flex shrink-0 items-center justify-center rounded-full font-semibold select-none",
        sizes[size],
        lookOf(name),
      )}
    >
      {initials(name)}
    </span>
  );
}
