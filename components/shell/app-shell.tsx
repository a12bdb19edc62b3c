import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { AccountMenu, type ShellUser } from "./account-menu";
import { type Breadcrumb, Breadcrumbs } from "./breadcrumbs";
import { InboxBell } from "./inbox-bell";
import { Mark } from "./mark";
import { SkipLink } from "./skip-link";
import { ThemeMenu } from "./theme-menu";

const widths = {
  /** A settings page, a form. */
  narrow: "mx-auto w-full max-w-3xl px-4 py-8 sm:px-6",
  page: "mx-auto w-full max-w-6xl px-4 py-8 sm:px-6",
  /** The page arranges the whole area under the bar itself, and scrolls inside it. */
  full: "flex min-h-0 flex-1 flex-col",
} as const;

export type AppShellProps = {
  user: ShellUser | null;
  breadcrumbs?: readonly Breadcrumb[];
  /** Menu items of the account menu. */
  accountItems?: ReactNode;
  /** Between the breadcrumbs and the account: a state, a button. */
  bar?: ReactNode;
  /** Under the bar: ProjectNav. */
  nav?: ReactNode;
  width?: keyof typeof widths;
  children: ReactNode;
};

/** The frame of every page for people who are signed in: one bar, one main landmark, nothing else. */
export function AppShell({
  user,
  breadcrumbs,
  accountItems,
  bar,
  nav,
  width = "page",
  children,
}: AppShellProps) {
  const t = useTranslations("common");
  return (
    <div className={classNames("flex flex-col", width === "full" ? "h-dvh" : "min-h-dvh")}>
      <SkipLink />
      <header data-screen-only className="sticky top-0 z-40 border-line border-b bg-surface">
        <div className="flex min-h-13 items-center gap-1 px-3 sm:gap-2 sm:px-5">
          <Link href="/" className="flex min-h-9 shrink-0 items-center gap-2 rounded-md" title={t("home")}>
            <Mark className="size-7" />
            <span
              className={classNames(
                "font-serif text-lg font-semibold tracking-[-0.01em]",
                breadcrumbs && "max-sm:sr-only",
              )}
            >
              {t("product")}
            </span>
          </Link>
          {breadcrumbs && <Breadcrumbs items={breadcrumbs} />}
          <div className="ml-auto flex shrink-0 items-center gap-1">
            {bar}
            {user && <InboxBell />}
            <ThemeMenu />
            {user && <AccountMenu user={user}>{accountItems}</AccountMenu>}
          </div>
        </div>
        {nav}
      </header>
      <main id="main" tabIndex={-1} className={widths[width]}>
        {children}
      </main>
    </div>
  );
}
