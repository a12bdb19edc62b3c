import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { classNames } from "@/components/ui/class-names";

export type Breadcrumb = { readonly label: string; readonly href?: string };

/** The way from the start to here; a page that is none of its steps links all of them. On a narrow screen only the last fits. */
export function Breadcrumbs({ items }: { items: readonly Breadcrumb[] }) {
  const t = useTranslations("common");
  return (
    <nav aria-label={t("breadcrumbs")} className="min-w-0">
      <ol className="flex min-w-0 items-center text-sm">
        {items.map((item, index) => {
          const isLast = index === items.length - 1;
          return (
            <li
              key={item.href ?? item.label}
              className={classNames("items-center", isLast ? "flex min-w-0" : "hidden shrink-0 sm:flex")}
            >
              <ChevronRight aria-hidden className="mx-1 size-4 shrink-0 text-faint max-sm:hidden" />
              {item.href ? (
                <Link
                  href={item.href}
                  title={item.label}
                  className="max-w-48 truncate rounded-sm py-1 text-soft underline-offset-4 hover:text-ink hover:underline"
                >
                  {item.label}
                </Link>
              ) : (
                <span
                  aria-current={isLast ? "page" : undefined}
                  className="truncate font-medium"
                  title={item.label}
                >
                  {item.label}
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
