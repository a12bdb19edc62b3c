"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef } from "react";
import { classNames } from "@/components/ui/class-names";

export type ProjectNavItem = {
  readonly href: string;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly count?: number;
  /** Current only at exactly its address, not below it. */
  readonly exact?: boolean;
};

function isAt(item: ProjectNavItem, path: string): boolean {
  return path === item.href || (!item.exact && path.startsWith(`${item.href}/`));
}

/** The places of a project. Scrolls sideways where they do not fit, with the current one in sight. */
export function ProjectNav({ items }: { items: readonly ProjectNavItem[] }) {
  const t = useTranslations("common");
  const path = usePathname();
  const current = useRef<HTMLAnchorElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new path moves the ref to another link.
  useEffect(() => {
    current.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [path]);

  return (
    <nav aria-label={t("projectNav")} className="overflow-x-auto px-2 [scrollbar-width:none] sm:px-4">
      <ul className="flex">
        {items.map((item) => {
          const isCurrent = isAt(item, path);
          return (
            <li key={item.href}>
              <Link
                href={item.href}
                ref={isCurrent ? current : undefined}
                aria-current={isCurrent ? "page" : undefined}
                className={classNames(
                  "flex min-h-10 items-center gap-2 border-b-2 px-2.5 text-sm font-medium whitespace-nowrap -outline-offset-2 transition-colors [&>svg]:size-4",
                  isCurrent
                    ? "border-accent text-accent-ink"
                    : "border-transparent text-soft hover:border-edge hover:text-ink",
                )}
              >
                {item.icon}
                {item.label}
                {item.count !== undefined && (
                  <span className="rounded-full bg-sunken px-1.5 text-xs text-soft tabular-nums">
                    {item.count}
                  </span>
                )}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
